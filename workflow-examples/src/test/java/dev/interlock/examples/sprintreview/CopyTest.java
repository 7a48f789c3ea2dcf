package dev.interlock.examples.sprintreview;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The package can be copied: it needs the JDK and the modules that an example may use. */
class CopyTest {
  private static final Path SOURCES = Path.of("src/main/java/dev/interlock/examples/sprintreview");

  @Test
  void importsNothingElse() throws IOException {
    try (Stream<Path> sources = Files.list(SOURCES)) {
      List<String> imports = sources.flatMap(CopyTest::imports).distinct().toList();
      assertThat(imports)
          .isNotEmpty()
          .allMatch(
              name ->
                  name.matches(
                      "(static )?(java\\.|javax\\.xml\\.|org\\.w3c\\.dom\\.|org\\.xml\\.sax\\.|"
                          + "org\\.jspecify\\.|dev\\.interlock\\.([A-Z]|record\\.|gates\\.|audit\\.)).*"));
    }
  }

  private static Stream<String> imports(Path source) {
    try {
      return Files.readAllLines(source).stream()
          .filter(line -> line.startsWith("import "))
          .map(line -> line.substring("import ".length()));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
