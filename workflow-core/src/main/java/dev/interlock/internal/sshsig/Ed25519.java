package dev.interlock.internal.sshsig;

import java.math.BigInteger;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;

/** Ed25519 of RFC 8032 by the JDK, without the points that the JDK takes and nobody should. */
final class Ed25519 {
  static final int KEY_LENGTH = 32;
  static final int SIGNATURE_LENGTH = 64;
  static final Algorithm ALGORITHM = Algorithm.of("Ed25519", "Ed25519");

  private static final BigInteger P = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));
  private static final BigInteger D =
      BigInteger.valueOf(-121_665).multiply(inverse(BigInteger.valueOf(121_666)));
  private static final int COFACTOR_DOUBLINGS = 3;

  private Ed25519() {}

  /** The key of these 32 bytes. */
  static PublicKey publicKey(byte[] bytes) throws Malformed {
    BigInteger y = ordinate(bytes);
    BigInteger legendre = abscissaSquared(y).modPow(P.shiftRight(1), P);
    Malformed.require(legendre.bitLength() <= 1, "the key is no point of Ed25519");
    Malformed.require(!isOfSmallOrder(y), "the key is a point of small order and so no key");
    EdECPoint point = new EdECPoint(bytes[KEY_LENGTH - 1] < 0, y);
    return ALGORITHM.publicKey(new EdECPublicKeySpec(NamedParameterSpec.ED25519, point));
  }

  /** The key of this seed, which is what Ed25519 calls a private key. */
  static PrivateKey privateKey(byte[] seed) {
    return ALGORITHM.privateKey(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed));
  }

  /** The y of the encoded point that these bytes begin with. */
  static BigInteger ordinate(byte[] bytes) throws Malformed {
    byte[] bigEndian = new byte[KEY_LENGTH];
    for (int i = 0; i < KEY_LENGTH; i++) {
      bigEndian[i] = bytes[KEY_LENGTH - 1 - i];
    }
    bigEndian[0] &= 0x7f;
    BigInteger y = new BigInteger(bigEndian);
    Malformed.require(y.compareTo(P) < 0, "a point of Ed25519 is written larger than its field");
    return y;
  }

  /** Whether eight times the point is the neutral one. */
  private static boolean isOfSmallOrder(BigInteger ordinate) {
    BigInteger y = ordinate;
    for (int i = 0; i < COFACTOR_DOUBLINGS; i++) {
      y = doubled(y);
    }
    return y.equals(BigInteger.ONE);
  }

  /** From the curve's equation: x² = (y² - 1) / (d y² + 1). */
  private static BigInteger abscissaSquared(BigInteger y) {
    BigInteger y2 = y.multiply(y);
    BigInteger below = D.multiply(y2).add(BigInteger.ONE);
    return y2.subtract(BigInteger.ONE).multiply(inverse(below)).mod(P);
  }

  /** The ordinate of twice a point: (y² + x²) / (2 + x² - y²). */
  private static BigInteger doubled(BigInteger y) {
    BigInteger y2 = y.multiply(y);
    BigInteger x2 = abscissaSquared(y);
    return y2.add(x2).multiply(inverse(BigInteger.TWO.add(x2).subtract(y2))).mod(P);
  }

  private static BigInteger inverse(BigInteger value) {
    return value.modInverse(P);
  }
}
