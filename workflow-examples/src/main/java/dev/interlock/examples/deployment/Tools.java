package dev.interlock.examples.deployment;

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

/** The programs of this machine that a deployment needs, and what each may be told. */
final class Tools {
  private static final String FILE = "[A-Za-z0-9_./-]+";

  private Tools() {}

  /** The text of an allowlist with Java, its compiler and Maven as they are here now. */
  static String allowlist() {
    Path bin = Path.of(System.getProperty("java.home"), "bin");
    Program maven =
        Program.at(bin.resolve("java"))
            .profile("maven", maven())
            .dangerous()
            .network()
            .arguments("test", "-Dreports=" + FILE)
            .arguments("-o", "test", "-Dreports=" + FILE)
            .arguments("package", "-Dmaven\\.test\\.skip=true")
            .arguments("-o", "package", "-Dmaven\\.test\\.skip=true");
    Program java =
        Program.at(bin.resolve("java"))
            .dangerous()
            .network()
            .service()
            .arguments(
                "-Xmx64m", "-XX:\\+UseSerialGC", "-jar", "site\\.jar", "[0-9]{4,5}", "staging")
            .arguments("-Xmx64m", "-XX:\\+UseSerialGC", "-jar", FILE, "[0-9]{4,5}", "production");
    Program javac =
        Program.at(bin.resolve("javac"))
            .dangerous()
            .argumentsAndMore("-proc:none", "-Xlint:all", "-Werror", "-d", FILE, FILE);
    return AllowlistDraft.of(Sandbox.PREFERRED).program(maven).program(java).program(javac).json();
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
    return RunFolder.made(Path.of(System.getProperty("user.home"), ".m2", "repository"));
  }

  private static Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      throw new WorkflowException("'" + path + "' cannot be read", e);
    }
  }
}
