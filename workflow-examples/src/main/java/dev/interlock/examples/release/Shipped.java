package dev.interlock.examples.release;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The project that comes with the example, from a folder of classes as well as from a jar: {@code
 * index.txt} names the files, because a jar has no folders to list.
 */
final class Shipped {
  private Shipped() {}

  private static byte[] bytes(String name) throws IOException {
    try (InputStream in = Shipped.class.getResourceAsStream("shipped/" + name)) {
      if (in == null) {
        throw new IOException("the example lacks '" + name + "'");
      }
      return in.readAllBytes();
    }
  }

  /** Copies the project to a folder. */
  static void copy(Path to) throws IOException {
    for (String name : new String(bytes("index.txt"), StandardCharsets.UTF_8).lines().toList()) {
      Path file = to.resolve(name.substring(name.indexOf('/') + 1));
      Files.createDirectories(file.resolveSibling("."));
      Files.write(file, bytes(name));
    }
  }

  /** Copies a project of the host's, without what was built in it; links are not followed. */
  static void copy(Path from, Path to) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(from)) {
      files = all.filter(Files::isRegularFile).filter(file -> !Files.isSymbolicLink(file)).toList();
    }
    for (Path file : files) {
      Path relative = from.relativize(file);
      if (!relative.startsWith("target") && !relative.startsWith(".git")) {
        Path copy = to.resolve(relative);
        Files.createDirectories(copy.resolveSibling("."));
        Files.copy(file, copy);
      }
    }
  }
}
