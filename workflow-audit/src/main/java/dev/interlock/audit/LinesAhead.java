package dev.interlock.audit;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a log, chunk by chunk. While one chunk is looked at, another thread reads and
 * examines the next, and whoever is done first helps the other. Use from one thread.
 */
final class LinesAhead implements AutoCloseable {
  private LineChunk current;
  private LineChunk next;
  private @Nullable ForkJoinTask<?> reading;
  private volatile boolean read;

  /** Reads from a file; see {@link LineChunk}. */
  LinesAhead(FileInputStream in, long strictFrom) {
    current = new LineChunk(in, strictFrom);
    next = new LineChunk(in, strictFrom);
  }

  /**
   * The next chunk, all of whose lines are examined; it has none when there is no further whole
   * line. The one before is read over.
   */
  LineChunk next() throws IOException {
    if (reading == null) {
      read();
    } else {
      join();
    }
    LineChunk chunk = next;
    next = current;
    current = chunk;
    if (!chunk.isLast()) {
      readAhead();
    }
    return chunk;
  }

  private void read() throws IOException {
    next.readAfter(current);
    read = true;
    next.examine();
  }

  private void readAhead() {
    read = false;
    reading =
        ForkJoinPool.commonPool()
            .submit(
                () -> {
                  try {
                    read();
                  } catch (IOException e) {
                    throw new UncheckedIOException(e);
                  }
                });
  }

  private void join() throws IOException {
    ForkJoinTask<?> task = reading;
    reading = null;
    if (read) {
      next.examine();
    }
    try {
      if (task != null) {
        task.join();
      }
    } catch (UncheckedIOException e) {
      throw new IOException(e);
    }
  }

  /** Waits until nothing is read from the file any more. */
  @Override
  public void close() throws IOException {
    join();
  }
}
