package dev.interlock.gates.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.record.WorkflowException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An allowlist says all that is wrong with it, and allows no more than it seems to. */
class AllowlistTest {
  private static final String ECHO = Workbench.real("/bin/echo");

  @TempDir Path folder;
  private Workbench bench;

  @BeforeEach
  void open() {
    bench = new Workbench(folder);
  }

  private Allowlist read(String json) throws Exception {
    return Allowlist.read(Files.writeString(bench.file(), json));
  }

  @Nested
  class AFile {
    @Test
    void saysWhatMayBeRun() {
      Allowlist list = bench.allow(ECHO, "[[\"Hello\"]]").list();

      assertThat(list.allows(ECHO, List.of("Hello"))).isTrue();
      assertThat(list.allows(ECHO, List.of())).isFalse();
      assertThat(list.allows("echo", List.of("Hello"))).isFalse();
      assertThat(list.named("echo")).isEqualTo(ECHO);
      assertThat(list.sha256()).isEqualTo(Workbench.sha256(bench.file()));
      assertThatThrownBy(() -> list.named("cat")).hasMessageContaining("0 programs named 'cat'");
    }

    @Test
    void withAnotherDigestThanIsExpectedIsRefused() {
      String sha256 = bench.allow(ECHO, "[[]]").list().sha256();

      assertThat(Allowlist.read(bench.file(), sha256).sha256()).isEqualTo(sha256);
      assertThatThrownBy(() -> Allowlist.read(bench.file(), "0".repeat(64)))
          .isInstanceOf(WorkflowException.class)
          .hasMessageContaining(sha256);
    }

    @Test
    void saysAllThatIsWrongAtOnce() {
      assertThatThrownBy(
              () ->
                  read(
                      """
                      {"format": "other", "sandbox": "maybe", "extra": 1, "programs": [
                        {"path": "echo", "sha256": "x", "arguments": [["["]], "dangerous": "yes"},
                        {"path": "/nowhere", "sha256": "%s", "arguments": [], "shell": true},
                        {"path": "%s", "sha256": "%s", "arguments": [[1], "x"], "profile": "svn"},
                        7
                      ]}
                      """
                          .formatted("0".repeat(64), ECHO, "0".repeat(64))))
          .isInstanceOf(WorkflowException.class)
          .hasMessageContainingAll(
              "'format' is not",
              "'sandbox' is 'maybe'",
              "'extra' is unknown",
              "'path' is not absolute",
              "'sha256' is not 64 hex digits",
              "'[' is no pattern",
              "'dangerous' is neither true nor false",
              "/nowhere",
              "'arguments' says no list",
              "'shell' is unknown",
              "has the digest",
              "neither a pattern nor",
              "no list of patterns",
              "'profile' is not",
              "program 4 is no object");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          "[]",
          "{}",
          "{\"format\": \"interlock-commands/1\", \"programs\": []}",
          "{\"format\": \"interlock-commands/1\", \"programs\": [], \"programs\": []}",
          "{\"format\": \"interlock-commands/1\"} x"
        })
    void ofAnotherFormIsRefused(String json) {
      assertThatThrownBy(() -> read(json)).isInstanceOf(WorkflowException.class);
    }

    @Test
    void namesNoProgramTwice() {
      assertThatThrownBy(() -> bench.allow(ECHO, "[[]]").allow(ECHO, "[[\"x\"]]").list())
          .hasMessageContaining("is there twice");
    }

    @Test
    void namesNoProgramByALink() throws Exception {
      Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("/bin/echo"));

      assertThatThrownBy(() -> bench.allow(link.toString(), "[[]]").list())
          .hasMessageContaining("is not the real path");
    }

    @Test
    void isFoundByItsRealPathWhenAWorkspaceLinksToIt() throws Exception {
      Files.move(Files.writeString(bench.file(), ""), folder.resolve("x"));
      Path inside = bench.workspace().resolve("commands.json");
      Files.writeString(inside, bench.allow(ECHO, "[[]]").json());
      Path link = Files.createSymbolicLink(folder.resolve("list.json"), inside);

      assertThatThrownBy(() -> CommandRunner.of(Allowlist.read(link), bench.workspace()))
          .hasMessageContaining("lies in the workspace");
    }
  }

  @Nested
  class AProgramThatRunsOthers {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "sh",
          "bash",
          "dash",
          "env",
          "xargs",
          "find",
          "python3",
          "python3.11",
          "awk",
          "mawk",
          "vim",
          "vi",
          "ssh",
          "perl5.36.0",
          "node",
          "sudo",
          "setsid",
          "timeout",
          "tar",
          "busybox",
          "ld-linux-x86-64.so.2",
          "x86_64-linux-gnu-gcc-12",
          "git",
          "mvn",
          "npm",
          "java",
          "bash.exe",
          "systemctl",
          "busctl",
          "ip",
          "dpkg",
          "apt-get",
          "apt",
          "newgrp",
          "runcon",
          "choom",
          "prove",
          "cpan5.36-x86_64-linux-gnu",
          "ctest",
          "pydoc3.11",
          "c89-gcc",
          "gcc-12",
          "clang++-19",
          "x86_64-linux-gnu-gcc-ranlib-12",
          "zgrep",
          "xzless",
          "ldd",
          "update-alternatives",
          "python3-config",
          "dpkg-buildpackage"
        })
    void needsTheWordDangerous(String name) {
      Path program = bench.program(name, "something");

      assertThatThrownBy(() -> bench.allow(program.toString(), "[[\"x\"]]").list())
          .hasMessageContaining("it runs other programs")
          .hasMessageContaining(program.toString());
      assertThat(
              new Workbench(folder)
                  .allow(program.toString(), "[[\"x\"]]", ", \"dangerous\": true")
                  .list()
                  .allows(program.toString(), List.of("x")))
          .isTrue();
    }

    @Test
    void needsItUnderAnotherNameAsWell() throws Exception {
      Path copy = Files.copy(Path.of(Workbench.sh()), folder.resolve("harmless"));

      assertThatThrownBy(() -> bench.allow(copy.toString(), "[[\"x\"]]").list())
          .hasMessageContaining("under another name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"echo", "true", "cat", "date"})
    void isNotMeantWhereItRunsNone(String name) {
      String program = Workbench.real("/bin/" + name);

      assertThat(bench.allow(program, "[[\"x\"]]").list().allows(program, List.of("x"))).isTrue();
    }

    @Test
    void isNotMeantWhereGitHasItsProfileAndNamesItsSubcommands() {
      String git = Workbench.real("/usr/bin/git");

      assertThat(
              bench
                  .allow(git, "[[\"status\"]]", ", \"profile\": \"git\"")
                  .list()
                  .allows(git, List.of("status")))
          .isTrue();
      assertThatThrownBy(
              () -> new Workbench(folder).allow(git, "[[\".*\"]]", ", \"profile\": \"git\"").list())
          .hasMessageContaining("every form begins with the name of a subcommand");
      for (String word : List.of("bisect", "submodule", "remote-ext", "difftool")) {
        assertThatThrownBy(
                () ->
                    new Workbench(folder)
                        .allow(git, "[[\"" + word + "\"]]", ", \"profile\": \"git\"")
                        .list())
            .hasMessageContaining("'git " + word + "' runs other programs");
      }
    }
  }

  @Nested
  class AScript {
    @Test
    void namesWhatRunsItAmongItsPins() {
      Path script = bench.program("tool", "#!/bin/sh\n");

      assertThatThrownBy(() -> bench.allow(script.toString(), "[[]]").list())
          .hasMessageContaining("is a script that '/bin/sh' runs");
      assertThat(
              new Workbench(folder)
                  .allow(
                      script.toString(),
                      "[[]]",
                      ", \"pins\": [{\"path\": \"%s\", \"sha256\": \"%s\"}]"
                          .formatted(Workbench.sh(), Workbench.sha256(Path.of(Workbench.sh()))))
                  .list()
                  .allows(script.toString(), List.of()))
          .isTrue();
    }
  }

  @Nested
  class APattern {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "-.*",
          "(?s)-?.*",
          "(?s)-(?s).*",
          "-[^x]+",
          "-[^X-]*",
          "-[a-z]+",
          "-[a-z]",
          "-\\\\w",
          "-[A-Z][a-z]*",
          "--?[a-zA-Z=0-9-]+",
          "--[a-z]+=.*",
          "--[a-z]=.*",
          "--(?!x).*",
          "--e.*",
          "--name-[a-z]*",
          "--a*b",
          "--[ab]{4,}",
          "-(-[a-z]+)?",
          "-o|--[a-z]+",
          "-(?i:-)\\\\p{L}+",
          "--[^=]*=x",
          "-{1,2}[a-z]{2,8}(=.*)?"
        })
    void thatLetsAnyOptionThroughNeedsTheWordDangerous(String pattern) {
      assertThatThrownBy(() -> bench.allow(ECHO, "[[\"" + pattern + "\"]]").list())
          .hasMessageContaining("lets any option through");
      assertThat(
              new Workbench(folder)
                  .allow(ECHO, "[[\"" + pattern + "\"]]", ", \"dangerous\": true")
                  .list()
                  .allows(ECHO, List.of()))
          .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "-o",
          "-",
          "--",
          "-[0-9]+",
          "-[abc]",
          "-D[a-z.]+=.*",
          "-Dreports=[A-Za-z0-9_./-]+",
          "-XX:\\\\+UseSerialGC",
          "--porcelain",
          "--(quiet|verbose|jobs=[0-9]+)",
          "--format=.*",
          "(?s)--message=.*",
          "--(no-)?color(=(auto|always))?",
          "-q|--quiet",
          "[a-z-]+",
          ".*"
        })
    void thatNamesItsOptionsDoesNot(String pattern) {
      assertThat(bench.allow(ECHO, "[[\"" + pattern + "\"]]").list().allows(ECHO, List.of()))
          .isFalse();
    }
  }

  @Nested
  class AVariable {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "LD_PRELOAD", "LD_AUDIT", "GIT_DIR", "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS",
              "MAVEN_OPTS",
          "NODE_OPTIONS", "PYTHONPATH", "BASH_ENV", "IFS", "PATH", "INTERLOCK_COMMAND"
        })
    void thatMakesAProgramRunSomethingElseNeedsTheWordDangerous(String name) {
      assertThatThrownBy(
              () ->
                  bench.allow(ECHO, "[[]]", ", \"environment\": {\"" + name + "\": \"x\"}").list())
          .hasMessageContaining("'" + name + "'");
      assertThatThrownBy(
              () ->
                  new Workbench(folder)
                      .allow(ECHO, "[[]]", ", \"inherit\": [\"" + name + "\"]")
                      .list())
          .hasMessageContaining("'" + name + "'");
    }

    @Test
    void ofNoNameIsRefused() {
      assertThatThrownBy(() -> bench.allow(ECHO, "[[]]", ", \"inherit\": [\"A=B\", \"\"]").list())
          .hasMessageContaining("'A=B' is no name");
    }
  }
}
