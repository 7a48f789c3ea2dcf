package dev.interlock.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {
  @TempDir Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int type(String... args) {
    return Main.commandLine()
        .writingTo(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8))
        .execute(args);
  }

  private int review(String sprint, String run) {
    return type("sprint-review", "--sprint", sprint, "--run", run, "--log", folder.toString());
  }

  private String said() {
    return out.toString(StandardCharsets.UTF_8) + err.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aReviewWithoutATerminalWaitsForTheProductOwner() {
    assertThat(review("Sprint 7", "s7")).isEqualTo(3);
    assertThat(said())
        .contains("7-approval: open for product-owner", "./interlock approve s7 --log");
  }

  @Test
  void aSprintThatIsNotDoneIsRejectedWithItsReports() {
    assertThat(review("Sprint 8", "s8")).isEqualTo(4);
    assertThat(said()).contains("qa says BLOCK", "closure.md", "summary.json");
    assertThat(folder.resolve("runs/s8/summary.json")).exists();
  }

  @Test
  void aSprintThatNobodyPlannedIsRefusedNamingThoseThereAre() {
    assertThat(review("Sprint 9", "s9")).isEqualTo(2);
    assertThat(said()).contains("'Sprint 7'", "'Sprint 8'", "nothing was started");
  }

  @Test
  void helpNamesTheCommands() {
    assertThat(type("--help")).isZero();
    assertThat(said()).contains("sprint-review", "approve", "verify");
  }
}
