package dev.interlock;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/** Files that say what a definition looks like, and change only when somebody wants it. */
final class Golden {
  private Golden() {}

  /** JSON, table and diagram of a definition are those in the files of this name. */
  static void assertOutline(String name, Workflow<?, ?> workflow) throws IOException {
    Map<String, String> files =
        Map.of(
            name + ".outline.json", workflow.outline().json() + "\n",
            name + ".table.txt", workflow.outline().table(),
            name + ".mmd", workflow.diagram());
    for (Map.Entry<String, String> file : files.entrySet()) {
      write(file.getKey(), file.getValue());
    }
    for (Map.Entry<String, String> file : files.entrySet()) {
      assertFile(file.getKey(), file.getValue());
    }
  }

  private static void write(String name, String actual) throws IOException {
    Files.writeString(Path.of("target", name), actual);
  }

  static void assertFile(String name, String actual) throws IOException {
    write(name, actual);
    try (InputStream in = Objects.requireNonNull(Golden.class.getResourceAsStream(name), name)) {
      assertThat(actual)
          .as("if it may change, copy target/%s over the golden file", name)
          .isEqualTo(new String(in.readAllBytes(), UTF_8));
    }
  }
}
