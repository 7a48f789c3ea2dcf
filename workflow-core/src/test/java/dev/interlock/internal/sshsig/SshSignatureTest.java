package dev.interlock.internal.sshsig;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Signatures put together as nobody does. */
class SshSignatureTest {
  private static final byte[] MESSAGE = Keys.bytes("message");
  private static final BigInteger ORDER =
      new BigInteger(
          "7237005577332262213973186563042994240857116359379907606001950938285454250989");

  private final SshPrivateKey key = Keys.fresh();
  private final byte[] raw = rawOf(key.sign("file", MESSAGE));

  /** The last part of a signature by a key in a file. */
  private static byte[] rawOf(SshSignature signature) {
    byte[] blob = blob(signature);
    return Arrays.copyOfRange(blob, blob.length - 64 - 4 - 11 - 4, blob.length);
  }

  private static byte[] blob(SshSignature signature) {
    try {
      return Armour.SIGNATURE.read(signature.armoured());
    } catch (Malformed e) {
      throw new IllegalStateException(e);
    }
  }

  private byte[] blob(int version, byte[]... parts) {
    return SecurityKey.join(
        Keys.bytes("SSHSIG"),
        ByteBuffer.allocate(4).putInt(version).array(),
        SecurityKey.parts(key.publicKey().blob()),
        SecurityKey.parts(parts));
  }

  private static String refusal(byte[] blob) {
    return Refusal.of(() -> SshSignature.ofBlob(blob));
  }

  @Nested
  class Around {
    private final byte[] file = Keys.bytes("file");
    private final byte[] sha512 = Keys.bytes("sha512");
    private final byte[] none = {};

    @Test
    void theBaseIsRight() throws Malformed {
      byte[] right = blob(1, file, none, sha512, raw);
      SshSignature signature = SshSignature.ofBlob(right);
      assertThat(signature).isEqualTo(key.sign("file", MESSAGE));
      assertThat(signature).hasSameHashCodeAs(key.sign("file", MESSAGE)).isNotEqualTo(right);
      assertThat(signature).hasToString("file by " + key.publicKey());
      assertThat(signature.hash().wireName()).isEqualTo("sha512");
      right[right.length - 1] ^= 1;
      assertThat(signature.verify("file", MESSAGE)).isTrue();
      assertThat(signature).isEqualTo(key.sign("file", MESSAGE));
    }

    @Test
    void everyPartIsLookedAt() {
      assertThat(refusal(blob(0, file, none, sha512, raw))).contains("not of version 1");
      assertThat(refusal(blob(2, file, none, sha512, raw))).contains("not of version 1");
      assertThat(refusal(blob(1, none, none, sha512, raw))).contains("its namespace is no word");
      assertThat(refusal(blob(1, Keys.bytes("a b"), none, sha512, raw))).contains("no word");
      assertThat(refusal(blob(1, file, file, sha512, raw)))
          .isEqualTo("the signature: what is reserved has 4 bytes and not 0");
      assertThat(refusal(blob(1, file, none, Keys.bytes("sha1"), raw)))
          .isEqualTo("the signature's hash 'sha1' is neither 'sha512' nor 'sha256'");
      assertThat(refusal(blob(1, file, none, sha512, raw, none))).contains("4 bytes too many");
      assertThat(refusal(blob(1, file, none, sha512))).contains("ends before");
      assertThat(refusal(Keys.bytes("SSHSI"))).contains("does not begin as one does");
      assertThat(refusal(Keys.bytes("SSHSIG"))).contains("ends before");
      assertThat(refusal(Keys.bytes("SSHSIh----"))).contains("does not begin as one does");
    }

    @Test
    void anotherHashIsAnotherSignature() throws Malformed {
      SshSignature other = SshSignature.ofBlob(blob(1, file, none, Keys.bytes("sha256"), raw));
      assertThat(other.hash()).isEqualTo(SshSignature.Hash.SHA256);
      assertThat(other.verify("file", MESSAGE)).isFalse();
    }

    @Test
    void theInnerKindIsThatOfTheKey() {
      byte[] other =
          SecurityKey.parts(Keys.bytes("ssh-ed448"), Arrays.copyOfRange(raw, 19, raw.length));
      assertThat(refusal(blob(1, file, none, sha512, other)))
          .isEqualTo("the signature is of another kind than its key");
      byte[] longer = SecurityKey.join(raw, new byte[5]);
      assertThat(refusal(blob(1, file, none, sha512, longer))).contains("5 bytes too many");
      byte[] shorter = SecurityKey.parts(Keys.bytes("ssh-ed25519"), new byte[63]);
      assertThat(refusal(blob(1, file, none, sha512, shorter))).contains("63 bytes and not 64");
    }

    @Test
    void theSecondHalfOfEd25519IsSmallerThanTheOrder() throws Malformed {
      byte[] s = Arrays.copyOfRange(raw, raw.length - 32, raw.length);
      byte[] sum = new BigInteger(1, reversed(s)).add(ORDER).toByteArray();
      assertThat(sum.length).isLessThanOrEqualTo(32);
      byte[] twin = raw.clone();
      byte[] padded = new byte[32];
      System.arraycopy(sum, 0, padded, 32 - sum.length, sum.length);
      System.arraycopy(reversed(padded), 0, twin, raw.length - 32, 32);
      assertThat(SshSignature.ofBlob(blob(1, file, none, sha512, twin)).verify("file", MESSAGE))
          .isFalse();
    }

    private byte[] reversed(byte[] bytes) {
      byte[] reversed = new byte[bytes.length];
      for (int i = 0; i < bytes.length; i++) {
        reversed[i] = bytes[bytes.length - 1 - i];
      }
      return reversed;
    }

    @Test
    void theFirstHalfOfEd25519IsWrittenOneWay() {
      byte[] large = raw.clone();
      Arrays.fill(large, raw.length - 64, raw.length - 32, (byte) 0xff);
      assertThat(refusal(blob(1, file, none, sha512, large)))
          .isEqualTo("a point of Ed25519 is written larger than its field");
    }

    @Test
    void theArmourHasFullLinesOnly() {
      String line = "A".repeat(70) + "\n";
      assertThat(new String(Armour.SIGNATURE.write(new byte[105]), StandardCharsets.US_ASCII))
          .isEqualTo(
              "-----BEGIN SSH SIGNATURE-----\n" + line + line + "-----END SSH SIGNATURE-----\n");
    }

    @Test
    void theArmourIsBounded() {
      assertThat(Refusal.of(() -> SshSignature.parse(new byte[65_537])))
          .isEqualTo("the signature has 65537 bytes; the most is 65536");
      assertThat(refusal(new byte[65_537]))
          .isEqualTo("the signature has 65537 bytes; the most is 65536");
      assertThat(Refusal.of(() -> SshSignature.parse(new byte[65_536]))).contains("does not stand");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          "-----BEGIN SSH SIGNATURE-----\n",
          "-----END SSH SIGNATURE-----\n",
          "-----BEGIN SSH SIGNATURE-----\n-----END SSH SIGNATURE-----",
          "-----BEGIN SSH SIGNATURE-----\n-----END SSH SIGNATURE-----\n",
          "-----BEGIN SSH SIGNATURE-----\n\n-----END SSH SIGNATURE-----\n",
          "-----BEGIN SSH SIGNATURE-----\nA\n-----END SSH SIGNATURE-----\n",
          "-----BEGIN SSH SIGNATURE-----\nU1NIU0lH-----END SSH SIGNATURE-----\n",
        })
    void theArmourIsComplete(String text) {
      assertThat(Refusal.of(() -> SshSignature.parse(Keys.bytes(text))))
          .startsWith("the signature");
    }
  }

  @Nested
  class Numbers {
    private static final String LARGEST =
        "00ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632550";

    private byte[] numbers(String r, String s) {
      return SecurityKey.parts(HexFormat.of().parseHex(r), HexFormat.of().parseHex(s));
    }

    @ParameterizedTest
    @CsvSource({"01,02", "7f,0080", LARGEST + ",01", "01," + LARGEST, "7fee,0100"})
    void areReadAsTheJdkTakesThem(String r, String s) throws Malformed {
      byte[] both = NistP256.signature(numbers(r, s));
      assertThat(both).hasSize(64);
      assertThat(new BigInteger(1, Arrays.copyOf(both, 32))).isEqualTo(new BigInteger(r, 16));
      assertThat(new BigInteger(1, Arrays.copyOfRange(both, 32, 64)))
          .isEqualTo(new BigInteger(s, 16));
    }

    @ParameterizedTest
    @CsvSource({
      "'',is zero",
      "00,is not between zero and the order",
      "80,is not between zero and the order",
      "ff,is not between zero and the order",
      "00ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551,is not between",
      "00ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632552,is not between",
      "010000000000000000000000000000000000000000000000000000000000000000,is not between",
      "0001,not written as short as it can be",
      "000080,not written as short as it can be",
    })
    void areRefused(String number, String why) {
      assertThat(Refusal.of(() -> NistP256.signature(numbers(number, "01")))).contains(why);
      assertThat(Refusal.of(() -> NistP256.signature(numbers("01", number)))).contains(why);
    }

    @Test
    void areTwo() {
      byte[] three = SecurityKey.join(numbers("01", "01"), numbers("01", "01"));
      assertThat(Refusal.of(() -> NistP256.signature(three))).contains("10 bytes too many");
      assertThat(Refusal.of(() -> NistP256.signature(new byte[0]))).contains("ends before");
    }
  }
}
