package dev.interlock.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Builds a project that is none of ours, against what was installed. */
record OutsideMaven(Path project) {
  static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  /** What came of it. */
  record Ran(int exit, String out, long millis) {
    /** It went well. */
    Ran well() {
      assertThat(exit).as(out).isZero();
      return this;
    }
  }

  /** Where the artifacts were installed; without that, nothing of this can be tested. */
  static Path repository() {
    String told = System.getProperty("interlock.repository", "");
    Assumptions.assumeFalse(
        told.isEmpty(), "install the artifacts and name their repository: see .ci/run");
    return Path.of(told).toAbsolutePath();
  }

  /** Whether only the quick part is wanted, because another JDK did the rest. */
  static boolean isQuick() {
    return System.getProperty("interlock.second-jdk") != null;
  }

  /** Copies a folder with all that is in it, without what was built. */
  static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(one -> !one.toString().contains("/target")).toList()) {
        Path copy = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(file, copy);
        }
      }
    }
  }

  /** Runs Maven with what is typed behind it. */
  Ran run(String... args) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(ROOT.resolve("mvnw").toString());
    command.addAll(List.of("-q", "-B", "-ntp"));
    command.add("-Dmaven.repo.local=" + repository());
    Optional.ofNullable(System.getProperty("interlock.repository.tail"))
        .ifPresent(tail -> command.add("-Dmaven.repo.local.tail=" + tail));
    command.addAll(List.of(args));
    return start(command);
  }

  /** Starts this JDK's java. */
  Ran java(String... args) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Dslf4j.internal.verbosity=ERROR"));
    command.addAll(List.of(args));
    return start(command);
  }

  private Ran start(List<String> command) throws IOException, InterruptedException {
    Path out = Files.createTempFile(project, "out", ".txt");
    long from = System.nanoTime();
    ProcessBuilder builder = new ProcessBuilder(command).directory(project.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Process process =
        builder
            .redirectErrorStream(true)
            .redirectInput(new File("/dev/null"))
            .redirectOutput(out.toFile())
            .start();
    try {
      assertThat(process.waitFor(8, TimeUnit.MINUTES)).as("came to an end").isTrue();
    } finally {
      process.destroyForcibly();
    }
    long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - from);
    return new Ran(process.exitValue(), Files.readString(out), took);
  }

  /** A project with this pom. */
  static OutsideMaven of(Path folder, String pom) throws IOException {
    Files.writeString(Files.createDirectories(folder).resolve("pom.xml"), pom);
    return new OutsideMaven(folder);
  }
}
