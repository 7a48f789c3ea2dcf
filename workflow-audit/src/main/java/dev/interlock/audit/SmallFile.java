package dev.interlock.audit;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that is known to be small, or refused. */
final class SmallFile {
  private SmallFile() {}

  /**
   * What it holds.
   *
   * @throws IOException if it cannot be read, has more bytes, or is none that keeps bytes: a pipe
   *     never ends
   */
  static byte[] read(Path file, int most) throws IOException {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new IOException("'" + file + "' is no regular file");
    }
    try (FileInputStream in = new FileInputStream(file.toFile())) {
      byte[] content = in.readNBytes(most + 1);
      if (content.length > most) {
        throw new IOException("'" + file + "' has more than " + most + " bytes");
      }
      return content;
    }
  }
}
