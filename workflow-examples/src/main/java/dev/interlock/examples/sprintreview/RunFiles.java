package dev.interlock.examples.sprintreview;

import dev.interlock.record.FailureException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * The files of the runs, by their paths relative to the folder of the log. What cannot be read
 * makes the run wait, what is malformed fails it. Safe for many threads.
 */
final class RunFiles {
  /** No item and no report is larger; a larger file is no such thing. */
  static final long LARGEST = 16L << 20;

  private final Path log;

  RunFiles(Path log) {
    this.log = log;
  }

  /**
   * The names in a folder, sorted; those that begin with a dot are not counted as there.
   *
   * @throws FailureException if the folder is missing or cannot be read
   */
  List<String> names(String folder) {
    try (Stream<Path> found = Files.list(log.resolve(folder))) {
      return found
          .map(path -> String.valueOf(path.getFileName()))
          .filter(name -> !name.startsWith("."))
          .sorted()
          .toList();
    } catch (NoSuchFileException | NotDirectoryException e) {
      throw Refusal.missingFolder(folder);
    } catch (IOException | UncheckedIOException e) {
      throw Refusal.unreadable(folder, e);
    }
  }

  /**
   * What a file holds.
   *
   * @throws FailureException if it is missing, cannot be read or is too large
   */
  byte[] bytes(String file) {
    Path path = log.resolve(file);
    try {
      if (Files.size(path) > LARGEST) {
        throw Refusal.malformed(file, "it has more than " + LARGEST + " bytes");
      }
      return Files.readAllBytes(path);
    } catch (NoSuchFileException e) {
      throw Refusal.missingFile(file);
    } catch (IOException e) {
      throw Refusal.unreadable(file, e);
    }
  }

  /**
   * The value that these bytes of a file hold.
   *
   * @throws FailureException if they hold no value of the type
   */
  static <T> T json(String file, byte[] bytes, Class<T> type) {
    try {
      return JsonFile.read(bytes, type);
    } catch (IllegalArgumentException e) {
      throw Refusal.malformed(file, String.valueOf(e.getMessage()));
    }
  }

  /**
   * Replaces a file by these bytes, all or nothing, and durably.
   *
   * @throws FailureException if it cannot be written
   */
  void replace(String file, byte[] bytes) {
    try {
      replace(log.resolve(file), bytes);
    } catch (IOException e) {
      throw Refusal.unreadable(file, e);
    }
  }

  /** Writes beside the file, then renames. */
  static void replace(Path path, byte[] bytes) throws IOException {
    Path beside = path.resolveSibling("." + path.getFileName() + ".new");
    try (FileChannel channel =
        FileChannel.open(
            beside,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
    }
    Files.move(beside, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    forceFolder(path.resolveSibling("."));
  }

  /** Makes a rename durable, where folders can be opened. */
  private static void forceFolder(Path folder) throws IOException {
    if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  /** The SHA-256 of these bytes, 64 hex digits. */
  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
