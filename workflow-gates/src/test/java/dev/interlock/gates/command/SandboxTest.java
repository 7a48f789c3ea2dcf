package dev.interlock.gates.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.interlock.record.WorkflowException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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

  private Path log(Path place) throws Exception {
    Path log = Files.createDirectories(place);
    Files.writeString(log.resolve("journal.jsonl"), "record");
    return log;
  }

  private static CommandResult ran(CommandRunner runner, String script) {
    CommandOutcome outcome = runner.attempt(Command.of(Workbench.sh(), "-c", script));
    assertThat(outcome).as(outcome.says()).isInstanceOf(CommandResult.class);
    return (CommandResult) outcome;
  }

  @Test
  void hidesAFolderThatLiesInTheWorkspace() throws Exception {
    Path log = log(bench.workspace().resolve(".interlock"));

    CommandResult result =
        ran(
            bench.runner().hiding(log),
            "cat '%1$s/journal.jsonl'; echo x > '%1$s/journal.jsonl'; ls -A '%1$s'; echo x > here; mv '%1$s' away"
                .formatted(log));

    assertThat(result.stdout().head()).isEqualTo("journal.jsonl\n");
    assertThat(log.resolve("journal.jsonl")).hasContent("record");
    assertThat(bench.workspace().resolve("here")).hasContent("x");
  }

  @Test
  void hidesAFolderThatLiesInOneThatIsWrittenTo() throws Exception {
    Path cache = Files.createDirectories(folder.resolve("cache"));
    Path log = log(cache.resolve("deep/log"));
    String script = "ls -A '%s'; echo x > '%s/here'".formatted(log, cache);

    CommandResult result = ran(bench.runner().hiding(log).writing(cache), script);

    assertThat(result.stdout().head()).isEmpty();
    assertThat(cache.resolve("here")).hasContent("x");
    assertThat(ran(bench.runner().writing(cache).hiding(log), script).stdout().head()).isEmpty();
  }

  @Test
  void writesToAWorkspaceThatLiesInAHiddenFolder() throws Exception {
    Path log = log(folder);

    CommandResult result =
        ran(bench.runner().hiding(log), "ls -A '%s'; echo x > here".formatted(log));

    assertThat(result.stdout().head()).isEqualTo("workspace\n");
    assertThat(bench.workspace().resolve("here")).hasContent("x");
  }

  @Test
  void isNotBegunOnceAHiddenFolderIsElsewhere() throws Exception {
    Path log = log(bench.workspace().resolve("a/log"));
    CommandRunner runner = bench.runner().hiding(log);
    ran(runner, "mv a b");

    CommandOutcome outcome = runner.attempt(Command.of(Workbench.sh(), "-c", "cat b/log/*"));

    assertThat(outcome).isInstanceOf(CommandRefusal.class);
    assertThat(outcome.says()).contains("no longer where it was");
    Files.createDirectories(log);
    assertThat(runner.attempt(Command.of(Workbench.sh(), "-c", "cat b/log/*")))
        .isInstanceOf(CommandRefusal.class);
  }

  @Test
  void cannotHideWhatIsWrittenTo() {
    assertThatThrownBy(() -> bench.runner().hiding(bench.workspace()))
        .isInstanceOf(WorkflowException.class)
        .hasMessageContaining("cannot be both");
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
  void thatDoesNotWorkIsNoReasonToRunWithoutOneWhereItIsRequired() throws Exception {
    List<String> argv = new ArrayList<>(List.of("bwrap", "--dev-bind", "/", "/"));
    argv.addAll(List.of("--ro-bind", "/dev/null", Isolation.tool("bwrap"), "--"));
    argv.addAll(OtherJvm.argv(WithoutASandbox.class, folder));
    Process process = new ProcessBuilder(argv).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).as(said).isZero();
    assertThat(said.lines())
        .satisfiesExactly(
            first ->
                assertThat(first)
                    .startsWith("required: ")
                    .contains("the sandbox that is required does not work here"),
            second -> assertThat(second).isEqualTo("preferred: none"),
            third -> assertThat(third).isEqualTo("none: none"));
    assertThat(folder.resolve("required/workspace/here")).doesNotExist();
    assertThat(folder.resolve("preferred/workspace/here")).exists();
  }
}
