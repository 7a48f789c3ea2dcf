package dev.interlock.internal.sshsig;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.Arrays;

/** ECDSA over NIST P-256 by the JDK: verifying only. */
final class NistP256 {
  /** A byte that says "uncompressed", and two numbers. */
  static final int KEY_LENGTH = 65;

  /** Takes r and s as 32 bytes each. */
  static final Algorithm ALGORITHM = Algorithm.of("SHA256withECDSAinP1363Format", "EC");

  private static final int NUMBER_LENGTH = 32;
  private static final int UNCOMPRESSED = 4;
  private static final ECParameterSpec CURVE = curve();
  private static final BigInteger P = ((ECFieldFp) CURVE.getCurve().getField()).getP();

  private NistP256() {}

  /** The key of these 65 bytes. */
  static PublicKey publicKey(byte[] bytes) throws Malformed {
    Malformed.require(bytes[0] == UNCOMPRESSED, "the key is no uncompressed point of P-256");
    BigInteger x = new BigInteger(1, Arrays.copyOfRange(bytes, 1, 1 + NUMBER_LENGTH));
    BigInteger y = new BigInteger(1, Arrays.copyOfRange(bytes, 1 + NUMBER_LENGTH, KEY_LENGTH));
    Malformed.require(
        x.compareTo(P) < 0 && y.compareTo(P) < 0 && isOnCurve(x, y),
        "the key is no point of P-256");
    return ALGORITHM.publicKey(new ECPublicKeySpec(new ECPoint(x, y), CURVE));
  }

  /** The curve's equation: y² = x³ + a x + b. */
  private static boolean isOnCurve(BigInteger x, BigInteger y) {
    BigInteger right =
        x.pow(2).add(CURVE.getCurve().getA()).multiply(x).add(CURVE.getCurve().getB());
    return y.pow(2).subtract(right).mod(P).signum() == 0;
  }

  /** Two numbers as OpenSSH writes them, as the JDK takes them. */
  static byte[] signature(byte[] bytes) throws Malformed {
    WireReader in = new WireReader(bytes, "the ECDSA signature");
    byte[] both = new byte[2 * NUMBER_LENGTH];
    copyNumber(in.string(), both, 0);
    copyNumber(in.string(), both, NUMBER_LENGTH);
    in.end();
    return both;
  }

  private static void copyNumber(byte[] mpint, byte[] to, int at) throws Malformed {
    Malformed.require(mpint.length > 0, "a number of the ECDSA signature is zero");
    BigInteger number = new BigInteger(mpint);
    Malformed.require(
        number.signum() > 0 && number.compareTo(CURVE.getOrder()) < 0,
        "a number of the ECDSA signature is not between zero and the order of P-256");
    Malformed.require(
        Arrays.equals(number.toByteArray(), mpint),
        "a number of the ECDSA signature is not written as short as it can be");
    int zeros = mpint[0] == 0 ? 1 : 0;
    int length = mpint.length - zeros;
    System.arraycopy(mpint, zeros, to, at + NUMBER_LENGTH - length, length);
  }

  private static ECParameterSpec curve() {
    try {
      AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
      parameters.init(new ECGenParameterSpec("secp256r1"));
      return parameters.getParameterSpec(ECParameterSpec.class);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no P-256", e);
    }
  }
}
