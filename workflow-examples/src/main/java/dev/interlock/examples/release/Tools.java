package dev.interlock.examples.release;

import dev.interlock.gates.check.GitCheck;
import dev.interlock.gates.command.AllowlistDraft;
import dev.interlock.gates.command.AllowlistDraft.Program;
import dev.interlock.gates.command.Sandbox;
import dev.interlock.record.WorkflowException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The programs of this machine that a release needs, and what each may be told. */
final class Tools {
  private static final String WORD = "[A-Za-z0-9_.,:/=*+-]+";
  private static final String OPTION = "-D" + WORD;
  private static final String GOAL = "test|package|verify";
  private static final String VERSION = "v[0-9]+\\.[0-9]+\\.[0-9]+";

  private Tools() {}

  /** The text of an allowlist with Git, Java and Maven as they are here now. */
  static String allowlist() {
    Program git =
        Program.at(found("git"))
            .git()
            .environment("GIT_AUTHOR_NAME", "Release")
            .environment("GIT_AUTHOR_EMAIL", "release@example.com")
            .environment("GIT_COMMITTER_NAME", "Release")
            .environment("GIT_COMMITTER_EMAIL", "release@example.com")
            .arguments("init", "-q")
            .arguments("add", "--", "\\.")
            .arguments("commit", "-q", "-m", "[A-Za-z0-9 .]+")
            .arguments("tag", "--list", "v\\*")
            .arguments("tag", "-a", VERSION, "-m", "Version [0-9.]+", "[0-9a-f]{40,64}")
            .arguments("rev-parse", "--verify", "-q", "refs/tags/" + VERSION + "\\^\\{commit\\}");
    for (List<String> form : GitCheck.FORMS) {
      git = git.arguments(form.toArray(String[]::new));
    }
    Program maven =
        Program.at(Path.of(System.getProperty("java.home"), "bin", "java"))
            .profile("maven", maven())
            .dangerous()
            .network()
            .argumentsAndMore("-f", WORD, GOAL, OPTION)
            .argumentsAndMore("-o", "-f", WORD, GOAL, OPTION);
    return AllowlistDraft.of(Sandbox.PREFERRED).program(git).program(maven).json();
  }

  private static Path found(String name) {
    return Stream.of("/usr/bin", "/usr/local/bin", "/bin")
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(
            () -> new WorkflowException("'" + name + "' is missing: install the package " + name));
  }

  /** Where Maven is: where the build says, where the wrapper puts it, or where Debian does. */
  static Path maven() {
    Path dists = Path.of(System.getProperty("user.home"), ".m2", "wrapper", "dists");
    List<Path> places =
        Stream.of(
                Optional.ofNullable(System.getenv("MAVEN_HOME")).map(Path::of).stream(),
                below(below(Stream.of(dists))),
                Stream.of(Path.of("/usr/share/maven")))
            .flatMap(all -> all)
            .filter(place -> Files.isRegularFile(place.resolve("bin/m2.conf")))
            .toList();
    if (places.isEmpty()) {
      throw new WorkflowException(
          "Maven is missing: run ./mvnw once, which fetches it, or set MAVEN_HOME");
    }
    return real(places.get(0));
  }

  private static Stream<Path> below(Stream<Path> folders) {
    return folders.flatMap(
        folder -> {
          try (Stream<Path> all = Files.list(folder)) {
            return all.sorted().toList().stream();
          } catch (IOException e) {
            return Stream.of();
          }
        });
  }

  /** Where Maven keeps what it fetched. */
  static Path mavenRepository() {
    Path place = Path.of(System.getProperty("user.home"), ".m2", "repository");
    try {
      return Files.createDirectories(place);
    } catch (IOException e) {
      throw new WorkflowException("'" + place + "' cannot be made", e);
    }
  }

  private static Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      throw new WorkflowException("'" + path + "' cannot be read", e);
    }
  }
}
