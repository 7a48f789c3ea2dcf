package dev.interlock.internal.sshsig;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Signatures of ours read by the real ssh-keygen, and its own read by us. */
class SignaturesAgainstSshKeygenTest {
  private static final byte[] MESSAGE = Keys.bytes("origin\n12\nroot\n");
  private static final String NAMESPACE = "interlock-head-v1";

  @TempDir Path folder;

  @Nested
  class MadeByUs {
    private final SshPrivateKey key = Keys.fresh();
    private final byte[] armoured = key.sign(NAMESPACE, MESSAGE).armoured();

    @Test
    void sshKeygenFindsThemSound() {
      assertThat(SshKeygen.in(folder).checks(NAMESPACE, MESSAGE, armoured).text())
          .contains("Good \"interlock-head-v1\" signature with ED25519 key")
          .contains(key.publicKey().fingerprint());
    }

    @Test
    void sshKeygenTakesThemAsTheSigners() {
      String signers = Keys.line("engine namespaces=\"interlock-*\"", key.publicKey());
      SshKeygen.Said said =
          SshKeygen.in(folder).verifies(signers, "engine", NAMESPACE, MESSAGE, armoured);
      assertThat(said.text()).contains("signature for engine");
      assertThat(said.exit()).isZero();
    }

    @Test
    void sshKeygenRefusesThemForAnythingElse() {
      SshKeygen tool = SshKeygen.in(folder);
      assertThat(tool.checks("other", MESSAGE, armoured).yes()).isFalse();
      assertThat(tool.checks(NAMESPACE, Keys.bytes("origin\n13\n"), armoured).yes()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 63, 64, 1000, 200_000})
    void theyMayBeOverMessagesOfAnyLength(int length) {
      byte[] message = new byte[length];
      byte[] signed = key.sign("file", message).armoured();
      assertThat(SshKeygen.in(folder).checks("file", message, signed).yes()).isTrue();
    }
  }

  @Nested
  class MadeBySshKeygen {
    @ParameterizedTest
    @EnumSource(SshSignature.Hash.class)
    void areVerifiedByUs(SshSignature.Hash hash) throws Malformed {
      SshKeygen tool = SshKeygen.in(folder);
      tool.makeKey("key");
      String option = "-Ohashalg=" + hash.name().toLowerCase(Locale.ROOT);
      byte[] armoured = tool.sign("key", NAMESPACE, MESSAGE, option);
      SshSignature signature = SshSignature.parse(armoured);
      assertThat(signature.hash()).isEqualTo(hash);
      assertThat(signature.namespace()).isEqualTo(NAMESPACE);
      assertThat(signature.publicKey())
          .isEqualTo(
              SshPublicKey.parse(new String(tool.read("key.pub"), StandardCharsets.UTF_8).strip()));
      assertThat(signature.verify(NAMESPACE, MESSAGE)).isTrue();
      assertThat(signature.verify("other", MESSAGE)).isFalse();
      assertThat(signature.verify(NAMESPACE, Keys.bytes("other"))).isFalse();
      assertThat(signature.armoured()).isEqualTo(armoured);
    }

    @Test
    void areByteForByteWhatWeWouldMake() throws Malformed {
      SshKeygen tool = SshKeygen.in(folder);
      tool.makeKey("key");
      SshPrivateKey key = SshPrivateKey.parse(tool.read("key"));
      for (int length : List.of(0, 5, 100)) {
        byte[] message = new byte[length];
        assertThat(key.sign("file", message).armoured())
            .isEqualTo(tool.sign("key", "file", message));
      }
    }

    @Test
    void byAKindOfKeyThatWeDoNotTakeAreRefusedByName() {
      SshKeygen tool = SshKeygen.in(folder);
      tool.run("-q", "-t", "ecdsa", "-b", "256", "-N", "", "-f", "key");
      byte[] armoured = tool.sign("key", "file", MESSAGE);
      assertThat(Refusal.of(() -> SshSignature.parse(armoured)))
          .contains("keys of the kind 'ecdsa-sha2-nistp256' are not supported")
          .contains("ssh-ed25519, sk-ssh-ed25519@openssh.com, sk-ecdsa-sha2-nistp256@openssh.com");
    }
  }
}
