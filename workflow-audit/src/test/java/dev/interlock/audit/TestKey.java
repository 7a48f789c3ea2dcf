package dev.interlock.audit;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.util.Base64;

/** A key to sign with as OpenSSH does, in a file or on a device that can be touched. */
final class TestKey {
  private static final int TOUCHED = 1;
  private static final String APPLICATION = "ssh:";

  private final KeyPair pair;
  private final boolean device;

  private TestKey(boolean device) {
    this.device = device;
    try {
      this.pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static TestKey ofFile() {
    return new TestKey(false);
  }

  static TestKey ofDevice() {
    return new TestKey(true);
  }

  private String kind() {
    return device ? "sk-ssh-ed25519@openssh.com" : "ssh-ed25519";
  }

  private byte[] blob() {
    byte[] encoded = pair.getPublic().getEncoded();
    byte[] half = java.util.Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
    byte[] key = join(string(kind()), string(half));
    return device ? join(key, string(APPLICATION)) : key;
  }

  /** Kind and base64. */
  String text() {
    return kind() + " " + Base64.getEncoder().encodeToString(blob());
  }

  String sign(String namespace, byte[] message) {
    return sign(namespace, message, TOUCHED);
  }

  /** The same with the flags of the device. */
  String sign(String namespace, byte[] message, int flags) {
    byte[] whole =
        join("SSHSIG".getBytes(US_ASCII), tail(namespace, string(hash("SHA-512", message))));
    byte[] counted = join(new byte[] {(byte) flags}, number(7));
    byte[] raw =
        device
            ? join(
                string(kind()),
                string(
                    made(
                        join(
                            hash("SHA-256", APPLICATION.getBytes(US_ASCII)),
                            counted,
                            hash("SHA-256", whole)))),
                counted)
            : join(string(kind()), string(made(whole)));
    byte[] all =
        join("SSHSIG".getBytes(US_ASCII), number(1), string(blob()), tail(namespace, string(raw)));
    String base64 = Base64.getEncoder().encodeToString(all).replaceAll("(.{70})(?=.)", "$1\n");
    return "-----BEGIN SSH SIGNATURE-----\n" + base64 + "\n-----END SSH SIGNATURE-----\n";
  }

  private static byte[] tail(String namespace, byte[] last) {
    return join(string(namespace), string(""), string("sha512"), last);
  }

  private byte[] made(byte[] message) {
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(pair.getPrivate());
      signature.update(message);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] hash(String name, byte[] message) {
    try {
      return MessageDigest.getInstance(name).digest(message);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] number(int value) {
    return ByteBuffer.allocate(4).putInt(value).array();
  }

  private static byte[] string(String text) {
    return string(text.getBytes(US_ASCII));
  }

  private static byte[] string(byte[] bytes) {
    return join(number(bytes.length), bytes);
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
