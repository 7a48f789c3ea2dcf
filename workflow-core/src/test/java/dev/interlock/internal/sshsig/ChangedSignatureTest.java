package dev.interlock.internal.sshsig;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No change of a signature's text leaves a signature of the same message. */
class ChangedSignatureTest {
  private static final byte[] MESSAGE = Keys.bytes("a message");

  static Stream<byte[]> signatures() {
    return Stream.of(
        Keys.fresh().sign("file", MESSAGE).armoured(),
        SecurityKey.ofKind(SecurityKey.ED25519).sign("file", MESSAGE),
        SecurityKey.ofKind(SecurityKey.ECDSA).sign("file", MESSAGE));
  }

  /** Whether the text is taken for a signature by the same key over the same message. */
  private static boolean counts(byte[] armoured, SshSignature before) {
    try {
      SshSignature signature = SshSignature.parse(armoured);
      assertThat(signature).isNotEqualTo(before);
      assertThat(signature.armoured()).isEqualTo(armoured);
      return signature.verify("file", MESSAGE);
    } catch (Malformed e) {
      return false;
    }
  }

  @ParameterizedTest
  @MethodSource("signatures")
  void noBitCanBeFlipped(byte[] armoured) throws Malformed {
    SshSignature before = SshSignature.parse(armoured);
    assertThat(before.verify("file", MESSAGE)).isTrue();
    for (int bit = 0; bit < armoured.length * 8; bit++) {
      byte[] changed = armoured.clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(counts(changed, before)).as("bit " + bit).isFalse();
    }
  }

  @ParameterizedTest
  @MethodSource("signatures")
  void noByteCanBeLeftOutOrPutIn(byte[] armoured) throws Malformed {
    SshSignature before = SshSignature.parse(armoured);
    for (int i = 0; i <= armoured.length; i++) {
      byte[] head = Arrays.copyOf(armoured, i);
      byte[] tail = Arrays.copyOfRange(armoured, i, armoured.length);
      for (String more : new String[] {"\n", " ", "=", "A", "\r", "\0"}) {
        byte[] longer = SecurityKey.join(head, Keys.bytes(more), tail);
        assertThat(counts(longer, before)).as("byte " + i).isFalse();
      }
      if (i < armoured.length) {
        byte[] rest = Arrays.copyOfRange(armoured, i + 1, armoured.length);
        byte[] shorter = SecurityKey.join(head, rest);
        assertThat(Arrays.equals(shorter, armoured) || !counts(shorter, before)).isTrue();
        assertThat(counts(head, before)).as("cut at " + i).isFalse();
      }
    }
  }

  @Test
  void windowsLineEndsAndOtherLineLengthsAreAnotherText() throws Malformed {
    SshSignature signature = Keys.fresh().sign("file", MESSAGE);
    String text = new String(signature.armoured(), StandardCharsets.US_ASCII);
    assertThat(Refusal.of(() -> SshSignature.parse(Keys.bytes(text.replace("\n", "\r\n")))))
        .contains("'-----BEGIN SSH SIGNATURE-----'", "ssh-keygen -Y sign");
    String oneLine = text.replaceAll("(?<![-])\n(?!-)", "");
    assertThat(oneLine).isNotEqualTo(text);
    assertThat(Refusal.of(() -> SshSignature.parse(Keys.bytes(oneLine))))
        .contains("lines of 70 characters");
  }
}
