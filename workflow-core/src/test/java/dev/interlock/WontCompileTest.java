package dev.interlock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What javac refuses: each folder of {@code src/test/wont-compile} has a {@code Mistake.java},
 * whose first line names the code of javac's first error, and a {@code Twin.java} that lacks only
 * the mistake and compiles.
 */
class WontCompileTest {
  private static final Path FOLDER = Path.of("src", "test", "wont-compile");
  private static final Pattern EXPECTS = Pattern.compile("// expects: (compiler\\.err\\.[a-z.]+)");
  private static final Pattern ERROR = Pattern.compile(": (compiler\\.err\\.[a-z.]+)");
  private static final int LINES_OF_A_MISTAKE = 3;

  @TempDir Path classes;

  static List<Path> folders() throws IOException {
    try (Stream<Path> found = Files.list(FOLDER)) {
      return found.sorted().toList();
    }
  }

  @Test
  void there_are_mistakes_to_try() throws IOException {
    assertThat(folders()).hasSizeGreaterThanOrEqualTo(50);
  }

  @ParameterizedTest
  @MethodSource("folders")
  void the_mistake_is_refused_for_the_reason_it_names(Path folder) throws IOException {
    assertThat(firstError(folder.resolve("Mistake.java"))).isEqualTo(expected(folder));
  }

  @ParameterizedTest
  @MethodSource("folders")
  void its_twin_compiles(Path folder) throws IOException {
    assertThat(firstError(folder.resolve("Twin.java"))).isEqualTo("no error");
  }

  @ParameterizedTest
  @MethodSource("folders")
  void its_twin_lacks_only_the_mistake(Path folder) throws IOException {
    List<String> mistake = lines(folder.resolve("Mistake.java"));
    List<String> twin = lines(folder.resolve("Twin.java"));
    assertThat(without(mistake, twin)).hasSizeLessThanOrEqualTo(LINES_OF_A_MISTAKE);
    assertThat(without(twin, mistake)).hasSizeLessThanOrEqualTo(LINES_OF_A_MISTAKE);
  }

  @ParameterizedTest
  @MethodSource("folders")
  void nothing_else_stands_beside_them(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("Mistake.java", "Twin.java");
    }
  }

  private static String expected(Path folder) throws IOException {
    var matcher = EXPECTS.matcher(Files.readAllLines(folder.resolve("Mistake.java")).get(0));
    return matcher.matches() ? matcher.group(1) : fail("the first line names no expectation");
  }

  private String firstError(Path source) {
    StringWriter told = new StringWriter();
    ToolProvider javac = ToolProvider.findFirst("javac").orElseThrow();
    int exit =
        javac.run(
            new PrintWriter(told, true),
            new PrintWriter(told, true),
            "-XDrawDiagnostics",
            "-proc:none",
            "-d",
            classes.toString(),
            "--module-path",
            Objects.requireNonNull(System.getProperty("jdk.module.path")),
            "--add-modules",
            "dev.interlock",
            source.toString());
    var error = ERROR.matcher(told.toString());
    assertThat(exit == 0).as(told.toString()).isNotEqualTo(error.find());
    return exit == 0 ? "no error" : error.group(1);
  }

  private static List<String> lines(Path source) throws IOException {
    return Files.readAllLines(source).stream()
        .filter(line -> !EXPECTS.matcher(line).matches() && !line.startsWith("import "))
        .map(line -> line.replace("Twin", "Mistake"))
        .toList();
  }

  private static List<String> without(List<String> lines, List<String> others) {
    List<String> left = new ArrayList<>(lines);
    others.forEach(left::remove);
    return left;
  }
}
