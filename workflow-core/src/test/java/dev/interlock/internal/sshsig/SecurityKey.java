package dev.interlock.internal.sshsig;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.util.Arrays;
import java.util.Base64;

/**
 * A security key made of software, written from PROTOCOL.u2f and PROTOCOL.sshsig alone: it shares
 * no code with what it is to test. Immutable.
 *
 * @param kind what SSH calls the kind of key
 * @param flags what it says of its user: 1 for a touch, 4 for a PIN or a finger
 * @param highS whether the second number of ECDSA is the larger of the two that verify
 */
public record SecurityKey(
    String kind, KeyPair pair, String application, int flags, int counter, boolean highS) {
  public static final String ED25519 = "sk-ssh-ed25519@openssh.com";
  static final String ECDSA = "sk-ecdsa-sha2-nistp256@openssh.com";

  private static final BigInteger ORDER =
      new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);

  public static SecurityKey ofKind(String kind) {
    KeyPair pair = Keys.pair(kind.equals(ED25519) ? "Ed25519" : "EC");
    return new SecurityKey(kind, pair, "ssh:", 1, 7, false);
  }

  public SecurityKey saying(int newFlags) {
    return new SecurityKey(kind, pair, application, newFlags, counter, highS);
  }

  SecurityKey counting(int newCounter) {
    return new SecurityKey(kind, pair, application, flags, newCounter, highS);
  }

  SecurityKey enrolledFor(String newApplication) {
    return new SecurityKey(kind, pair, newApplication, flags, counter, highS);
  }

  SecurityKey withHighS(boolean high) {
    return new SecurityKey(kind, pair, application, flags, counter, high);
  }

  /** The bytes of its public key. */
  byte[] blob() {
    byte[] spki = pair.getPublic().getEncoded();
    return kind.equals(ED25519)
        ? parts(Keys.bytes(kind), Arrays.copyOfRange(spki, spki.length - 32, spki.length), app())
        : parts(Keys.bytes(kind), Keys.bytes("nistp256"), point(), app());
  }

  private byte[] app() {
    return Keys.bytes(application);
  }

  private byte[] point() {
    byte[] bytes = new byte[65];
    bytes[0] = 4;
    ECPublicKey key = (ECPublicKey) pair.getPublic();
    copy(key.getW().getAffineX(), bytes, 33);
    copy(key.getW().getAffineY(), bytes, 65);
    return bytes;
  }

  private static void copy(BigInteger number, byte[] to, int end) {
    byte[] from = number.toByteArray();
    int length = Math.min(32, from.length);
    System.arraycopy(from, from.length - length, to, end - length, length);
  }

  public SshPublicKey publicKey() {
    try {
      return SshPublicKey.ofBlob(blob());
    } catch (Malformed e) {
      throw new IllegalStateException(e);
    }
  }

  /** Signs with SHA-512 and gives the armoured text. */
  public byte[] sign(String namespace, byte[] message) {
    return armour(blob(), namespace, message, raw(namespace, message));
  }

  /** Puts a signature together of what it is told. */
  static byte[] armour(byte[] key, String namespace, byte[] message, byte[] raw) {
    byte[] rest = parts(key, Keys.bytes(namespace), new byte[0], Keys.bytes("sha512"), raw);
    String text =
        Base64.getEncoder()
            .encodeToString(join(Keys.bytes("SSHSIG"), new byte[] {0, 0, 0, 1}, rest));
    return Keys.bytes(
        "-----BEGIN SSH SIGNATURE-----\n"
            + text.replaceAll("(.{70})(?=.)", "$1\n")
            + "\n-----END SSH SIGNATURE-----\n");
  }

  /** What the device gives: kind, signature, flags and counter. */
  byte[] raw(String namespace, byte[] message) {
    byte[] said = {
      (byte) flags,
      (byte) (counter >> 24),
      (byte) (counter >> 16),
      (byte) (counter >> 8),
      (byte) counter
    };
    byte[] blob =
        join(
            Keys.bytes("SSHSIG"),
            parts(
                Keys.bytes(namespace),
                new byte[0],
                Keys.bytes("sha512"),
                hash("SHA-512", message)));
    byte[] signed = join(hash("SHA-256", app()), said, hash("SHA-256", blob));
    return join(parts(Keys.bytes(kind), made(signed)), said);
  }

  private byte[] made(byte[] signed) {
    try {
      boolean edwards = kind.equals(ED25519);
      Signature signature =
          Signature.getInstance(edwards ? "Ed25519" : "SHA256withECDSAinP1363Format");
      signature.initSign(pair.getPrivate());
      signature.update(signed);
      return edwards ? signature.sign() : numbers(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private byte[] numbers(byte[] both) {
    BigInteger r = new BigInteger(1, Arrays.copyOf(both, 32));
    BigInteger s = new BigInteger(1, Arrays.copyOfRange(both, 32, 64));
    boolean isHigh = s.compareTo(ORDER.shiftRight(1)) > 0;
    BigInteger chosen = isHigh == highS ? s : ORDER.subtract(s);
    return parts(r.toByteArray(), chosen.toByteArray());
  }

  private static byte[] hash(String algorithm, byte[] bytes) {
    try {
      return MessageDigest.getInstance(algorithm).digest(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Each part with its length before it. */
  static byte[] parts(byte[]... parts) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      for (byte[] part : parts) {
        out.writeInt(part.length);
        out.write(part);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static byte[] join(byte[]... parts) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      bytes.writeBytes(part);
    }
    return bytes.toByteArray();
  }
}
