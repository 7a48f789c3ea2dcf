package dev.interlock.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.interlock.internal.sshsig.Malformed;
import dev.interlock.internal.sshsig.SshSignature;
import java.nio.charset.StandardCharsets;

/** The reader of SSH signatures, as text and as the bytes within it. */
class SignatureFuzzTest {
  private static final byte[] UNSIGNED = "nobody signed this".getBytes(StandardCharsets.UTF_8);

  @FuzzTest(maxDuration = "10m")
  void a_text_that_is_read_is_the_one_text_of_that_signature(byte[] bytes) {
    SshSignature signature;
    try {
      signature = SshSignature.parse(bytes);
    } catch (Malformed e) {
      return;
    }
    assertThat(signature.armoured()).isEqualTo(bytes);
    assertThat(signature.verify(signature.namespace(), UNSIGNED)).isFalse();
  }

  @FuzzTest(maxDuration = "10m")
  void bytes_that_are_read_vouch_for_nothing_that_nobody_signed(byte[] bytes) throws Malformed {
    SshSignature signature;
    try {
      signature = SshSignature.ofBlob(bytes);
    } catch (Malformed e) {
      return;
    }
    assertThat(SshSignature.parse(signature.armoured())).isEqualTo(signature);
    assertThat(signature.verify(signature.namespace(), UNSIGNED)).isFalse();
  }
}
