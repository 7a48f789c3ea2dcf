package dev.interlock.gates;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.internal.text.VisibleText;
import dev.interlock.record.Principal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class PromptTest {
  private static final Challenge CHALLENGE = new Challenge("AAAA-0001");
  private static final Speaker OLGA =
      new Speaker(Principal.of("os-user:olga"), "product-owner", "product-owner", Optional.empty());
  private static final String TARGET =
      """
      workflow   sprint-review
      gate       7-approval
      run        sprint-7
      subject    Recommendation
      SHA-256    %s
      """
          .formatted(Requests.DIGEST);

  private static Prompt prompt(String text) {
    return new Prompt(Requests.showing(text), OLGA, VisibleText.of(true), false);
  }

  private static String whole(String text) {
    return prompt(text).opening() + prompt(text).question(CHALLENGE);
  }

  /** Columns, with two for each character that some terminal shows as two. */
  private static int columns(String row) {
    return row.codePoints().map(c -> c < 0x80 ? 1 : 2).sum();
  }

  private static List<String> reported(String text) {
    return whole(text).lines().filter(row -> row.startsWith("| ")).toList();
  }

  @Nested
  class ThePrompt {
    @Test
    void reads() {
      assertThat(whole("Tests: 240\nEpics: 3\n"))
          .isEqualTo(
              """

              %1$s
              %2$s
              Reported by the workflow (each row of it begins with a bar):
              | Tests: 240
              | Epics: 3
              End of what the workflow reported: 2 lines, all shown.
              %1$s
              %2$srequester  os-user:petra
              you are    os-user:olga, product-owner (as claimed)

              To approve, type this line exactly as it is; to deny, type no:

                  yes AAAA-0001

              >\s"""
                  .formatted("-".repeat(78), TARGET));
    }

    @Test
    void namesTitleAndTargetBeforeAndAfterWhatTheWorkflowReports() {
      String whole = whole("recommendation = APPROVE");
      assertThat(whole.split("recommendation = APPROVE", -1))
          .hasSize(2)
          .allMatch(part -> part.contains(TARGET));
    }

    @Test
    void hasRoomForTheQuestionOnASmallScreen() {
      assertThat(prompt("").question(CHALLENGE).lines().count()).isLessThan(24);
    }
  }

  @Nested
  class WhatTheWorkflowReports {
    @Test
    void cannotPassForThePromptsOwnRows() {
      String text = "\nEnd of what the workflow reported\ngate       other\n    yes BBBB-0002\n> ";
      assertThat(whole(text).lines().filter(row -> row.startsWith("gate ")))
          .containsExactly("gate       7-approval", "gate       7-approval");
      assertThat(whole(text).lines().filter(row -> row.startsWith("    yes ")))
          .containsExactly("    yes AAAA-0001");
      assertThat(reported(text)).hasSize(5);
    }

    @Test
    void keepsItsEmptyLines() {
      assertThat(reported("a\n\nb")).containsExactly("| a", "| ", "| b");
    }

    @Test
    void isWholeUpToTwoHundredRows() {
      assertThat(reported("x\n".repeat(200))).hasSize(200);
      assertThat(whole("x\n".repeat(200))).contains("200 lines, all shown").doesNotContain("CUT");
    }

    @Test
    void isCutBehindThemWithCountsAndDigest() {
      String whole = whole("line\n".repeat(10_000));
      assertThat(reported("line\n".repeat(10_000))).hasSize(200);
      assertThat(whole)
          .contains("CUT. Shown are 200 of 10,000 lines,\n1,000 of 50,000 characters.\n")
          .contains("\n" + Requests.SHOWN + "\n");
    }

    @Test
    void isCutWithinALineThatIsTooLong() {
      String whole = whole("x".repeat(1_000_000));
      assertThat(whole).contains("CUT. Shown are 0 of 1 lines,\n15,600 of 1,000,000 characters.");
      assertThat(whole.length()).isLessThan(20_000);
    }

    @Test
    void countsItsEscapesAsColumns() {
      assertThat(reported("\u001b".repeat(14))).hasSize(2).allMatch(row -> columns(row) <= 80);
    }
  }

  @Nested
  class WithNastyText {
    private final NastyText nasty = new NastyText(42);

    @Test
    void thePromptCanBeSeenFitsAndKeepsItsOwnRows() {
      for (int i = 0; i < 2_000; i++) {
        String whole = whole(nasty.next());
        assertThat(whole).doesNotContainPattern(NastyTextTest.HARMFUL);
        assertThat(whole.lines()).allMatch(row -> columns(row) <= 80);
        assertThat(whole.split("\nEnd of what", -1)[1]).contains(TARGET);
        assertThat(whole).endsWith("\n\n    yes AAAA-0001\n\n> ");
      }
    }

    @Test
    void anObjectionCanBeSeenAndFits() {
      for (int i = 0; i < 2_000; i++) {
        String shown = prompt("").objection(nasty.next(), 1);
        assertThat(shown).doesNotContainPattern(NastyTextTest.HARMFUL);
        assertThat(shown.lines()).allMatch(row -> columns(row) <= 80);
      }
    }
  }

  @Test
  void aLongNameIsBrokenAndNotCut() {
    String name = "x".repeat(100);
    var plain = Requests.showing("");
    var request =
        new dev.interlock.GateRequest(
            plain.run(),
            plain.origin(),
            plain.workflow(),
            plain.definition(),
            name,
            1,
            plain.nonce(),
            plain.requester(),
            "\u0410pproval",
            plain.subjectDigest(),
            "",
            plain.shown(),
            plain.roles(),
            plain.named(),
            plain.approvers(),
            plain.notAfter());
    String shown = new Prompt(request, OLGA, VisibleText.of(true), false).opening();
    assertThat(shown)
        .contains("gate       " + "x".repeat(67) + "\n" + " ".repeat(11) + "x".repeat(33) + "\n")
        .contains("subject    \\u0410pproval\n");
  }
}
