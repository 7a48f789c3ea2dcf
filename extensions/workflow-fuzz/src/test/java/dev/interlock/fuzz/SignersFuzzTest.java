package dev.interlock.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.interlock.internal.sshsig.AllowedSigners;
import dev.interlock.internal.sshsig.Malformed;
import dev.interlock.internal.sshsig.RevokedKeys;
import dev.interlock.internal.sshsig.SshPublicKey;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;

/** The reader of the files that say who may sign. */
class SignersFuzzTest {
  private static final String STRANGER =
      "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIIwd4H6SBslr6F0jzs0M3bUS7xRtx7wX5nRiKRkD4Lpv";

  @FuzzTest(maxDuration = "10m")
  void a_key_that_does_not_stand_there_may_sign_nothing(byte[] bytes) throws Malformed {
    SshPublicKey stranger = SshPublicKey.parse(STRANGER);
    try {
      AllowedSigners signers = AllowedSigners.parse(bytes, ZoneOffset.UTC);
      if (!holds(bytes, stranger)) {
        assertThat(signers.principals(stranger, "interlock-head-v1", Instant.EPOCH)).isEmpty();
      }
    } catch (Malformed e) {
      assertThat(e.getMessage()).isNotBlank();
    }
    try {
      assertThat(RevokedKeys.parse(bytes).contains(stranger)).isEqualTo(holds(bytes, stranger));
    } catch (Malformed e) {
      assertThat(e.getMessage()).isNotBlank();
    }
  }

  private static boolean holds(byte[] bytes, SshPublicKey key) {
    return new String(bytes, StandardCharsets.ISO_8859_1).contains(key.text().split(" ", -1)[1]);
  }
}
