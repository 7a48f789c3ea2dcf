package dev.interlock.cli;

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
 * Types commands in a process of its own, at a terminal that {@code terminal.py} of the gates makes
 * and plays the person at.
 */
record AtATerminal(Path folder) {
  private static final Path PERSON = Path.of("../../workflow-gates/src/test/python/terminal.py");

  /** What came of it: the exit code, and what the terminal was sent. */
  record Seen(int exit, String sent) {
    /** What stands on the terminal in the end, line by line. */
    List<String> screen() {
      List<String> lines = new ArrayList<>();
      for (String line : sent.split("\n", -1)) {
        lines.add(shown(line.replaceAll("\r$", "")));
      }
      return lines;
    }

    /** A line of which something was written over. */
    private static String shown(String line) {
      String left = "";
      for (String part : line.split("\r", -1)) {
        boolean wipes = part.startsWith("\u001b[K");
        String text = wipes ? part.substring(3) : part;
        String rest = wipes || left.length() <= text.length() ? "" : left.substring(text.length());
        left = text + rest;
      }
      return left;
    }
  }

  static AtATerminal in(Path folder) {
    boolean there =
        Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
            .anyMatch(place -> Files.isExecutable(Path.of(place, "python3")));
    Assumptions.assumeTrue(there, "python3 is missing: install the Debian package python3");
    return new AtATerminal(folder);
  }

  /** Types a command on the log of the folder; the steps are those of {@code terminal.py}. */
  Seen types(String command, String... steps) throws IOException, InterruptedException {
    List<String> line = new ArrayList<>(List.of("python3", PERSON.toString()));
    line.addAll(List.of(steps));
    line.addAll(
        List.of("--", java(), "-XX:TieredStopAtLevel=1", "-Dslf4j.internal.verbosity=ERROR"));
    line.addAll(List.of("-cp", classPath(), TerminalMain.class.getName()));
    line.addAll(List.of(command.split(" ")));
    line.add("--log=" + folder.resolve("log"));
    Path sent = folder.resolve("sent");
    Path trouble = folder.resolve("trouble");
    ProcessBuilder builder = new ProcessBuilder(line);
    builder.environment().put("LC_ALL", "C.UTF-8");
    builder.environment().put("TERM", "xterm");
    builder.environment().remove("NO_COLOR");
    Process process = builder.redirectOutput(sent.toFile()).redirectError(trouble.toFile()).start();
    try {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("came to an end").isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.exitValue()).as(Files.readString(trouble)).isNotEqualTo(99);
    return new Seen(process.exitValue(), Files.readString(sent, StandardCharsets.UTF_8));
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private static String classPath() {
    return Stream.of(
            System.getProperty("jdk.module.path", ""),
            System.getProperty("java.class.path", ""),
            Path.of("target", "test-classes").toString())
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining(File.pathSeparator));
  }
}
