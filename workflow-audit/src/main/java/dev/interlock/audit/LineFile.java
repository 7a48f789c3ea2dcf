package dev.interlock.audit;

import dev.interlock.record.JournalException;
import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Arrays;

/** Reads pieces of a log by their place. An interrupt does not close it. Safe for many threads. */
final class LineFile implements Closeable {
  /** As much as is worth reading at once. */
  static final int WIDE = 1 << 16;

  private final Path path;
  private final RandomAccessFile file;

  LineFile(Path path) throws IOException {
    this.path = path;
    this.file = new RandomAccessFile(path.toFile(), "r");
  }

  /** The bytes from here on. */
  byte[] read(long offset, int length) {
    byte[] bytes = new byte[length];
    try {
      synchronized (file) {
        file.seek(offset);
        file.readFully(bytes);
      }
      return bytes;
    } catch (IOException e) {
      throw new JournalException("'" + path + "' cannot be read at byte " + offset, e);
    }
  }

  /** Reads so much at once, for lines that stand near each other; 0 to read each by itself. */
  Window window(int width) {
    return new Window(width);
  }

  /** A piece of the file in memory. Use from one thread. */
  final class Window {
    private final int width;
    private byte[] piece = {};
    private long from;

    private Window(int width) {
      this.width = width;
    }

    /** The bytes from here on; {@code end} is how far the file can be read. */
    byte[] read(long offset, int length, long end) {
      if (offset < from || offset + length > from + piece.length) {
        from = offset;
        piece = LineFile.this.read(offset, (int) Math.min(end - offset, Math.max(length, width)));
      }
      int start = (int) (offset - from);
      return Arrays.copyOfRange(piece, start, start + length);
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
