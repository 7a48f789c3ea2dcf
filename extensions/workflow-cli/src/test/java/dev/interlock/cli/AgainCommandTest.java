package dev.interlock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Asking again for a run that has ended. */
class AgainCommandTest {
  @TempDir Path folder;

  private Shell shell(Says says) {
    return new Shell(
        folder.resolve("log"), setup -> setup.engine().channel(says).build(), Greeting.command());
  }

  @Test
  void isANewRunThatNamesTheOldOne() {
    shell(Says.NO).on("greet", "--name", "Ann", "--run", "ann-k3f9q2");
    Shell.Answer again = shell(Says.YES).on("again", "ann-k3f9q2", "--json");

    assertThat(again.exit()).isZero();
    String run = again.json().replaceAll(".*\"run\":\"(ann-[a-z2-9]{6})\".*", "$1");
    assertThat(run).startsWith("ann-").isNotEqualTo("ann-k3f9q2");
    assertThat(shell(Says.YES).on("show", run).out()).contains("replaces    ann-k3f9q2");
    assertThat(shell(Says.YES).on("show", "ann-k3f9q2").out())
        .contains("state       rejected", "replaced by " + run);
    assertThat(shell(Says.YES).on("runs").out()).contains("  replaces ann-k3f9q2");
  }

  @Test
  void mayBeGivenAnId() {
    shell(Says.NO).on("greet", "--name", "Ann", "--run", "r1");
    assertThat(shell(Says.YES).on("again", "r1", "--run", "r2").out()).contains("run r2 completed");
    assertThat(shell(Says.YES).on("again", "r1", "--run", "r2").said())
        .contains("there is a run 'r2' already");
  }

  @Test
  void isRefusedBeforeTheEnd() {
    new Shell(folder.resolve("log"), setup -> setup.engine().build(), Greeting.command())
        .on("greet", "--name", "Ann", "--run", "r1");
    Shell.Answer again = shell(Says.YES).on("again", "r1");
    assertThat(again.exit()).isEqualTo(2);
    assertThat(again.said()).contains("has not ended", "./interlock approve r1");
  }
}
