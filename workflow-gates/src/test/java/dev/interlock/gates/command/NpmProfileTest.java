package dev.interlock.gates.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** npm does what it is told by its arguments and the package, and reads no settings. */
class NpmProfileTest {
  private static final String FORMS =
      "[[\"pkg\", \"get\", \"name\"], [\"config\", \"get\", \"[a-z-]+\"],"
          + " [\"install\", \"--offline\"]]";

  @TempDir Path folder;
  private Path workspace = Path.of("");

  @BeforeEach
  void folders() throws IOException {
    workspace = Files.createDirectories(folder.resolve("workspace"));
    Files.createDirectories(workspace.resolve("src/deep"));
    Files.createDirectories(folder.resolve("home"));
  }

  private CommandRunner runner(String node, Path npm) {
    return new Workbench(folder)
        .allow(
            node,
            FORMS,
            ", \"profile\": \"npm\", \"dangerous\": true, \"home\": \"" + npm + "\"",
            ", \"environment\": {\"HOME\": \"" + folder.resolve("home") + "\"}")
        .runner();
  }

  /** With a program in the place of Node that says what it is given. */
  @Nested
  class WithoutNpm {
    private final String echo = Workbench.real("/bin/echo");
    private CommandRunner runner;

    @BeforeEach
    void open() throws IOException {
      Path npm = Files.createDirectories(folder.resolve("npm/bin"));
      Files.writeString(npm.resolve("npm-cli.js"), "");
      runner = runner(echo, folder.resolve("npm"));
    }

    private CommandOutcome attempt(String in) {
      return runner.attempt(Command.of(echo, "pkg", "get", "name").in(Path.of(in)));
    }

    @Test
    void namesTwoFilesOfSettingsThatAreNotThere() {
      String said = ((CommandResult) attempt("")).stdout().head();

      assertThat(said).contains("--userconfig=/dev/null/user --globalconfig=/dev/null/machine ");
    }

    @Test
    void isRefusedWhereSettingsLieInItsDirectory() throws IOException {
      Files.writeString(workspace.resolve(".npmrc"), "script-shell=/bin/evil\n");

      assertThat(attempt("").says()).contains("refused").contains("/.npmrc'");
    }

    @Test
    void isRefusedWhereSettingsLieInAFolderFurtherUp() throws IOException {
      assertThat(attempt("src/deep").succeeded()).isTrue();
      Files.writeString(workspace.resolve(".npmrc"), "script-shell=/bin/evil\n");
      assertThat(attempt("src/deep")).isInstanceOf(CommandRefusal.class);
      Files.delete(workspace.resolve(".npmrc"));
      Files.createSymbolicLink(workspace.resolve("src/.npmrc"), Path.of("nowhere"));

      assertThat(attempt("src/deep")).isInstanceOf(CommandRefusal.class);
    }
  }

  /** Skipped, by what is missing, on a machine without npm. */
  @Nested
  class RealNpm {
    private String node = "";
    private CommandRunner runner;

    @BeforeEach
    void open() throws IOException {
      Path npm = found("npm").toRealPath();
      assumeTrue(npm.endsWith("bin/npm-cli.js"), () -> "npm is another one: " + npm);
      node = found("node").toRealPath().toString();
      runner = runner(node, npm.resolve("../..").normalize());
      Files.writeString(
          workspace.resolve("package.json"),
          "{\"name\": \"greeting\", \"version\": \"1.0.0\","
              + " \"scripts\": {\"postinstall\": \"touch ran\"}}");
    }

    private static Path found(String name) {
      List<Path> places =
          Stream.of("/usr/bin", "/usr/local/bin")
              .map(folder -> Path.of(folder, name))
              .filter(Files::isExecutable)
              .toList();
      assumeTrue(!places.isEmpty(), () -> "'" + name + "' is missing on this machine");
      return places.get(0);
    }

    private String said(String in, String... arguments) {
      CommandOutcome outcome = runner.attempt(Command.of(node, List.of(arguments)).in(Path.of(in)));
      assertThat(outcome.succeeded()).as(outcome.says() + outcome).isTrue();
      return ((CommandResult) outcome).stdout().head().strip();
    }

    @Test
    void answers() {
      assertThat(said("", "pkg", "get", "name")).isEqualTo("\"greeting\"");
      assertThat(said("src/deep", "pkg", "get", "name")).isEqualTo("\"greeting\"");
    }

    @Test
    void readsNoSettingsOfTheUser() throws IOException {
      Files.writeString(folder.resolve("home/.npmrc"), "init-license=evil\n");

      assertThat(said("", "config", "get", "init-license")).isNotEqualTo("evil");
      assertThat(said("", "config", "get", "userconfig")).isEqualTo("/dev/null/user");
    }

    @Test
    void runsNoScriptOfAPackageThatIsInstalled() {
      said("", "install", "--offline");

      assertThat(workspace.resolve("ran")).doesNotExist();
    }
  }
}
