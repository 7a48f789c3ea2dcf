package dev.interlock.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.interlock.audit.export.Dsse;
import dev.interlock.audit.export.MalformedDsseException;
import dev.interlock.internal.sshsig.Malformed;
import dev.interlock.internal.sshsig.SshPublicKey;
import java.util.List;

/** The reader of DSSE envelopes. */
class DsseFuzzTest {
  private static final String STRANGER =
      "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIIwd4H6SBslr6F0jzs0M3bUS7xRtx7wX5nRiKRkD4Lpv";

  @FuzzTest(maxDuration = "10m")
  void an_envelope_that_is_read_says_the_same_when_it_is_written(byte[] bytes)
      throws MalformedDsseException, Malformed {
    Dsse envelope;
    try {
      envelope = Dsse.parse(bytes);
    } catch (MalformedDsseException e) {
      return;
    }
    Dsse again = Dsse.parse(envelope.bytes());
    assertThat(again.payloadType()).isEqualTo(envelope.payloadType());
    assertThat(again.payload()).isEqualTo(envelope.payload());
    assertThat(again.bytes()).isEqualTo(envelope.bytes());
    assertThat(envelope.signers(List.of(SshPublicKey.parse(STRANGER)))).isEmpty();
  }
}
