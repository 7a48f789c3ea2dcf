package dev.interlock.internal.approval;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApprovalTextTest {
  private static final ApprovalText.About ABOUT =
      new ApprovalText.About(
          "log/1",
          "run-1",
          "flow",
          "d".repeat(64),
          "gate",
          2,
          "s".repeat(64),
          "n".repeat(32),
          Optional.of(Instant.parse("2026-03-01T10:00:00Z")));
  private static final ApprovalText TEXT =
      new ApprovalText(ABOUT, ApprovalText.Head.none(), "approved", "lead", "ada");

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text() {
    return new String(TEXT.bytes(), StandardCharsets.US_ASCII);
  }

  @Test
  void saysOneThingALine() {
    assertThat(text())
        .isEqualTo(
            """
            interlock-approval v1
            origin log/1
            run run-1
            workflow flow %s
            gate gate 2
            shown %s
            head 0 47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=
            decision approved
            role lead
            principal ada
            nonce %s
            not-after 2026-03-01T10:00:00Z
            """
                .formatted("d".repeat(64), "s".repeat(64), "n".repeat(32)));
  }

  @Test
  void isReadBack() {
    assertThat(ApprovalText.parse(TEXT.bytes(), ABOUT)).contains(TEXT);
    assertThat(ApprovalText.difference(TEXT.bytes(), ABOUT)).isEmpty();
  }

  @Test
  void isNoneWithOneByteMoreLessOrOther() {
    byte[] right = TEXT.bytes();
    for (int i = 0; i < right.length; i++) {
      byte[] other = right.clone();
      other[i] ^= 1;
      Optional<ApprovalText> read = ApprovalText.parse(other, ABOUT);
      assertThat(read.filter(TEXT::equals)).as("byte %d", i).isEmpty();
      String without = text().substring(0, i) + text().substring(i + 1);
      assertThat(ApprovalText.parse(bytes(without), ABOUT).filter(TEXT::equals)).isEmpty();
    }
    assertThat(ApprovalText.parse(bytes(text() + "\n"), ABOUT)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "head 0 , head 00 ",
    "head 0 , head -1 ",
    "head 0 , head 1000000000000000000 ",
    "decision approved, decision Approved",
    "decision approved, decision ",
    "role lead, role ",
    "role lead, role a b",
    "principal ada, principal \u00e4da"
  })
  void hasAFormWhereItIsFree(String from, String to) {
    byte[] other = bytes(text().replace(from, to));
    assertThat(ApprovalText.parse(other, ABOUT)).isEmpty();
    assertThat(ApprovalText.difference(other, ABOUT)).contains("form");
  }

  @Test
  void mayHaveARoleOf100AndANameOf200Characters() {
    assertThat(readWith("r".repeat(100), "p".repeat(200))).isPresent();
    assertThat(readWith("r".repeat(101), "p")).isEmpty();
    assertThat(readWith("r", "p".repeat(201))).isEmpty();
  }

  private static Optional<ApprovalText> readWith(String role, String name) {
    byte[] bytes = new ApprovalText(ABOUT, ApprovalText.Head.none(), "denied", role, name).bytes();
    return ApprovalText.parse(bytes, ABOUT);
  }

  @Test
  void isNoneWhereItIsLong() {
    ApprovalText.About longest =
        new ApprovalText.About(
            "o".repeat(8_192), "r", "w", "d", "g", 1, "s", "n", Optional.empty());
    byte[] text = new ApprovalText(longest, ApprovalText.Head.none(), "denied", "r", "p").bytes();
    assertThat(ApprovalText.parse(text, longest)).isEmpty();
    assertThat(ApprovalText.difference(text, longest)).contains("form");
  }

  @Test
  void hasNoEndWhereItsGateHasNone() {
    ApprovalText.About open =
        new ApprovalText.About("o", "r", "w", "d", "g", 1, "s", "n", Optional.empty());
    byte[] text = new ApprovalText(open, ApprovalText.Head.none(), "denied", "r", "p").bytes();
    assertThat(new String(text, StandardCharsets.US_ASCII)).endsWith("\nnot-after none\n");
    assertThat(ApprovalText.parse(text, open)).isPresent();
    assertThat(ApprovalText.difference(text, ABOUT)).contains("origin");
  }
}
