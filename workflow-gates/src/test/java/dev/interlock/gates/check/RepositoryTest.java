package dev.interlock.gates.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.Verdict;
import dev.interlock.gates.command.Allowlist;
import dev.interlock.gates.command.AllowlistDraft;
import dev.interlock.gates.command.AllowlistDraft.Program;
import dev.interlock.gates.command.Command;
import dev.interlock.gates.command.CommandRunner;
import dev.interlock.gates.command.Sandbox;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files of a repository are those of a commit, whatever Git would be made to say. */
class RepositoryTest {
  @TempDir Path folder;
  private Path root;
  private String commit;
  private GitCheck check;

  @BeforeEach
  void repository() throws Exception {
    root = Files.createDirectories(folder.resolve("repository"));
    Files.createDirectories(root.resolve("a"));
    Files.writeString(root.resolve("a/file"), "one\n");
    Files.writeString(root.resolve("name with space"), "two\n");
    Files.createSymbolicLink(root.resolve("link"), Path.of("a/file"));
    shell("git init -q && git add . && git -c user.name=A -c user.email=a@b commit -qm first");
    commit = shell("git rev-parse HEAD").strip();
    Program git = Program.at(Path.of("/usr/bin/git")).git();
    for (List<String> form : GitCheck.FORMS) {
      git = git.arguments(form.toArray(String[]::new));
    }
    Path list =
        Files.writeString(
            folder.resolve("commands.json"), AllowlistDraft.of(Sandbox.NONE).program(git).json());
    CommandRunner runner = CommandRunner.of(Allowlist.read(list), root);
    check = GitCheck.of(runner, git.path(), root);
  }

  private String shell(String script) throws Exception {
    Process process =
        new ProcessBuilder("/bin/sh", "-c", script)
            .directory(root.toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }

  private static String reason(Verdict verdict) {
    return verdict instanceof Verdict.Failed failed ? failed.reason() : "passed: " + verdict;
  }

  @Test
  void areThereAsTheyWereCommitted() {
    assertThat(check.examine(commit))
        .isEqualTo(Verdict.passed(new GitCheck.Seen(commit, 3, 4 + 4 + 6)));
  }

  @Test
  void ofAnotherCommitFail() throws Exception {
    Files.writeString(root.resolve("a/file"), "other\n");
    shell("git -c user.name=A -c user.email=a@b commit -qam second");

    assertThat(reason(check.examine(commit))).contains("the head is another commit");
  }

  @Test
  void thatAreChangedFailThoughGitIsToldToAssumeThatTheyAreNot() throws Exception {
    shell("git update-index --assume-unchanged a/file");
    Files.writeString(root.resolve("a/file"), "two\n");

    assertThat(shell("git status --porcelain")).isEmpty();
    assertThat(reason(check.examine(commit))).contains("'a/file' is not as it was committed");
  }

  @Test
  void thatMayBeRunThoughTheyMayNotFail() throws Exception {
    shell("git config core.filemode false && chmod u+x a/file");
    assertThat(shell("git status --porcelain")).isEmpty();
    assertThat(reason(check.examine(commit))).contains("'a/file' may be run");
    shell("git config core.filemode true && git -c user.name=A -c user.email=a@b commit -qam run");
    String program = shell("git rev-parse HEAD").strip();
    assertThat(check.examine(program)).isInstanceOf(Verdict.Passed.class);
    shell("chmod a-x a/file");

    assertThat(reason(check.examine(program))).contains("'a/file' may be run");
  }

  @Test
  void thatAreMissingOrMoreThanThereWereFail() throws Exception {
    shell("echo ignored > .git/info/exclude && echo x > ignored");
    assertThat(shell("git status --porcelain")).isEmpty();
    assertThat(reason(check.examine(commit))).contains("[ignored]");
    assertThat(check.ignoring("ignored").examine(commit)).isInstanceOf(Verdict.Passed.class);
    Files.delete(root.resolve("a/file"));

    assertThat(reason(check.ignoring("ignored").examine(commit))).contains("'a/file'");
  }

  @Test
  void areThoseOfTheCommitThoughAnotherOneWasPutInItsPlace() throws Exception {
    Files.writeString(root.resolve("a/file"), "forged\n");
    shell(
        "git add . && tree=$(git write-tree) && forged=$(echo x | git -c user.name=A"
            + " -c user.email=a@b commit-tree $tree) && git replace HEAD $forged");

    assertThat(shell("git status --porcelain")).isEmpty();
    assertThat(reason(check.examine(commit))).contains("'a/file' is not as it was committed");
  }

  @Test
  void areNotLookedAtWhereTheRepositoryIsGraftedOrSetsATrap() throws Exception {
    shell("git config core.fsmonitor 'touch ../ran'");
    assertThat(reason(check.examine(commit))).contains("core.fsmonitor");
    assertThat(folder.resolve("ran")).doesNotExist();
    shell("git config --unset core.fsmonitor && echo > .git/info/grafts");

    assertThat(reason(check.examine(commit))).contains("grafts");
  }

  @Test
  void areExaminedByACommandThatIsRunForIt() throws Exception {
    Path list =
        Files.writeString(
            folder.resolve("echo.json"),
            AllowlistDraft.of(Sandbox.NONE)
                .program(Program.at(Path.of("/bin/true")).arguments("x"))
                .json());
    CommandCheck command = CommandCheck.by(CommandRunner.of(Allowlist.read(list), root));
    String program = Allowlist.read(list).named("true");

    assertThat(command.examine(Command.of(program, "x"))).isInstanceOf(Verdict.Passed.class);
    assertThat(reason(command.examine(Command.of(program, "y")))).contains("refused");
  }
}
