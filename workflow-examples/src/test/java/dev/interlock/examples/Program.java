package dev.interlock.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Starts the program as people do: a process of its own, on the module path. */
record Program(Path folder) {
  private static final Path PERSON = Path.of("../workflow-gates/src/test/python/terminal.py");
  private static final String MAIN = "dev.interlock.examples/dev.interlock.examples.Main";

  /** What came of it. */
  record Ended(int exit, String out, String err) {}

  /** Runs it with standard input from this file. */
  Ended reading(File input, String... args) throws IOException, InterruptedException {
    return start(command(args), input);
  }

  /** Runs it without a terminal. */
  Ended unattended(String... args) throws IOException, InterruptedException {
    return reading(new File("/dev/null"), args);
  }

  /** Runs it at a terminal of its own; the steps are those of {@code terminal.py}. */
  Ended attended(List<String> steps, String... args) throws IOException, InterruptedException {
    boolean there =
        Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
            .anyMatch(place -> Files.isExecutable(Path.of(place, "python3")));
    Assumptions.assumeTrue(there, "python3 is missing: install the Debian package python3");
    List<String> line = new ArrayList<>(List.of("python3", PERSON.toString()));
    line.addAll(steps);
    line.add("--");
    line.addAll(command(args));
    return start(line, new File("/dev/null"));
  }

  private List<String> command(String... args) {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(List.of("-XX:TieredStopAtLevel=1", "-Dslf4j.internal.verbosity=ERROR"));
    line.addAll(List.of("-p", System.getProperty("jdk.module.path"), "-m", MAIN));
    line.addAll(List.of(args));
    line.add("--log=" + log());
    return line;
  }

  Path log() {
    return folder.resolve("log");
  }

  private Ended start(List<String> line, File input) throws IOException, InterruptedException {
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    ProcessBuilder builder = new ProcessBuilder(line).redirectInput(input);
    builder.environment().put("LC_ALL", "C.UTF-8");
    builder.environment().put("TERM", "xterm");
    Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    try {
      assertThat(process.waitFor(90, TimeUnit.SECONDS)).as("came to an end").isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.exitValue()).as(Files.readString(err)).isNotEqualTo(99);
    return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
  }
}
