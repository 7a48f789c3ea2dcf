package dev.interlock.gates.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A command in a sandbox writes to its workspace and sees no process, network or folder besides.
 */
class SandboxTest {
  @TempDir Path folder;
  private Workbench bench;

  @BeforeEach
  void open() {
    assumeTrue(Bubblewrap.obstacle().isEmpty(), () -> "no sandbox: " + Bubblewrap.obstacle().get());
    bench = new Workbench(folder).sandbox("required").shell();
  }

  @Test
  void isWrittenDown() {
    CommandResult result = bench.script("echo x > here");

    assertThat(result.succeeded()).as(result.stderr().head()).isTrue();
    assertThat(result.sandbox()).isEqualTo("bwrap");
    assertThat(bench.workspace().resolve("here")).hasContent("x\n");
  }

  @Test
  void keepsItFromWritingAnywhereElse() {
    CommandResult result = bench.script("echo x > ../beside; echo x > /etc/beside; echo x > /x");

    assertThat(result.succeeded()).isFalse();
    assertThat(folder.resolve("beside")).doesNotExist();
    assertThat(Path.of("/etc/beside")).doesNotExist();
  }

  @Test
  void hidesFoldersAndProcesses() throws Exception {
    Path log = Files.createDirectory(folder.resolve("log"));
    Files.writeString(log.resolve("journal.jsonl"), "secret");
    CommandResult result =
        (CommandResult)
            bench
                .runner()
                .hiding(log)
                .attempt(
                    Command.of(
                        Workbench.sh(),
                        "-c",
                        "ls '%s'; kill -0 %d && echo seen; ls /proc | grep -c '^[0-9]'"
                            .formatted(log, ProcessHandle.current().pid())));

    assertThat(result.stdout().head().strip()).matches("[1-5]");
  }

  @Test
  void hasNoNetwork() {
    CommandResult result = bench.script("cat /proc/net/dev | grep -vc lo:");

    assertThat(result.stdout().head().strip()).isEqualTo("2"); // two lines of headings
  }

  @Test
  void leavesNothingBehindWhateverWasTried() {
    CommandResult result =
        bench.script("(env -i setsid sleep 97.532 </dev/null >/dev/null 2>&1 &) ; exit 0");

    assertThat(result.succeeded()).as(result.says()).isTrue();
    assertThat(isAlive("97.532")).isFalse();
  }

  @Test
  void isKilledAsAWhole() {
    CommandResult result =
        bench.script(
            "trap '' TERM; (env -i setsid sleep 97.532 </dev/null >/dev/null 2>&1 &)"
                + " ; sleep 97.532",
            Duration.ofMillis(700));

    assertThat(result.ending()).isEqualTo(CommandResult.Ending.TIMEOUT);
    assertThat(result.unkilled()).isZero();
    assertThat(isAlive("97.532")).isFalse();
    assertThat(result.tookMicros()).isLessThan(2_700_000);
  }

  private static boolean isAlive(String argument) {
    return ProcessHandle.allProcesses()
        .anyMatch(p -> p.info().commandLine().orElse("").contains("sleep " + argument));
  }

  @Test
  void thatDoesNotWorkIsNoReasonToRunWithoutOneWhereItIsRequired() {
    assertThat(new Workbench(folder.resolve("other")).sandbox("none").shell().script("true"))
        .extracting(CommandResult::sandbox)
        .isEqualTo("none");
  }
}
