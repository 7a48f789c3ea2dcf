package dev.interlock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportCommandTest {
  @TempDir Path folder;
  private Shell shell;
  private Path log;
  private Path html;
  private Path markdown;

  @BeforeEach
  void aRun() {
    log = folder.resolve("log");
    html = folder.resolve("report.html");
    markdown = folder.resolve("report.md");
    shell = new Shell(log, setup -> setup.engine().channel(Says.YES).build(), Greeting.command());
    assertThat(shell.on("greet", "--name=Ann", "--run=ann").exit()).isZero();
  }

  @Nested
  class Writes {
    @Test
    void bothFormsAndSaysWhere() throws Exception {
      Shell.Answer answer = shell.on("report", "ann", "--html=" + html, "--markdown=" + markdown);
      assertThat(answer.exit()).isZero();
      assertThat(answer.out())
          .contains("written to " + html, "written to " + markdown, "verdict: OK-UNANCHORED");
      assertThat(Files.readString(html)).startsWith("<!DOCTYPE html>").contains("2-approval");
      assertThat(Files.readString(markdown)).startsWith("# Run ann").contains("2-approval");
    }

    @Test
    void toStdoutNothingButTheReport() {
      Shell.Answer answer = shell.on("report", "ann", "--markdown=-");
      assertThat(answer.exit()).isZero();
      assertThat(answer.out()).startsWith("# Run ann").doesNotContain("verdict: ");
      assertThat(answer.err()).contains("verdict: OK-UNANCHORED");
    }

    @Test
    void whatAKeptHeadSaysOfTheRecord() throws Exception {
      Path head = folder.resolve("head");
      assertThat(shell.on("head", head.toString()).exit()).isZero();
      Shell.Answer kept = shell.on("report", "ann", "--html=" + html, "--head=" + head);
      assertThat(kept.out()).contains("verdict: OK-ANCHORED");
      Files.writeString(head, Files.readString(head).replaceFirst("/[0-9a-f]{2}", "/00"));
      Shell.Answer other = shell.on("report", "ann", "--html=" + html, "--force", "--head=" + head);
      assertThat(other.exit()).isEqualTo(12);
      assertThat(Files.readString(html)).contains("ROLLED-BACK").doesNotContain("2-approval");
    }

    @Test
    void anAnswerForAMachine() {
      Shell.Answer answer = shell.on("report", "ann", "--html=" + html, "--json");
      assertThat(answer.json()).contains("\"verdict\":\"OK-UNANCHORED\"", "\"exit\":0", "\"html\"");
    }

    @Test
    void aRunThatWaitsAndThatIsNoFailure() {
      Shell open = new Shell(log, setup -> setup.engine().build(), Greeting.command());
      open.on("greet", "--name=Bo", "--run=bo");
      Shell.Answer answer = open.on("report", "bo", "--html=" + html);
      assertThat(answer.exit()).isZero();
      assertThat(answer.out()).contains("verdict: INCOMPLETE");
    }
  }

  @Nested
  class Refuses {
    @Test
    void toReplaceAFileUnlessToldTo() throws Exception {
      Files.writeString(html, "mine");
      Shell.Answer answer = shell.on("report", "ann", "--markdown=" + markdown, "--html=" + html);
      assertThat(answer.exit()).isEqualTo(2);
      assertThat(answer.said()).contains("is there already").contains("--force");
      assertThat(Files.readString(html)).isEqualTo("mine");
      assertThat(markdown).doesNotExist();
      assertThat(shell.on("report", "ann", "--html=" + html, "--force").exit()).isZero();
      assertThat(Files.readString(html)).startsWith("<!DOCTYPE html>");
    }

    @Test
    void twoReportsOnStdout() {
      assertThat(shell.on("report", "ann", "--html=-", "--markdown=-").exit()).isEqualTo(2);
      assertThat(shell.on("report", "ann", "--html=-", "--json").exit()).isEqualTo(2);
    }

    @Test
    void aRunThatNobodyKnows() {
      Shell.Answer answer = shell.on("report", "other", "--html=" + html);
      assertThat(answer.exit()).isEqualTo(2);
      assertThat(answer.said()).contains("has no run 'other'").contains("./interlock runs");
      assertThat(html).doesNotExist();
    }

    @Test
    void aPlaceThatIsNotThere() {
      Shell.Answer answer = shell.on("report", "ann", "--html=" + folder.resolve("no/such/a.html"));
      assertThat(answer.exit()).isEqualTo(2);
      assertThat(answer.said()).contains("cannot be written");
    }
  }

  @Test
  void saysThatALogWasTamperedWithAndExitsAsVerifyDoes() throws Exception {
    Path journal = log.resolve("journal.jsonl");
    Files.writeString(journal, Files.readString(journal).replace("somebody", "nobody"));
    Shell.Answer answer = shell.on("report", "ann", "--html=" + html);
    assertThat(answer.exit()).isEqualTo(11);
    assertThat(answer.out()).contains("verdict: TAMPERED");
    assertThat(Files.readString(html)).contains("banner failed").doesNotContain("2-approval");
  }
}
