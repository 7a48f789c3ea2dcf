package dev.interlock.audit.note;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;

/** Ed25519 as the platform has it, with public keys as their 32 bytes. */
public final class Ed25519 {
  private static final String NAME = "Ed25519";

  /** What stands before the key where Java writes it: RFC 8410. */
  private static final byte[] HEADER = HexFormat.of().parseHex("302a300506032b6570032100");

  private static final int KEY = 32;

  private Ed25519() {}

  /**
   * The key that these bytes are.
   *
   * @throws GeneralSecurityException if they are none
   */
  static PublicKey key(byte[] raw) throws GeneralSecurityException {
    byte[] encoded = Arrays.copyOf(HEADER, HEADER.length + raw.length);
    System.arraycopy(raw, 0, encoded, HEADER.length, raw.length);
    return KeyFactory.getInstance(NAME).generatePublic(new X509EncodedKeySpec(encoded));
  }

  /**
   * The 32 bytes of a key.
   *
   * @throws GeneralSecurityException if it is no Ed25519 key
   */
  public static byte[] raw(PublicKey key) throws GeneralSecurityException {
    byte[] encoded = key.getEncoded();
    if (encoded == null
        || encoded.length != HEADER.length + KEY
        || !Arrays.equals(encoded, 0, HEADER.length, HEADER, 0, HEADER.length)) {
      throw new GeneralSecurityException("the key is not an Ed25519 key that can be written");
    }
    return Arrays.copyOfRange(encoded, HEADER.length, encoded.length);
  }

  /**
   * Signs.
   *
   * @throws GeneralSecurityException if the key cannot
   */
  public static byte[] sign(PrivateKey key, byte[] message) throws GeneralSecurityException {
    Signature signature = Signature.getInstance(NAME);
    signature.initSign(key);
    signature.update(message);
    return signature.sign();
  }

  /** Whether a signature is one of this key over this message. */
  static boolean holds(byte[] rawKey, byte[] message, byte[] signed) {
    try {
      Signature signature = Signature.getInstance(NAME);
      signature.initVerify(key(rawKey));
      signature.update(message);
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
