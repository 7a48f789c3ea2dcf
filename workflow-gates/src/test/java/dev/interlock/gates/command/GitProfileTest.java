package dev.interlock.gates.command;

import static org.assertj.core.api.Assertions.assertThat;

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
          + " [\"rev-parse\", \"HEAD\"], [\"fetch\", \"origin\"]]";

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
