package dev.interlock.gates;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * Starts {@link PresentOnce} at a terminal that {@code src/test/python/terminal.py} makes and plays
 * the person at. Immutable; every call returns a new object.
 *
 * @param folder where the files of this one start go
 * @param evidence what the gate shows
 * @param mode {@code ask} or {@code deny}
 * @param patience how long it asks, in milliseconds
 */
record RealTerminal(Path folder, String evidence, String mode, long patience) {
  /** What the prompt ends with, when it waits. */
  static final String ASKED = "expect:\n> $";

  /** What came of it: the terminal's bytes as Latin-1, and the events. */
  record Seen(String screen, List<String> events) {}

  static RealTerminal in(Path folder) {
    return new RealTerminal(folder, "tests = 240\n", "ask", 60_000);
  }

  RealTerminal showing(String text) {
    return new RealTerminal(folder, text, mode, patience);
  }

  RealTerminal denying() {
    return new RealTerminal(folder, evidence, "deny", patience);
  }

  RealTerminal patience(long millis) {
    return new RealTerminal(folder, evidence, mode, millis);
  }

  /** Skips the test where a tool is missing. */
  static void needs(String tool, String debianPackage) {
    boolean there =
        Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, tool)));
    Assumptions.assumeTrue(
        there, tool + " is missing: install the Debian package " + debianPackage);
  }

  /** The command that asks once. */
  List<String> command() throws IOException {
    Path shown = Files.writeString(folder.resolve("evidence"), evidence);
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        "-cp",
        classPath(),
        PresentOnce.class.getName(),
        events().toString(),
        shown.toString(),
        mode,
        Long.toString(patience));
  }

  private Path events() {
    return folder.resolve("events");
  }

  private static String classPath() {
    return Stream.of(PresentOnce.class, TerminalChannel.class, dev.interlock.Channel.class)
        .map(type -> type.getProtectionDomain().getCodeSource().getLocation())
        .map(location -> Path.of(java.net.URI.create(location.toString())).toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** Runs it with the options and steps of {@code terminal.py}. */
  Seen run(String... steps) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("python3", "src/test/python/terminal.py"));
    command.addAll(List.of(steps));
    command.add("--");
    command.addAll(command());
    Path screen = folder.resolve("screen");
    Path trouble = folder.resolve("trouble");
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("LC_ALL", "C.UTF-8");
    builder.redirectOutput(screen.toFile()).redirectError(trouble.toFile());
    Process process = builder.start();
    try {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("came to an end").isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.exitValue()).as(Files.readString(trouble)).isZero();
    return new Seen(Files.readString(screen, StandardCharsets.ISO_8859_1), eventLines());
  }

  List<String> eventLines() throws IOException {
    return Files.readAllLines(events());
  }
}
