package dev.interlock.audit;

import dev.interlock.internal.log.HashTree;
import dev.interlock.internal.log.Line;
import java.io.ByteArrayOutputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;

/**
 * What follows the last line that verifies.
 *
 * @param bytes how many bytes that are
 * @param sha256 their digest, hex
 * @param torn whether a crash can have left them. What a crash leaves of lines is their beginning,
 *     with zeros where bytes never reached the disk: whatever ends in a newline and has no zero is
 *     a line, and stands behind a hole, or it would have verified
 */
record Tail(long bytes, String sha256, boolean torn) {
  /** The least that a disk loses: fewer zeros in a row were not left by a crash. */
  private static final int SECTOR = 512;

  /**
   * Reads a tail.
   *
   * @param from where it begins
   * @param most how many bytes to read; a writer may be adding more
   */
  static Tail read(Path journal, long from, long most) throws IOException {
    try (FileInputStream file = new FileInputStream(journal.toFile())) {
      file.skipNBytes(from);
      Reading reading = new Reading();
      byte[] buffer = new byte[1 << 14];
      long left = most;
      int length = file.read(buffer, 0, (int) Math.min(left, buffer.length));
      while (length > 0) {
        reading.take(buffer, length);
        left -= length;
        length = file.read(buffer, 0, (int) Math.min(left, buffer.length));
      }
      return reading.end();
    }
  }

  /** Looks at a tail piece by piece. Use from one thread. */
  private static final class Reading {
    private final MessageDigest sha256 = HashTree.sha256();
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private long bytes;
    private int zeros;
    private boolean hole;
    private boolean zero;
    private boolean foreign;

    void take(byte[] buffer, int length) {
      bytes += length;
      sha256.update(buffer, 0, length);
      for (int i = 0; i < length && !foreign; i++) {
        take(buffer[i]);
      }
    }

    private void take(byte b) {
      zeros = b == 0 ? zeros + 1 : 0;
      zero |= b == 0;
      hole |= zeros == SECTOR;
      if (b == '\n') {
        foreign = !zero && (!hole || !isLine(line.toByteArray()));
        zero = false;
        line.reset();
      } else if (line.size() <= Line.MAX_BYTES) {
        line.write(b);
      }
    }

    Tail end() {
      return new Tail(bytes, Line.hex(sha256.digest()), !foreign);
    }
  }

  private static boolean isLine(byte[] bytes) {
    try {
      Line.parse(bytes);
      return true;
    } catch (Line.Malformed e) {
      return false;
    }
  }
}
