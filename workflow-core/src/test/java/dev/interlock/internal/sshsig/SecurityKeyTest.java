package dev.interlock.internal.sshsig;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Signatures by security keys, judged by us and by the real ssh-keygen. */
class SecurityKeyTest {
  private static final byte[] MESSAGE = Keys.bytes("interlock-approval v1\n");
  private static final String NAMESPACE = "interlock-approval-v1";

  @TempDir Path folder;

  private void bothSay(boolean yes, SecurityKey key, byte[] armoured) throws Malformed {
    SshSignature signature = SshSignature.parse(armoured);
    String signers = Keys.line("alice", key.publicKey());
    assertThat(signature.verify(NAMESPACE, MESSAGE)).isEqualTo(yes);
    SshKeygen.Said said =
        SshKeygen.in(folder).verifies(signers, "alice", NAMESPACE, MESSAGE, armoured);
    assertThat(said.yes()).as(said.text()).isEqualTo(yes);
  }

  @ParameterizedTest
  @CsvSource({
    SecurityKey.ED25519 + ",1", SecurityKey.ED25519 + ",5", SecurityKey.ED25519 + ",13",
    SecurityKey.ECDSA + ",1", SecurityKey.ECDSA + ",5", SecurityKey.ECDSA + ",29"
  })
  void aTouchedKeySigns(String kind, int flags) throws Malformed {
    SecurityKey key = SecurityKey.ofKind(kind).saying(flags);
    byte[] armoured = key.sign(NAMESPACE, MESSAGE);
    bothSay(true, key, armoured);
    SshSignature signature = SshSignature.parse(armoured);
    assertThat(signature.touched()).isTrue();
    assertThat(signature.verified()).isEqualTo((flags & 4) != 0);
    assertThat(signature.armoured()).isEqualTo(armoured);
    assertThat(signature.verify("other", MESSAGE)).isFalse();
    assertThat(signature.verify(NAMESPACE, Keys.bytes("other"))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    SecurityKey.ED25519 + ",0",
    SecurityKey.ED25519 + ",4",
    SecurityKey.ECDSA + ",0",
    SecurityKey.ECDSA + ",4"
  })
  void aKeyThatNobodyTouchedDoesNotThoughSshKeygenNeverLooks(String kind, int flags)
      throws Malformed {
    SecurityKey key = SecurityKey.ofKind(kind).saying(flags);
    SshSignature signature = SshSignature.parse(key.sign(NAMESPACE, MESSAGE));
    assertThat(signature.touched()).isFalse();
    assertThat(signature.verify(NAMESPACE, MESSAGE)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {SecurityKey.ED25519, SecurityKey.ECDSA})
  void whatTheDeviceSaidIsSigned(String kind) throws Malformed {
    SecurityKey key = SecurityKey.ofKind(kind).saying(0);
    byte[] raw = key.raw(NAMESPACE, MESSAGE);
    raw[raw.length - 5] = 1;
    byte[] touchedLater = SecurityKey.armour(key.blob(), NAMESPACE, MESSAGE, raw);
    assertThat(SshSignature.parse(touchedLater).touched()).isTrue();
    bothSay(false, key, touchedLater);
    for (int i = 1; i <= 4; i++) {
      byte[] counted = key.saying(1).raw(NAMESPACE, MESSAGE);
      counted[counted.length - i] ^= 1;
      bothSay(false, key, SecurityKey.armour(key.blob(), NAMESPACE, MESSAGE, counted));
    }
  }

  @ParameterizedTest
  @CsvSource({
    SecurityKey.ED25519 + ",0",
    SecurityKey.ED25519 + ",0x01020304",
    SecurityKey.ECDSA + ",-1",
    SecurityKey.ECDSA + ",0x70605040"
  })
  void anyCounterIsTaken(String kind, String counter) throws Malformed {
    SecurityKey key = SecurityKey.ofKind(kind).counting(Integer.decode(counter));
    bothSay(true, key, key.sign(NAMESPACE, MESSAGE));
  }

  @ParameterizedTest
  @ValueSource(strings = {SecurityKey.ED25519, SecurityKey.ECDSA})
  void anotherApplicationIsAnotherKey(String kind) throws Malformed {
    SecurityKey key = SecurityKey.ofKind(kind).enrolledFor("ssh:work");
    bothSay(true, key, key.sign(NAMESPACE, MESSAGE));
    SecurityKey plain = key.enrolledFor("ssh:");
    assertThat(plain.publicKey()).isNotEqualTo(key.publicKey());
    byte[] mixed =
        SecurityKey.armour(plain.blob(), NAMESPACE, MESSAGE, key.raw(NAMESPACE, MESSAGE));
    bothSay(false, plain, mixed);
  }

  @Test
  void bothNumbersOfEcdsaThatVerifyAreTaken() throws Malformed {
    SecurityKey key = SecurityKey.ofKind(SecurityKey.ECDSA);
    for (int i = 0; i < 20; i++) {
      bothSay(true, key, key.withHighS(i % 2 == 0).counting(i).sign(NAMESPACE, MESSAGE));
    }
  }

  @Test
  void aKeyInAFileIsNeverTouched() {
    SshSignature signature = Keys.fresh().sign(NAMESPACE, MESSAGE);
    assertThat(signature.touched()).isFalse();
    assertThat(signature.verified()).isFalse();
  }
}
