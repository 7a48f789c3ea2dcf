package dev.interlock.gates;

import static dev.interlock.gates.RealTerminal.ASKED;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Real processes at real terminals. */
class RealTerminalTest {
  @TempDir private Path folder;

  @BeforeEach
  void needsPython() {
    RealTerminal.needs("python3", "python3");
  }

  private static String user() {
    return LinuxTerminal.ofProcess().user() + " product-owner";
  }

  private static String answer(String line) {
    return "type:" + line + "\\n";
  }

  private static void approved(RealTerminal.Seen seen) {
    assertThat(seen.events()).containsExactly("reachable true", "APPROVED " + user(), "returned");
  }

  private static void refusedWithoutAPrompt(RealTerminal.Seen seen, String reason) {
    assertThat(seen.events()).containsExactly("reachable false", "refused " + reason, "returned");
    assertThat(seen.screen()).doesNotContain("7-approval", "yes ");
  }

  @Nested
  class InTheForeground {
    @Test
    void theChallengeApproves() throws Exception {
      var seen = RealTerminal.in(folder).run(ASKED, answer("{challenge}"));
      approved(seen);
      assertThat(seen.screen()).endsWith("Approved and recorded.\r\n");
    }

    @Test
    void noDenies() throws Exception {
      var seen = RealTerminal.in(folder).run(ASKED, answer("no"));
      assertThat(seen.events()).contains("DENIED " + user());
    }

    @Test
    void theChallengeDoesNotApproveWhereOnlyADenialIsAskedFor() throws Exception {
      var seen =
          RealTerminal.in(folder)
              .denying()
              .run(ASKED, answer("{challenge}"), ASKED, answer("yes"), ASKED, answer("no"));
      assertThat(seen.events())
          .containsExactly(
              "reachable true",
              "refused answer: not no",
              "refused answer: not no",
              "DENIED " + user(),
              "returned");
    }

    @Test
    void thePromptIsOnTheTerminalAlsoWhenOutputIsNot() throws Exception {
      Path output = folder.resolve("output");
      var seen =
          RealTerminal.in(folder).run("--stdout", output.toString(), ASKED, answer("{challenge}"));
      approved(seen);
      assertThat(seen.screen()).contains("7-approval");
      assertThat(output).isEmptyFile();
    }

    @Test
    void nobodyAnsweringLeavesTheGateOpen() throws Exception {
      var seen = RealTerminal.in(folder).patience(300).run(ASKED, "type:unfinished");
      assertThat(seen.events()).containsExactly("reachable true", "returned");
      assertThat(seen.screen()).contains("the run keeps waiting");
    }

    @Test
    void anEndOfFileIsNoAnswer() throws Exception {
      approved(RealTerminal.in(folder).run(ASKED, "type:\\x04\\x04", answer("\\x04{challenge}")));
    }
  }

  @Nested
  class WrongAnswers {
    @ParameterizedTest
    @CsvSource({
      "Yes, YES, y",
      "'yes ', '{challenge} ', ' {challenge}'",
      "'{challenge}\\x00', '{challenge}\\x08', '{challenge}\\x1d'",
      "'\\xef\\xbd\\x99\\xef\\xbd\\x85\\xef\\xbd\\x93', '\\xd1\\x83es', 'no\\xff'",
      "'\\x1b[200~{challenge}\\x1b[201~', {long}, ''",
      "NO, 'no ', 'maybe'"
    })
    void areRefusedThreeTimesAndTheGateStaysOpen(String one, String two, String three)
        throws Exception {
      var seen =
          RealTerminal.in(folder).run(ASKED, answer(one), ASKED, answer(two), ASKED, answer(three));
      assertThat(seen.events())
          .hasSize(5)
          .startsWith("reachable true")
          .endsWith("returned")
          .filteredOn(event -> event.startsWith("refused answer: "))
          .hasSize(3);
      assertThat(seen.screen()).endsWith("No tries left. The gate stays open.\r\n");
    }
  }

  @Nested
  class TypedAhead {
    @ParameterizedTest
    @ValueSource(strings = {"yes\\n", "no\\n", "yes\\nyes\\nyes\\nyes\\n", "\\x04no\\n", "\\n\\n"})
    void wholeLinesAreThrownAway(String ahead) throws Exception {
      var seen = RealTerminal.in(folder).run("type:" + ahead, ASKED, answer("{challenge}"));
      approved(seen);
      assertThat(seen.screen()).contains("What was typed before this question is thrown away");
    }

    @Test
    void anUnfinishedLineCostsATryAndNothingElse() throws Exception {
      var seen =
          RealTerminal.in(folder)
              .run("type:no", ASKED, answer("{challenge}"), ASKED, answer("{challenge}"));
      assertThat(seen.events())
          .containsExactly(
              "reachable true",
              "refused answer: not the challenge",
              "APPROVED " + user(),
              "returned");
    }

    @Test
    void linesPastedBehindAWrongAnswerDoNotAnswerTheNextQuestion() throws Exception {
      var seen =
          RealTerminal.in(folder)
              .run(ASKED, "type:wrong\\nno\\nno\\n", ASKED, answer("{challenge}"));
      assertThat(seen.events()).contains("APPROVED " + user()).hasSize(4);
    }
  }

  @Nested
  class WithoutAPersonAtStandardInput {
    @ParameterizedTest
    @CsvSource({
      "null, /dev/null",
      "'pipe:yes\\nyes\\nyes\\n', a pipe",
      "'file:yes\\n', a file",
      "'fifo:yes\\n', neither a file nor a terminal"
    })
    void itRefusesThoughThereIsATerminal(String input, String kind) throws Exception {
      var seen = RealTerminal.in(folder).run("--stdin", input);
      refusedWithoutAPrompt(seen, "not-a-terminal: standard input is " + kind);
    }

    @Test
    void itRefusesWhenStandardInputIsClosed() throws Exception {
      var seen = RealTerminal.in(folder).run("--stdin", "closed");
      assertThat(seen.events())
          .hasSize(3)
          .element(1)
          .asString()
          .startsWith("refused not-a-terminal: ");
      assertThat(seen.screen()).doesNotContain("7-approval");
    }
  }

  @Nested
  class Elsewhere {
    @Test
    void aBackgroundJobRefuses() throws Exception {
      refusedWithoutAPrompt(
          RealTerminal.in(folder).run("--place", "background"),
          "background: this process is not in the foreground of its terminal");
    }

    @Test
    void aProcessWithoutControllingTerminalRefusesThoughItsInputIsATerminal() throws Exception {
      refusedWithoutAPrompt(
          RealTerminal.in(folder).run("--place", "detached"),
          "no-terminal: this process has no controlling terminal");
    }

    @Test
    void soDoesOneWithoutAnyTerminal() throws Exception {
      refusedWithoutAPrompt(
          RealTerminal.in(folder).run("--place", "detached", "--stdin", "null"),
          "not-a-terminal: standard input is /dev/null");
    }
  }

  @Nested
  class Evidence {
    private static final String HOSTILE =
        "tests FAILED\u001b[2K\rtests passed\n"
            + "\u001b[5A\u001b[2K\rgate       staging\n"
            + "\u001b[c\u001b[6n\u001b]52;c;eWVzCg==\u0007\u009b5n\n"
            + "\u202edesrever\u2066 a\u2028b\u200b\n\b\b\b"
            + "\n".repeat(40);

    @Test
    void reachesTheTerminalWithoutOneControlCharacter() throws Exception {
      var seen = RealTerminal.in(folder).showing(HOSTILE).run(ASKED, answer("{challenge}"));
      approved(seen);
      byte[] shown = Files.readAllBytes(folder.resolve("screen"));
      assertThat(new String(shown, java.nio.charset.StandardCharsets.UTF_8))
          .matches("(?s)[ -~\r\n]*")
          .contains("| tests FAILED\\u001b[2K\\u000dtests passed\r\n");
    }

    @Test
    void standsAboveTitleAndTargetHoweverLongItIs() throws Exception {
      var seen =
          RealTerminal.in(folder)
              .showing("gate       staging\n".repeat(10_000))
              .run(ASKED, answer("no"));
      String screen = seen.screen();
      List<String> end = screen.substring(screen.lastIndexOf("\r\n| ")).lines().toList();
      assertThat(end)
          .contains(
              "CUT. Shown are 200 of 10,000 lines,",
              "workflow   sprint-review",
              "gate       7-approval",
              "run        sprint-7",
              "SHA-256    " + Requests.DIGEST)
          .doesNotContain("gate       staging")
          .allMatch(row -> row.length() <= 80);
    }
  }
}
