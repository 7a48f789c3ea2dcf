package dev.interlock.examples.sprintreview;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

/**
 * Copies what a run works on. What is missing is missing in the copy, and what cannot be read
 * cannot be read there either: to say so is the run's, and nothing is dropped on the way.
 */
final class Copying {
  private Copying() {}

  /** Copies these folders of one folder, and the files directly in them. */
  static void folders(Path from, List<String> names, Path to) throws IOException {
    for (String name : names) {
      if (Files.isDirectory(from.resolve(name))) {
        Files.createDirectories(to.resolve(name));
        files(from.resolve(name), to.resolve(name));
      }
    }
  }

  private static void files(Path from, Path to) throws IOException {
    try (Stream<Path> found = Files.list(from)) {
      for (Path file : found.sorted().toList()) {
        file(file, to.resolve(String.valueOf(file.getFileName())));
      }
    } catch (AccessDeniedException e) {
      Files.delete(to);
    } catch (NoSuchFileException | NotDirectoryException e) {
      throw new IOException("'" + from + "' changed while it was copied", e);
    }
  }

  private static void file(Path from, Path to) throws IOException {
    try {
      Files.copy(from, to);
    } catch (AccessDeniedException e) {
      Files.deleteIfExists(to);
      Files.createFile(to);
      Files.setPosixFilePermissions(to, PosixFilePermissions.fromString("---------"));
    }
  }

  /** Removes a folder with all that is in it. */
  static void remove(Path folder) throws IOException {
    try (Stream<Path> below = Files.walk(folder)) {
      for (Path path : below.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(path);
      }
    }
  }
}
