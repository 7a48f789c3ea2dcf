package dev.interlock.gates.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Git does what it is told by its arguments, and nothing that a repository says. */
class GitProfileTest {
  private static final String GIT = Workbench.real("/usr/bin/git");
  private static final String FORMS =
      "[[\"init\", \"-q\"], [\"add\", \"--\", {\"each\": \".*\"}], [\"status\", \"--porcelain\"],"
          + " [\"commit\", \"-q\", \"-m\", \"[a-z ]+\"], [\"log\", \"-1\", \"--format=%s\"],"
          + " [\"rev-parse\", \"HEAD\"], [\"fetch\", \"origin\"],"
          + " [\"push\", \"-q\", \"origin\", \"HEAD\"], [\"clone\", \"-q\", \"[a-z./]+\", \"copy\"]]";

  @TempDir Path folder;
  private Workbench bench;
  private CommandRunner runner;

  @BeforeEach
  void repository() throws Exception {
    bench =
        new Workbench(folder)
            .allow(
                GIT,
                FORMS,
                ", \"profile\": \"git\", \"environment\": {\"HOME\": \"/nonexistent\"}");
    runner = bench.runner();
    run("init", "-q");
    config("user.name", "A");
    config("user.email", "a@example.com");
    Files.writeString(bench.workspace().resolve("file"), "one\n");
    run("add", "--", "file");
    run("commit", "-q", "-m", "first");
  }

  private CommandResult run(String... arguments) {
    CommandOutcome outcome = runner.attempt(Command.of(GIT, List.of(arguments)));
    assertThat(outcome.succeeded()).as(outcome.says() + outcome).isTrue();
    return (CommandResult) outcome;
  }

  private void config(String name, String value) throws Exception {
    new ProcessBuilder(GIT, "config", name, value)
        .directory(bench.workspace().toFile())
        .start()
        .waitFor();
  }

  private void shell(String script) throws Exception {
    Process process =
        new ProcessBuilder(Workbench.sh(), "-c", script)
            .directory(bench.workspace().toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
  }

  /** A repository {@code sub} in the repository, that runs something when it is looked at. */
  private void submodule() throws Exception {
    shell(
        "git init -q sub && cd sub && echo x > f && git add f"
            + " && git -c user.name=A -c user.email=a@b commit -qm x"
            + " && git config filter.x.clean 'touch ../../ran; cat'"
            + " && echo '* filter=x' > .gitattributes && touch -d 2020-01-01 f");
  }

  /** A repository beside the workspace, whose hook runs something. */
  private void remote() throws Exception {
    shell(
        "git init -q --bare ../remote.git && cd ../remote.git && mkdir -p hooks"
            + " && printf '#!/bin/sh\\ntouch ../ran\\n' > hooks/pre-receive"
            + " && chmod +x hooks/pre-receive");
    config("remote.origin.url", folder.resolve("remote.git").toString());
  }

  @Test
  void answersAndItsArgumentsAreWrittenDownAsTheyWere() {
    CommandResult result = run("rev-parse", "HEAD");

    assertThat(result.stdout().head().strip()).matches("[0-9a-f]{40}");
    assertThat(result.argv()).startsWith(GIT, "--no-pager").endsWith("rev-parse", "HEAD");
    assertThat(result.environment()).contains("GIT_CONFIG_NOSYSTEM", "HOME");
  }

  @ParameterizedTest
  @CsvSource({
    "core.fsmonitor,       touch ../ran",
    "core.hooksPath,       hooks",
    "core.sshCommand,      touch ../ran",
    "filter.x.clean,       touch ../ran",
    "filter.x.process,     touch ../ran",
    "diff.x.textconv,      touch ../ran",
    "alias.status,         !touch ../ran",
    "include.path,         ../other",
    "includeIf.gitdir:/.path, ../other",
    "core.worktree,        ..",
    "remote.origin.uploadpack, touch ../ran",
    "gpg.program,          touch ../ran",
    "core.alternateRefsCommand, touch ../ran",
    "some.future,          setting"
  })
  void isRefusedWhereTheRepositorySetsWhatIsNotKnownToBeHarmless(String name, String value)
      throws Exception {
    config(name, value);
    Files.writeString(bench.workspace().resolve(".gitattributes"), "* filter=x diff=x\n");
    CommandOutcome outcome = runner.attempt(Command.of(GIT, "status", "--porcelain"));

    assertThat(outcome).isInstanceOf(CommandRefusal.class);
    assertThat(outcome.says()).containsIgnoringCase(name).contains("not known to be harmless");
    assertThat(folder.resolve("ran")).doesNotExist();
  }

  @Test
  void runsNoHook() throws Exception {
    Path hook = bench.workspace().resolve(".git/hooks/pre-commit");
    Files.createDirectories(hook.getParent());
    Files.move(bench.program("hook", "#!/bin/sh\ntouch ../ran\nexit 1\n"), hook);
    Files.writeString(bench.workspace().resolve("file"), "two\n");
    run("add", "--", "file");

    assertThat(run("commit", "-q", "-m", "second").succeeded()).isTrue();
    assertThat(folder.resolve("ran")).doesNotExist();
  }

  @Test
  void isRefusedWhereTheRepositoryHoldsAnother() throws Exception {
    submodule();
    shell("git add sub 2>&1");
    CommandOutcome outcome = runner.attempt(Command.of(GIT, "status", "--porcelain"));

    assertThat(folder.resolve("ran")).doesNotExist();
    assertThat(outcome).isInstanceOf(CommandRefusal.class);
    assertThat(outcome.says()).contains("a repository within the repository").contains("sub/.git");
  }

  @Test
  void makesARepositoryWhereTheOneAroundItHoldsAnother() throws Exception {
    submodule();
    Files.createDirectory(bench.workspace().resolve("new"));
    Command make = Command.of(GIT, "init", "-q").in(Path.of("new"));

    assertThat(runner.attempt(make).succeeded()).isTrue();
    assertThat(bench.workspace().resolve("new/.git/HEAD")).exists();
    assertThat(
            runner.attempt(Command.of(GIT, "status", "--porcelain").in(Path.of("new"))).succeeded())
        .isTrue();
    assertThat(runner.attempt(Command.of(GIT, "init", "-q"))).isInstanceOf(CommandRefusal.class);
    assertThat(folder.resolve("ran")).doesNotExist();
  }

  @Test
  void isRefusedBeforeItHasTakenInTheOther() throws Exception {
    submodule();

    assertThat(runner.attempt(Command.of(GIT, "add", "--", "sub")))
        .isInstanceOf(CommandRefusal.class);
    shell("mv sub/.git .git/sub && echo 'gitdir: ../.git/sub' > sub/.git");
    assertThat(runner.attempt(Command.of(GIT, "add", "--", "sub")))
        .isInstanceOf(CommandRefusal.class);
    shell("rm sub/.git");
    assertThat(run("status", "--porcelain").stdout().head()).contains("?? sub/");
  }

  @Test
  void runsNoHookOfARepositoryThatItPushesTo() throws Exception {
    remote();
    CommandOutcome outcome = runner.attempt(Command.of(GIT, "push", "-q", "origin", "HEAD"));

    assertThat(folder.resolve("ran")).doesNotExist();
    assertThat(outcome.succeeded()).isFalse();
    assertThat(((CommandResult) outcome).stderr().head()).contains("'file' not allowed");
    config("remote.origin.url", "file://" + folder.resolve("remote.git"));
    assertThat(runner.attempt(Command.of(GIT, "push", "-q", "origin", "HEAD")).succeeded())
        .isFalse();
    assertThat(runner.attempt(Command.of(GIT, "fetch", "origin")).succeeded()).isFalse();
    assertThat(runner.attempt(Command.of(GIT, "clone", "-q", "../remote.git", "copy")).succeeded())
        .isFalse();
    assertThat(folder.resolve("ran")).doesNotExist();
  }

  @Test
  void pushesToAPathWhereTheListSaysThatItMayRunOthers() throws Exception {
    remote();
    runner =
        new Workbench(folder)
            .allow(GIT, FORMS, ", \"profile\": \"git\", \"dangerous\": true")
            .runner();

    assertThat(run("push", "-q", "origin", "HEAD").succeeded()).isTrue();
    assertThat(folder.resolve("ran")).exists();
  }

  @Test
  void runsNoHelperOfATransport() throws Exception {
    config("remote.origin.url", "ext::touch ../ran");
    CommandOutcome outcome = runner.attempt(Command.of(GIT, "fetch", "origin"));

    assertThat(outcome.succeeded()).isFalse();
    assertThat(folder.resolve("ran")).doesNotExist();
  }

  @Test
  void seesNoReplacedObjects() throws Exception {
    String head = run("rev-parse", "HEAD").stdout().head().strip();
    Process forged =
        new ProcessBuilder(
                Workbench.sh(),
                "-c",
                "git replace " + head + " $(echo forged | git commit-tree HEAD^{tree})")
            .directory(bench.workspace().toFile())
            .start();
    assertThat(forged.waitFor()).isZero();

    assertThat(run("log", "-1", "--format=%s").stdout().head()).isEqualTo("first\n");
  }
}
