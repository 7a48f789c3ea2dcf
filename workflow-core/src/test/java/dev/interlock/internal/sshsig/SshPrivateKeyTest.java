package dev.interlock.internal.sshsig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.util.Arrays;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Private keys and how they are written. */
class SshPrivateKeyTest {
  @TempDir Path folder;

  private final SshPrivateKey key = Keys.fresh();

  @Nested
  class OfAPair {
    @Test
    void isAKeyOfAnyPairOfEd25519() throws Malformed {
      for (int i = 0; i < 40; i++) {
        KeyPair pair = Keys.pair("Ed25519");
        byte[] spki = pair.getPublic().getEncoded();
        byte[] blob = SshPrivateKey.of(pair).publicKey().blob();
        assertThat(Arrays.copyOfRange(blob, blob.length - 32, blob.length))
            .isEqualTo(Arrays.copyOfRange(spki, spki.length - 32, spki.length));
      }
    }

    @Test
    void isAKeyWhereTheLastByteIsZero() {
      KeyPair pair = Keys.pair("Ed25519");
      while (last(pair) != 0) {
        pair = Keys.pair("Ed25519");
      }
      SshPrivateKey rare = SshPrivateKey.of(pair);
      assertThat(rare.sign("file", new byte[1]).verify("file", new byte[1])).isTrue();
    }

    private static int last(KeyPair pair) {
      byte[] spki = pair.getPublic().getEncoded();
      return spki[spki.length - 1];
    }

    @Test
    void isNothingElse() {
      KeyPair edwards = Keys.pair("Ed25519");
      KeyPair other = Keys.pair("EC");
      for (KeyPair pair :
          new KeyPair[] {
            other,
            new KeyPair(edwards.getPublic(), other.getPrivate()),
            new KeyPair(other.getPublic(), edwards.getPrivate()),
            new KeyPair(edwards.getPublic(), Keys.pair("Ed25519").getPrivate()),
            Keys.pair("Ed448"),
            new KeyPair(edwards.getPublic(), Keys.pair("Ed448").getPrivate())
          }) {
        assertThatIllegalArgumentException()
            .isThrownBy(() -> SshPrivateKey.of(pair))
            .withMessage("this is no key pair of Ed25519 that can be written");
      }
    }
  }

  @Nested
  class Signing {
    @ParameterizedTest
    @ValueSource(strings = {"", "two words", "caf\u00e9", "line\n", "\u007f"})
    void isForAPurposeThatIsAWord(String namespace) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> key.sign(namespace, new byte[0]))
          .withMessage("a namespace is 1 to 255 characters of printable ASCII without space");
    }

    @Test
    void isForAPurposeOfAtMost255Characters() {
      assertThat(key.sign("n".repeat(255), new byte[0]).namespace()).hasSize(255);
      assertThatIllegalArgumentException().isThrownBy(() -> key.sign("n".repeat(256), new byte[0]));
    }

    @Test
    void givesTheSameForTheSame() {
      assertThat(key.sign("file", new byte[9])).isEqualTo(key.sign("file", new byte[9]));
      assertThat(key.sign("file", new byte[9])).isNotEqualTo(key.sign("file", new byte[8]));
    }
  }

  @Nested
  class Written {
    @ParameterizedTest
    @ValueSource(strings = {"", "1", "12", "123", "1234", "12345", "123456", "1234567", "12345678"})
    void isReadBackByUsAndSshKeygenWhateverTheComment(String comment) throws Exception {
      byte[] text = key.text(comment);
      assertThat(SshPrivateKey.parse(text).publicKey()).isEqualTo(key.publicKey());
      assertThat(SshPrivateKey.parse(text).text(comment)).isEqualTo(text);
      SshKeygen tool = SshKeygen.in(folder);
      Files.setPosixFilePermissions(
          tool.write("key", text), PosixFilePermissions.fromString("rw-------"));
      assertThat(tool.run("-y", "-f", "key").text())
          .isEqualTo((key.publicKey().text() + " " + comment).strip() + "\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"two\nlines", "caf\u00e9", "\u001b[2J"})
    void hasACommentOfPrintableAscii(String comment) {
      assertThatIllegalArgumentException().isThrownBy(() -> key.text(comment));
    }

    @Test
    void isNeverPrinted() {
      assertThat(key).hasToString("private key of " + key.publicKey());
    }
  }

  @Nested
  class ReadFromSshKeygen {
    @Test
    void isTheSameKeyWhateverTheComment() throws Malformed {
      SshKeygen tool = SshKeygen.in(folder);
      for (int i = 0; i < 9; i++) {
        String name = "k".repeat(i + 1);
        tool.makeKey(name);
        SshPrivateKey read = SshPrivateKey.parse(tool.read(name));
        String open = new String(tool.read(name + ".pub"), StandardCharsets.US_ASCII).strip();
        assertThat(open).isEqualTo(read.publicKey().text() + " made by " + name);
      }
    }

    @Test
    void isRefusedWithAPassphrase() {
      SshKeygen tool = SshKeygen.in(folder);
      tool.run("-q", "-t", "ed25519", "-N", "a passphrase", "-a", "1", "-f", "key");
      assertThat(Refusal.of(() -> SshPrivateKey.parse(tool.read("key"))))
          .startsWith("the private key is protected by a passphrase")
          .endsWith("make a key without one: ssh-keygen -t ed25519 -N '' -f FILE");
    }

    @ParameterizedTest
    @CsvSource({"rsa,2048,ssh-rsa", "ecdsa,256,ecdsa-sha2-nistp256"})
    void isRefusedWhereItIsOfAnotherKind(String type, String bits, String kind) {
      SshKeygen tool = SshKeygen.in(folder);
      tool.run("-q", "-t", type, "-b", bits, "-N", "", "-f", "key");
      assertThat(Refusal.of(() -> SshPrivateKey.parse(tool.read("key"))))
          .startsWith("keys of the kind '" + kind + "' are not supported");
    }

    @Test
    void isRefusedInAnotherForm() {
      SshKeygen tool = SshKeygen.in(folder);
      tool.run("-q", "-t", "ecdsa", "-m", "PEM", "-N", "", "-f", "key");
      assertThat(Refusal.of(() -> SshPrivateKey.parse(tool.read("key"))))
          .startsWith("the private key does not stand between '-----BEGIN OPENSSH PRIVATE KEY");
    }
  }

  /** Key files as nobody writes them; the base of all is one that is right. */
  @Nested
  class Malformation {
    private final byte[] blob = key.publicKey().blob();
    private final byte[] point = Arrays.copyOfRange(blob, blob.length - 32, blob.length);
    private final byte[] none = Keys.bytes("none");
    private final byte[] kind = Keys.bytes("ssh-ed25519");

    private byte[] both() throws Malformed {
      byte[] file = Armour.PRIVATE_KEY.read(key.text(""));
      int at = file.length - 5 - 4 - 64;
      return Arrays.copyOfRange(file, at, at + 64);
    }

    private byte[] secret(int check, byte[] named, byte[] pub, byte[] seedAndPub) {
      byte[] checks = ByteBuffer.allocate(8).putInt(7).putInt(check).array();
      return SecurityKey.join(
          checks,
          SecurityKey.parts(named, pub, seedAndPub, new byte[0]),
          new byte[] {1, 2, 3, 4, 5});
    }

    private byte[] file(byte[] cipher, byte[] kdf, byte[] options, int keys, byte[]... rest) {
      return Armour.PRIVATE_KEY.write(
          SecurityKey.join(
              Keys.bytes("openssh-key-v1\0"),
              SecurityKey.parts(cipher, kdf, options),
              ByteBuffer.allocate(4).putInt(keys).array(),
              SecurityKey.parts(rest)));
    }

    private String refusal(byte[] file) {
      return Refusal.of(() -> SshPrivateKey.parse(file));
    }

    private String refusalOf(byte[] secret) {
      return refusal(file(none, none, new byte[0], 1, blob, secret));
    }

    @Test
    void theBaseIsRight() throws Malformed {
      byte[] secret = secret(7, kind, point, both());
      byte[] right = file(none, none, new byte[0], 1, blob, secret);
      assertThat(SshPrivateKey.parse(right).publicKey()).isEqualTo(key.publicKey());
    }

    @Test
    void aroundTheSecret() throws Malformed {
      byte[] secret = secret(7, kind, point, both());
      byte[] other = Keys.bytes("other");
      byte[] no = {};
      assertThat(refusal(file(other, none, no, 1, blob, secret))).contains("a passphrase");
      assertThat(refusal(file(none, other, no, 1, blob, secret))).contains("a passphrase");
      assertThat(refusal(file(none, none, other, 1, blob, secret))).contains("5 bytes and not 0");
      assertThat(refusal(file(none, none, no, 2, blob, secret))).contains("exactly one private");
      assertThat(refusal(file(none, none, no, 1, blob, secret, no))).contains("4 bytes too many");
      assertThat(refusal(file(none, none, no, 1, blob))).contains("ends before");
      assertThat(refusal(file(none, none, no, 1, Keys.fresh().publicKey().blob(), secret)))
          .contains("not that of its private key");
      byte[] device = SecurityKey.ofKind(SecurityKey.ED25519).blob();
      assertThat(refusal(file(none, none, no, 1, device, secret)))
          .contains("stays in its security key", "ssh-keygen -Y sign");
      assertThat(refusal(Armour.PRIVATE_KEY.write(Keys.bytes("openssh-key-v2\0"))))
          .isEqualTo("the private key does not begin as one does");
    }

    @Test
    void withinTheSecret() throws Malformed {
      byte[] both = both();
      byte[] twisted = both.clone();
      twisted[63] ^= 1;
      byte[] foreign = both.clone();
      foreign[0] ^= 1;
      assertThat(refusalOf(secret(8, kind, point, both))).contains("check numbers differ");
      assertThat(refusalOf(secret(7, none, point, both))).contains("not of Ed25519");
      assertThat(refusalOf(secret(7, kind, point, twisted))).contains("two public keys");
      assertThat(refusalOf(secret(7, kind, point, foreign))).contains("do not belong together");
      assertThat(refusalOf(secret(7, kind, new byte[31], both))).contains("31 bytes and not 32");
      assertThat(refusalOf(secret(7, kind, point, new byte[65]))).contains("65 bytes and not 64");
    }

    @Test
    void ofThePadding() throws Malformed {
      byte[] right = secret(7, kind, point, both());
      byte[] other = right.clone();
      other[other.length - 1] = 6;
      assertThat(refusalOf(other)).contains("does not end as one does");
      byte[] first = right.clone();
      first[first.length - 5] = 0;
      assertThat(refusalOf(first)).contains("does not end as one does");
      assertThat(refusalOf(Arrays.copyOf(right, right.length - 1))).contains("does not end as");
      byte[] checks = Arrays.copyOf(right, 8);
      byte[] full = SecurityKey.parts(kind, point, both(), Keys.bytes("abcde"));
      byte[] block = {1, 2, 3, 4, 5, 6, 7, 8};
      assertThat(refusalOf(SecurityKey.join(checks, full, block))).contains("does not end as one");
      byte[] more = {6, 7, 8, 9, 10, 11, 12, 13};
      assertThat(refusalOf(SecurityKey.join(right, more))).contains("does not end as one does");
    }
  }
}
