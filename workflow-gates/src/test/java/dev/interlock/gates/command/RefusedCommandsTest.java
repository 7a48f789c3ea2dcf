package dev.interlock.gates.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.record.Failure;
import dev.interlock.record.FailureException;
import dev.interlock.record.WorkflowException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is not on the list is not run, and what is refused says why. */
class RefusedCommandsTest {
  private static final String ECHO = Workbench.real("/bin/echo");

  @TempDir Path folder;
  private Workbench bench;

  @BeforeEach
  void open() {
    bench = new Workbench(folder);
  }

  private static String refusal(CommandOutcome outcome) {
    assertThat(outcome).isInstanceOf(CommandRefusal.class);
    assertThat(outcome.kind()).isEqualTo("command.refused");
    assertThat(outcome.succeeded()).isFalse();
    return ((CommandRefusal) outcome).reason();
  }

  @Nested
  class AProgram {
    @Test
    void onTheListIsRun() {
      CommandOutcome said = bench.allow(ECHO, "[[\"Hello\"]]").attempt(ECHO, "Hello");

      assertThat(said.succeeded()).isTrue();
      assertThat(said.kind()).isEqualTo("command.executed");
      assertThat(((CommandResult) said).stdout().head()).isEqualTo("Hello\n");
      assertThat(((CommandResult) said).exit()).contains(0);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "echo",
          "./echo",
          "bin/echo",
          "",
          ".",
          "echo;rm",
          "/bin/../bin/echo",
          "//bin/echo"
        })
    void namedOtherwiseThanByItsRealPathIsRefused(String name) throws Exception {
      Files.createLink(
          Files.createDirectories(bench.workspace().resolve("bin")).resolve("echo"),
          bench.program("evil", "#!/bin/sh\necho evil\n"));
      bench.allow(ECHO, Workbench.ANYTHING, ", \"dangerous\": true");

      assertThat(refusal(bench.attempt(name, "x"))).contains("'" + name + "'");
    }

    @Test
    void thatIsNotOnTheListIsRefusedWhateverItsName() {
      Path evil = bench.program("echo", "#!/bin/sh\necho evil\n");

      assertThat(
              refusal(
                  bench
                      .allow(ECHO, Workbench.ANYTHING, ", \"dangerous\": true")
                      .attempt(evil.toString(), "Hello")))
          .isEqualTo("'" + evil + "' is not in the allowlist");
      assertThat(refusal(bench.attempt(Workbench.real("/bin/rm"), "-rf", "/")))
          .contains("is not in the allowlist");
    }

    @Test
    void reachedByALinkIsRefused() throws Exception {
      Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of(ECHO));

      assertThat(
              refusal(
                  bench
                      .allow(ECHO, Workbench.ANYTHING, ", \"dangerous\": true")
                      .attempt(link.toString(), "x")))
          .contains("is not in the allowlist");
    }

    @Test
    void throwsWhereItsStepRunsItAndIsWrittenDown() {
      CommandRunner runner = bench.allow(ECHO, "[[\"Hello\"]]").runner();
      List<Record> evidence = new ArrayList<>();

      assertThatThrownBy(() -> runner.run(Command.of("/bin/rm", "x"), evidence::add))
          .isInstanceOf(FailureException.class)
          .extracting(e -> ((FailureException) e).kind())
          .isEqualTo(Failure.Kind.PERMISSION);
      assertThat(evidence).singleElement().isInstanceOf(CommandRefusal.class);
    }

    @Test
    void withAnotherExitCodeThanCountsThrowsAndIsWrittenDown() {
      CommandRunner runner = bench.shell().runner();
      List<Record> evidence = new ArrayList<>();

      assertThatThrownBy(
              () -> runner.run(Command.of(Workbench.sh(), "-c", "exit 3"), evidence::add))
          .hasMessageContaining("exit code 3");
      assertThat(evidence)
          .singleElement()
          .satisfies(one -> assertThat(((CommandResult) one).succeeded()).isFalse())
          .satisfies(one -> assertThat(((CommandResult) one).exit()).contains(3));
    }
  }

  @Nested
  class Arguments {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "-x",
          "--output=/etc/passwd",
          "-",
          "--",
          "@file",
          "a\nb",
          "a\u0000b",
          "\u001b[2J"
        })
    void thatNoPatternNamesAreRefused(String argument) {
      bench.allow(ECHO, "[[\"[^x]*\"]]");

      if (argument.equals("-")) { // which is no option: it names standard input
        assertThat(bench.attempt(ECHO, argument).succeeded()).isTrue();
      } else {
        assertThat(refusal(bench.attempt(ECHO, argument))).contains("argument");
      }
    }

    @Test
    void behindTwoDashesAreNoOptions() {
      bench.allow(ECHO, "[[\"--\", {\"each\": \".*\"}], [\"-n\", \".*\"]]");

      assertThat(bench.attempt(ECHO, "--", "-x", "y").succeeded()).isTrue();
      assertThat(bench.attempt(ECHO, "-n", "y").succeeded()).isTrue();
      assertThat(refusal(bench.attempt(ECHO, "-n", "-x"))).contains("none of its forms");
      assertThat(refusal(bench.attempt(ECHO, "-x", "--"))).contains("none of its forms");
      assertThat(refusal(bench.attempt(ECHO, "--", "@x"))).contains("none of its forms");
    }

    @Test
    void ofAnotherNumberAreRefused() {
      bench.allow(ECHO, "[[\"a\", {\"each\": \"b\", \"most\": 2}]]");

      assertThat(bench.attempt(ECHO, "a").succeeded()).isTrue();
      assertThat(bench.attempt(ECHO, "a", "b", "b").succeeded()).isTrue();
      assertThat(refusal(bench.attempt(ECHO))).contains("0 arguments");
      assertThat(refusal(bench.attempt(ECHO, "a", "b", "b", "b"))).contains("4 arguments");
    }

    @Test
    void thatEvaluateCodeAreRefusedWhereOnlySubcommandsAreAllowed() {
      String git = Workbench.real("/usr/bin/git");
      bench.allow(git, "[[\"log\"], [\"status\", \"--porcelain\"]]", ", \"profile\": \"git\"");

      assertThat(refusal(bench.attempt(git, "-c", "core.pager=x", "log"))).contains("forms");
      assertThat(refusal(bench.attempt(git, "log", "--output=x"))).contains("forms");
      assertThat(refusal(bench.attempt(git, "config", "alias.log", "!x"))).contains("forms");
    }

    @Test
    void thatTheSystemCannotPassOnAreRefused() {
      bench.allow(ECHO, "[[\"(?s).*\"]]");

      assertThat(refusal(bench.attempt(ECHO, "\ud800"))).contains("character set");
      assertThat(refusal(bench.attempt(ECHO, "x".repeat(131_072)))).contains("bytes");
    }
  }

  @Nested
  class AFile {
    private Path program;

    @BeforeEach
    void copied() throws Exception {
      program = Files.copy(Path.of(ECHO), folder.resolve("tool")).toRealPath();
      bench.allow(program.toString(), "[[\"x\"]]");
    }

    @Test
    void changedInPlaceIsRefusedWithItsDigest() throws Exception {
      CommandRunner runner = bench.runner();
      Files.write(program, Files.readAllBytes(Path.of(Workbench.real("/bin/cat"))));

      assertThat(refusal(runner.attempt(Workbench.command(program.toString(), "x"))))
          .contains(Workbench.sha256(program));
    }

    @Test
    void renamedIntoItsPlaceIsRefusedThoughItHoldsTheSame() throws Exception {
      CommandRunner runner = bench.runner();
      Path other = Files.copy(program, folder.resolve("other"));
      Files.move(other, program, StandardCopyOption.ATOMIC_MOVE);

      assertThat(refusal(runner.attempt(Workbench.command(program.toString(), "x"))))
          .contains("another file");
    }

    @Test
    void behindALinkThatTookItsPlaceIsRefused() throws Exception {
      CommandRunner runner = bench.runner();
      Path moved = Files.move(program, folder.resolve("moved"));
      Files.createSymbolicLink(program, moved);

      assertThat(refusal(runner.attempt(Workbench.command(program.toString(), "x"))))
          .contains("not the real path");
    }

    @Test
    void behindAFolderThatBecameALinkIsRefused() throws Exception {
      Path inner = Files.createDirectory(folder.resolve("inner"));
      Path tool = Files.copy(program, inner.resolve("tool2"));
      CommandRunner runner = bench.allow(tool.toString(), "[[\"x\"]]").runner();
      Files.move(inner, folder.resolve("gone"));
      Files.createSymbolicLink(inner, folder.resolve("gone"));

      assertThat(refusal(runner.attempt(Workbench.command(tool.toString(), "x"))))
          .contains("not the real path");
    }

    @Test
    void whoseInterpreterChangedIsRefused() throws Exception {
      Path interpreter = Files.copy(Path.of(ECHO), folder.resolve("interpreter"));
      Path script = bench.program("tool3", "#!" + interpreter + "\n");
      CommandRunner runner =
          bench
              .allow(
                  script.toString(),
                  "[[]]",
                  ", \"pins\": [{\"path\": \"%s\", \"sha256\": \"%s\"}]"
                      .formatted(interpreter, Workbench.sha256(interpreter)))
              .runner();
      assertThat(runner.attempt(Workbench.command(script.toString())).succeeded()).isTrue();
      Files.write(interpreter, Files.readAllBytes(Path.of(Workbench.real("/bin/cat"))));

      assertThat(refusal(runner.attempt(Workbench.command(script.toString()))))
          .contains(interpreter.toString());
    }

    @Test
    void replacedWhileItRunsHasFailedThoughItIsBackInItsPlace() throws Exception {
      Path sh = Files.copy(Path.of(Workbench.sh()), folder.resolve("shell")).toRealPath();
      bench.allow(sh.toString(), "[[\"-c\", \"(?s).*\"]]", ", \"dangerous\": true");
      String swap = "mv '%s' x && mv x '%s' && exit 0".formatted(sh, sh);

      CommandOutcome outcome =
          bench.runner().attempt(Command.of(sh.toString(), "-c", swap.replace(" x", " ../x")));

      assertThat(((CommandResult) outcome).ending()).isEqualTo(CommandResult.Ending.REPLACED);
      assertThat(outcome.succeeded()).isFalse();
    }
  }

  @Nested
  class ADirectory {
    @Test
    void ofTheWorkspaceIsWhereItRuns() throws Exception {
      Files.createDirectories(bench.workspace().resolve("a/b"));
      CommandOutcome outcome =
          bench
              .shell()
              .runner()
              .attempt(Command.of(Workbench.sh(), "-c", "pwd").in(Path.of("a/b")));

      assertThat(((CommandResult) outcome).stdout().head()).endsWith("/workspace/a/b\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", "a/../..", "missing", "out"})
    void outsideOfItIsRefused(String directory) throws Exception {
      Files.createSymbolicLink(bench.workspace().resolve("out"), folder);
      CommandOutcome outcome =
          bench
              .shell()
              .runner()
              .attempt(Command.of(Workbench.sh(), "-c", "pwd").in(Path.of(directory)));

      assertThat(refusal(outcome)).contains("no directory in the workspace");
    }

    @Test
    void thatHoldsTheAllowlistIsNoWorkspace() {
      Allowlist list = bench.shell().list();

      assertThatThrownBy(() -> CommandRunner.of(list, folder))
          .isInstanceOf(WorkflowException.class)
          .hasMessageContaining("lies in the workspace");
    }
  }
}
