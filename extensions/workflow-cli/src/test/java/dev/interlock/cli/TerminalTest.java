package dev.interlock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person sees and does at a real terminal. */
class TerminalTest {
  private static final String ASKED = "expect:\n> $";
  private static final String ANN = "greet --name Ann --run r1";

  @TempDir Path folder;

  private String shown(String command) throws IOException, InterruptedException {
    return String.join("\n", AtATerminal.in(folder).types(command).screen());
  }

  @Test
  void theChallengeTypedCompletesTheRun() throws Exception {
    AtATerminal.Seen seen =
        AtATerminal.in(folder).types(ANN, ASKED, "type:{challenge}\\n", "expect:completed");

    assertThat(seen.exit()).isZero();
    assertThat(seen.screen())
        .contains("Approved and recorded.", "run r1 completed")
        .anyMatch(line -> line.startsWith("3-greet done ("));
  }

  @Test
  void noRejectsTheRun() throws Exception {
    AtATerminal.Seen seen = AtATerminal.in(folder).types(ANN, ASKED, "type:no\\n");

    assertThat(seen.exit()).isEqualTo(4);
    assertThat(seen.sent()).contains("run r1 was rejected").doesNotContain("3-greet");
  }

  @Test
  void aPipeIsNobody() throws Exception {
    AtATerminal.Seen seen = AtATerminal.in(folder).types(ANN, "--stdin=pipe:yes\\n");

    assertThat(seen.exit()).isEqualTo(3);
    assertThat(seen.sent()).contains("not-a-terminal");
  }

  @Test
  void aRunThatWaitsIsDeniedFromAnotherProcess() throws Exception {
    AtATerminal.in(folder).types(ANN, "--stdin=null");
    AtATerminal.Seen seen =
        AtATerminal.in(folder)
            .types("deny r1", ASKED, "type:yes\\n", "expect:not count", ASKED, "type:no\\n");

    assertThat(seen.exit()).isEqualTo(4);
    assertThat(seen.sent()).contains("Nothing that you type here approves.");
  }

  @Test
  void aRunThatWaitsIsApprovedFromAnotherProcess() throws Exception {
    AtATerminal.in(folder).types(ANN, "--stdin=null");
    AtATerminal.Seen seen =
        AtATerminal.in(folder).types("approve r1", ASKED, "type:{challenge}\\n");

    assertThat(seen.exit()).isZero();
    assertThat(seen.sent()).doesNotContain("1-look-up done");
  }

  @Test
  void anInterruptAtTheQuestionLeavesTheRunWaiting() throws Exception {
    AtATerminal.Seen seen = AtATerminal.in(folder).types(ANN, ASKED, "type:\\x03");

    assertThat(seen.exit()).isEqualTo(130);
    assertThat(seen.screen())
        .anyMatch(line -> line.contains("interrupted; run r1 can go on:"))
        .anyMatch(line -> line.startsWith("./interlock approve r1 --log"));
    assertThat(shown("show r1")).contains("state       waiting").doesNotContain("denied");
    assertThat(shown("verify")).contains("OK-UNANCHORED");
  }

  @Test
  void anInterruptInTheMidstOfAStepLeavesARunThatCanGoOn() throws Exception {
    AtATerminal.Seen seen =
        AtATerminal.in(folder)
            .types("greet --name slow --run r1", "expect:1-look-up  [0-9]", "type:\\x03");

    assertThat(seen.exit()).isEqualTo(130);
    assertThat(seen.screen()).anyMatch(line -> line.startsWith("./interlock resume r1 --log"));
  }

  @Test
  void theSpinnerIsGoneBeforeTheQuestionIsShown() throws Exception {
    AtATerminal.Seen seen =
        AtATerminal.in(folder)
            .types(
                "greet --name slow --run r1",
                "expect:1-look-up  [0-9]",
                "type:\\x04",
                ASKED,
                "type:{challenge}\\n");

    assertThat(seen.exit()).isZero();
    assertThat(seen.sent()).containsPattern("[" + String.join("", Spinner.BRAILLE) + "]");
    assertThat(seen.screen())
        .noneMatch(line -> Spinner.BRAILLE.stream().anyMatch(line::contains))
        .anyMatch(line -> line.startsWith("1-look-up done ("));
    assertThat(seen.sent().substring(seen.sent().indexOf("-----")).split("Approved and", 2)[0])
        .doesNotContain("\u001b");
  }

  @Test
  void linesAreNoWiderThan80Columns() throws Exception {
    AtATerminal.Seen seen =
        AtATerminal.in(folder)
            .types("greet --name " + "x".repeat(90) + " --run r1", ASKED, "type:{challenge}\\n");

    assertThat(seen.screen()).allMatch(line -> Text.width(line) <= 80);
  }
}
