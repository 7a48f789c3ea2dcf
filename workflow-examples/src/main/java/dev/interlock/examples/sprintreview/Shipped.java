package dev.interlock.examples.sprintreview;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The sample data that come with the example, from a folder of classes as well as from a jar:
 * {@code index.txt} names the files, because a jar has no folders to list.
 */
final class Shipped {
  private static final String ROOT = "shipped/";

  private Shipped() {}

  /** The paths of all files, relative to the data. */
  static List<String> index() {
    return new String(bytes("index.txt"), StandardCharsets.UTF_8).lines().toList();
  }

  /** Copies the files below a folder of the data, {@code items} or {@code reports}, to a folder. */
  static void copy(String below, Path to) throws IOException {
    String prefix = below + "/";
    for (String name : index()) {
      if (name.startsWith(prefix)) {
        Path file = to.resolve(name.substring(prefix.length()));
        Files.createDirectories(file.resolveSibling("."));
        Files.write(file, bytes(name));
      }
    }
  }

  private static byte[] bytes(String name) {
    try (InputStream in = Shipped.class.getResourceAsStream(ROOT + name)) {
      if (in == null) {
        throw new IllegalStateException("the sample data lack '" + name + "'");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
