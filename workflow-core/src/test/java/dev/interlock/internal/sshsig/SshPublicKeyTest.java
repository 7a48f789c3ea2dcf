package dev.interlock.internal.sshsig;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Public keys as text and as bytes. */
class SshPublicKeyTest {
  private static final BigInteger P256 =
      new BigInteger("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff", 16);

  private static byte[] edwards(byte[] point) {
    return SecurityKey.parts(Keys.bytes("ssh-ed25519"), point);
  }

  private static byte[] edwards(String hex) {
    return edwards(HexFormat.of().parseHex(hex));
  }

  private static String refusal(byte[] blob) {
    return Refusal.of(() -> SshPublicKey.ofBlob(blob));
  }

  static Stream<SshPublicKey> keys() {
    return Stream.of(
        Keys.fresh().publicKey(),
        SecurityKey.ofKind(SecurityKey.ED25519).publicKey(),
        SecurityKey.ofKind(SecurityKey.ECDSA).enrolledFor("ssh:work").publicKey());
  }

  @Nested
  class AsText {
    @TempDir Path folder;

    @ParameterizedTest
    @MethodSource("dev.interlock.internal.sshsig.SshPublicKeyTest#keys")
    void isWhatItWasReadFrom(SshPublicKey key) throws Malformed {
      assertThat(SshPublicKey.parse(key.text())).isEqualTo(key).hasSameHashCodeAs(key);
      assertThat(SshPublicKey.parse(key.text()).text()).isEqualTo(key.text());
      assertThat(SshPublicKey.parse(key.text() + " a comment, of words")).isEqualTo(key);
      assertThat(key.text()).startsWith(key.kind().wireName() + " AAAA");
      assertThat(key).isNotEqualTo(Keys.fresh().publicKey()).isNotEqualTo(key.text());
      assertThat(key).hasToString(key.kind().wireName() + " " + key.fingerprint());
    }

    @ParameterizedTest
    @MethodSource("dev.interlock.internal.sshsig.SshPublicKeyTest#keys")
    void hasTheFingerprintThatSshKeygenGives(SshPublicKey key) {
      SshKeygen tool = SshKeygen.in(folder);
      tool.write("key.pub", key.text() + "\n");
      assertThat(tool.run("-l", "-f", "key.pub").text()).contains(" " + key.fingerprint() + " ");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"", " ", "ssh-rsa AAAA", "ssh-dss", "ssh-ed25519-cert-v01@openssh.com AAAA"})
    void ofAnotherKindIsRefusedByName(String line) {
      assertThat(Refusal.of(() -> SshPublicKey.parse(line)))
          .startsWith("keys of the kind '" + line.split(" ", -1)[0] + "' are not supported");
    }

    @Test
    void nothingThatAStrangerWroteReachesATerminal() {
      assertThat(Refusal.of(() -> SshPublicKey.parse("\u00e9" + "x".repeat(99) + " AAAA")))
          .startsWith("keys of the kind '?" + "x".repeat(63) + "...' are not");
      assertThat(Refusal.of(() -> SshPublicKey.parse("x".repeat(64) + " AAAA")))
          .startsWith("keys of the kind '" + "x".repeat(64) + "' are not");
      assertThat(Refusal.of(() -> SshPublicKey.parse("\u001b[2J AAAA")))
          .isEqualTo("the public key is not of one line");
    }

    @Test
    void isCanonical() {
      String text = Keys.fresh().publicKey().text();
      assertThat(Refusal.of(() -> SshPublicKey.parse(text + "="))).contains("no base64");
      assertThat(Refusal.of(() -> SshPublicKey.parse(text + "!"))).contains("no base64");
      String longer = SecurityKey.ofKind(SecurityKey.ED25519).enrolledFor("s").publicKey().text();
      assertThat(longer).endsWith("=");
      String bits = longer.replaceFirst("[A-Za-z0-9+/]=+$", "/" + longer.replaceFirst("[^=]*", ""));
      assertThat(Refusal.of(() -> SshPublicKey.parse(bits)))
          .isEqualTo("the public key's base64 has bits that mean nothing");
      String bare = longer.replace("=", "");
      assertThat(Refusal.of(() -> SshPublicKey.parse(bare)))
          .isEqualTo("the public key's base64 has bits that mean nothing");
    }

    @Test
    void hasOneSpaceOneLineAndTheKindOfItsBytes() {
      String text = Keys.fresh().publicKey().text();
      String other = text.replace("ssh-ed25519", SecurityKey.ED25519);
      assertThat(Refusal.of(() -> SshPublicKey.parse(other))).contains("not of the kind");
      assertThat(Refusal.of(() -> SshPublicKey.parse(text + "\n"))).contains("one line");
      assertThat(Refusal.of(() -> SshPublicKey.parse(" " + text))).contains("the kind ''");
      assertThat(Refusal.of(() -> SshPublicKey.parse("ssh-ed25519"))).contains("nothing else");
      assertThat(Refusal.of(() -> SshPublicKey.parse(text + " " + "c".repeat(65_536))))
          .isEqualTo("the public key is too long for one");
    }

    @Test
    void mayBeAsLongAsAnythingThatIsRead() throws Malformed {
      SshPublicKey key = Keys.fresh().publicKey();
      String comment = "c".repeat(65_536 - key.text().length() - 1);
      assertThat(SshPublicKey.parse(key.text() + " " + comment)).isEqualTo(key);
    }
  }

  @Nested
  class Ed25519Points {
    /** All of them are on the curve, and eight times each is the neutral point. */
    @ParameterizedTest
    @ValueSource(
        strings = {
          "0100000000000000000000000000000000000000000000000000000000000000",
          "0100000000000000000000000000000000000000000000000000000000000080",
          "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
          "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
          "0000000000000000000000000000000000000000000000000000000000000000",
          "0000000000000000000000000000000000000000000000000000000000000080",
          "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
          "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
          "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
          "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85"
        })
    void ofSmallOrderAreNoKeys(String hex) {
      assertThat(refusal(edwards(hex)))
          .isEqualTo("the key is a point of small order and so no key");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
          "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
          "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
        })
    void areWrittenOneWay(String hex) {
      assertThat(refusal(edwards(hex)))
          .isEqualTo("a point of Ed25519 is written larger than its field");
    }

    /** Which small ordinates are on the curve was computed from its equation elsewhere. */
    @Test
    void areOnTheCurve() throws Malformed {
      for (int y : new int[] {2, 7, 8, 11, 12, 13, 17}) {
        byte[] point = new byte[32];
        point[0] = (byte) y;
        assertThat(refusal(edwards(point))).isEqualTo("the key is no point of Ed25519");
      }
      for (int y : new int[] {3, 4, 5, 6, 9, 10, 14, 15, 16, 18}) {
        byte[] point = new byte[32];
        point[0] = (byte) y;
        assertThat(SshPublicKey.ofBlob(edwards(point)).blob()).isEqualTo(edwards(point));
      }
    }

    @Test
    void haveTheirLength() {
      assertThat(refusal(edwards(new byte[31]))).contains("31 bytes and not 32");
      assertThat(refusal(edwards(new byte[33]))).contains("33 bytes and not 32");
    }
  }

  @Nested
  class P256Points {
    private final byte[] blob = SecurityKey.ofKind(SecurityKey.ECDSA).blob();

    private byte[] with(byte[] point) {
      return SecurityKey.parts(
          Keys.bytes(SecurityKey.ECDSA), Keys.bytes("nistp256"), point, Keys.bytes("ssh:"));
    }

    private byte[] point() {
      return Arrays.copyOfRange(blob, blob.length - 8 - 65, blob.length - 8);
    }

    private byte[] plus(int from, BigInteger number) {
      byte[] point = point();
      BigInteger old = new BigInteger(1, Arrays.copyOfRange(point, from, from + 32));
      byte[] sum = old.add(number).toByteArray();
      int length = Math.min(32, sum.length);
      Arrays.fill(point, from, from + 32, (byte) 0);
      System.arraycopy(sum, sum.length - length, point, from + 32 - length, length);
      return point;
    }

    @Test
    void areOnTheCurve() throws Malformed {
      assertThat(SshPublicKey.ofBlob(with(point())).blob()).isEqualTo(blob);
      assertThat(refusal(with(plus(1, BigInteger.ONE)))).isEqualTo("the key is no point of P-256");
      assertThat(refusal(with(plus(33, BigInteger.ONE)))).isEqualTo("the key is no point of P-256");
      byte[] infinity = new byte[65];
      infinity[0] = 4;
      assertThat(refusal(with(infinity))).isEqualTo("the key is no point of P-256");
    }

    /** Points of which x is so small that it could be written in two ways. */
    @ParameterizedTest
    @ValueSource(bytes = {0, 5})
    void areWrittenOneWay(byte abscissa) throws Malformed {
      BigInteger x = BigInteger.valueOf(abscissa);
      BigInteger b =
          new BigInteger("5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b", 16);
      BigInteger y = x.pow(3).subtract(x.multiply(BigInteger.valueOf(3))).add(b);
      BigInteger root = y.modPow(P256.add(BigInteger.ONE).shiftRight(2), P256);
      byte[] small = new byte[65];
      small[0] = 4;
      small[32] = abscissa;
      byte[] bytes = root.toByteArray();
      int length = Math.min(32, bytes.length);
      System.arraycopy(bytes, bytes.length - length, small, 65 - length, length);
      assertThat(SshPublicKey.ofBlob(with(small)).kind())
          .isEqualTo(SshPublicKey.Kind.SK_ECDSA_P256);
      byte[] large = small.clone();
      System.arraycopy(P256.add(x).toByteArray(), 1, large, 1, 32);
      assertThat(refusal(with(large))).isEqualTo("the key is no point of P-256");
    }

    @Test
    void haveTheirFormLengthAndCurve() {
      byte[] compressed = point();
      compressed[0] = 2;
      assertThat(refusal(with(compressed))).isEqualTo("the key is no uncompressed point of P-256");
      assertThat(refusal(with(new byte[64]))).contains("64 bytes and not 65");
      assertThat(refusal(with(new byte[0]))).contains("0 bytes and not 65");
      byte[] other =
          SecurityKey.parts(
              Keys.bytes(SecurityKey.ECDSA), Keys.bytes("nistp384"), point(), Keys.bytes("ssh:"));
      assertThat(refusal(other)).isEqualTo("the public key is not of the curve 'nistp256'");
    }
  }

  @Nested
  class AsBytes {
    @ParameterizedTest
    @MethodSource("dev.interlock.internal.sshsig.SshPublicKeyTest#keys")
    void endWhereTheyEnd(SshPublicKey key) {
      byte[] blob = key.blob();
      for (int i = 0; i < blob.length; i++) {
        byte[] cut = Arrays.copyOf(blob, i);
        assertThat(refusal(cut)).isNotEmpty();
      }
      assertThat(refusal(Arrays.copyOf(blob, blob.length + 1)))
          .isEqualTo("the public key has 1 bytes too many at its end");
    }

    @Test
    void areNeverShared() throws Malformed {
      byte[] blob = Keys.fresh().publicKey().blob();
      SshPublicKey key = SshPublicKey.ofBlob(blob);
      String text = key.text();
      blob[blob.length - 1] ^= 1;
      key.blob()[5] ^= 1;
      assertThat(key.text()).isEqualTo(text);
    }

    @Test
    void announceNoMoreThanThereIs() {
      for (String length : new String[] {"7fffffff", "ffffffff", "80000000", "00010000"}) {
        assertThat(refusal(HexFormat.of().parseHex(length + "00")))
            .isEqualTo("the public key ends before what it announces is complete");
      }
    }

    @Test
    void nameAnApplication() {
      SecurityKey key = SecurityKey.ofKind(SecurityKey.ED25519);
      for (String name : new String[] {"", "two words", "caf\u00e9", "a".repeat(256)}) {
        byte[] blob = key.enrolledFor(name).blob();
        assertThat(refusal(blob)).contains("its application is no word of 1 to 255 characters");
      }
      assertThat(key.enrolledFor("~" + "!".repeat(254)).publicKey().application()).hasSize(255);
    }

    @Test
    void areBounded() {
      assertThat(refusal(new byte[65_537]))
          .isEqualTo("the public key has 65537 bytes; the most is 65536");
      assertThat(refusal(new byte[65_536])).contains("its kind is no word");
    }
  }
}
