package dev.interlock.internal.sshsig;

import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.EdECPoint;

/** An Ed25519 key that signs, as a file without a passphrase holds it. Immutable. */
public final class SshPrivateKey {
  private static final byte[] PROBE = Wire.ascii("the halves of a key");

  private final SshPublicKey publicKey;
  private final byte[] seed;
  private final PrivateKey key;

  private SshPrivateKey(SshPublicKey publicKey, byte[] seed, PrivateKey key) {
    this.publicKey = publicKey;
    this.seed = seed;
    this.key = key;
  }

  /**
   * The key that a caller made, by {@code
   * KeyPairGenerator.getInstance("Ed25519").generateKeyPair()}: nothing is made by chance here.
   *
   * @throws IllegalArgumentException if it is no key pair of Ed25519, or the JDK keeps it to itself
   */
  public static SshPrivateKey of(KeyPair pair) {
    if (pair.getPublic() instanceof EdECPublicKey open
        && pair.getPrivate() instanceof EdECPrivateKey secret) {
      byte[] seed = secret.getBytes().orElseThrow(SshPrivateKey::noPair);
      try {
        Malformed.require(seed.length == Ed25519.KEY_LENGTH, "this is another curve");
        return of(seed, encoded(open.getPoint()));
      } catch (Malformed e) {
        throw noPair();
      }
    }
    throw noPair();
  }

  private static IllegalArgumentException noPair() {
    return new IllegalArgumentException("this is no key pair of Ed25519 that can be written");
  }

  private static byte[] encoded(EdECPoint point) {
    byte[] bytes = new byte[Ed25519.KEY_LENGTH];
    byte[] y = point.getY().toByteArray();
    for (int i = 0; i < y.length && i < bytes.length; i++) {
      bytes[i] = y[y.length - 1 - i];
    }
    if (point.isXOdd()) {
      bytes[bytes.length - 1] |= (byte) 0x80;
    }
    return bytes;
  }

  /** The key of these halves, if they belong together. */
  static SshPrivateKey of(byte[] seed, byte[] point) throws Malformed {
    SshPublicKey publicKey =
        SshPublicKey.ofBlob(
            new Wire().string(SshPublicKey.Kind.ED25519.wireName()).string(point).bytes());
    SshPrivateKey key = new SshPrivateKey(publicKey, seed.clone(), Ed25519.privateKey(seed));
    Malformed.require(
        publicKey.verifies(PROBE, Ed25519.ALGORITHM.sign(key.key, PROBE)),
        "the private and the public half of the key do not belong together");
    return key;
  }

  /**
   * Reads what stands in a key file that {@code ssh-keygen} or {@link #text} wrote.
   *
   * @throws Malformed if it is anything but an Ed25519 key without a passphrase
   */
  public static SshPrivateKey parse(byte[] file) throws Malformed {
    return PrivateKeyFormat.read(Armour.PRIVATE_KEY.read(file));
  }

  /**
   * What to write into a key file.
   *
   * @param comment printable ASCII, for people
   * @throws IllegalArgumentException if the comment is anything else
   */
  public byte[] text(String comment) {
    if (!comment.matches("[ -~]{0,255}")) {
      throw new IllegalArgumentException(
          "the comment of a key is at most 255 characters of printable ASCII");
    }
    return Armour.PRIVATE_KEY.write(PrivateKeyFormat.write(publicKey, seed, comment));
  }

  /**
   * Signs a message for one purpose.
   *
   * @param namespace the purpose: 1 to 255 characters of printable ASCII without space
   * @throws IllegalArgumentException if the namespace is anything else
   */
  public SshSignature sign(String namespace, byte[] message) {
    if (!WireReader.isWord(namespace.getBytes(StandardCharsets.UTF_8))) {
      throw new IllegalArgumentException(
          "a namespace is 1 to 255 characters of printable ASCII without space");
    }
    try {
      byte[] signed = SshSignature.toSign(namespace, SshSignature.Hash.SHA512, message);
      return SshSignature.by(publicKey, namespace, Ed25519.ALGORITHM.sign(key, signed));
    } catch (Malformed e) {
      throw new IllegalStateException(e);
    }
  }

  /** The bare Ed25519 signature over these bytes, 64 bytes, for forms other than SSH's. */
  public byte[] signBare(byte[] message) {
    return Ed25519.ALGORITHM.sign(key, message);
  }

  /** The half that everybody may know. */
  public SshPublicKey publicKey() {
    return publicKey;
  }

  /** Only what everybody may know. */
  @Override
  public String toString() {
    return "private key of " + publicKey;
  }
}
