package dev.interlock.audit;

import dev.interlock.internal.log.HashTree;
import dev.interlock.internal.log.Line;
import java.io.FileInputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import org.jspecify.annotations.Nullable;

/**
 * Some whole lines of a log at a time, read and hashed on two threads. Use from one thread.
 *
 * <p>What is wrong with a line is an answer here, never an exception.
 */
final class LineChunk {
  private static final int SIZE = 1 << 18;
  private static final int WORTH_TWO_THREADS = 256;

  private final FileInputStream in;
  private final long strictFrom;
  private final byte[] buffer = new byte[SIZE];
  private int[] ends = new int[1024];
  private @Nullable Line[] lines = new Line[1024];
  private @Nullable String[] problems = new String[1024];
  private byte[][] leaves = new byte[1024][];
  private int filled;
  private int used;
  private int count;
  private long first;

  /**
   * Reads from a file.
   *
   * @param strictFrom the number of the first line to read wholly; of those before it only what
   *     stands before their data is read
   */
  LineChunk(FileInputStream in, long strictFrom) {
    this.in = in;
    this.strictFrom = strictFrom;
  }

  /** Goes on; says false when there is no further whole line. */
  boolean next() throws IOException {
    System.arraycopy(buffer, used, buffer, 0, filled - used);
    filled -= used;
    filled += in.readNBytes(buffer, filled, SIZE - filled);
    findEnds();
    used = count == 0 ? 0 : ends[count - 1] + 1;
    examine();
    return count > 0;
  }

  private void findEnds() {
    first += count;
    count = 0;
    for (int i = 0; i < filled; i++) {
      if (buffer[i] == '\n') {
        if (count == ends.length) {
          grow();
        }
        ends[count++] = i;
      }
    }
  }

  private void grow() {
    int length = ends.length * 2;
    ends = Arrays.copyOf(ends, length);
    lines = Arrays.copyOf(lines, length);
    problems = Arrays.copyOf(problems, length);
    leaves = Arrays.copyOf(leaves, length);
  }

  private void examine() {
    if (count < WORTH_TWO_THREADS) {
      examine(0, count);
      return;
    }
    int middle = count / 2;
    ForkJoinTask<?> half = ForkJoinPool.commonPool().submit(() -> examine(middle, count));
    examine(0, middle);
    half.join();
  }

  private void examine(int from, int to) {
    MessageDigest sha256 = HashTree.sha256();
    for (int i = from; i < to; i++) {
      byte[] bytes = Arrays.copyOfRange(buffer, i == 0 ? 0 : ends[i - 1] + 1, ends[i]);
      try {
        lines[i] = first + i >= strictFrom ? Line.parse(bytes) : Line.header(bytes);
      } catch (Line.Malformed e) {
        lines[i] = null;
        problems[i] = String.valueOf(e.getMessage());
      }
      sha256.update((byte) 0);
      leaves[i] = sha256.digest(bytes);
    }
  }

  /** How many whole lines there are. */
  int count() {
    return count;
  }

  /** How many bytes follow the last whole line, as far as they were read. */
  int rest() {
    return filled - used;
  }

  /** Whether there is no room to read whether a newline follows. */
  boolean isFull() {
    return filled - used == SIZE;
  }

  @Nullable Line line(int i) {
    return lines[i];
  }

  String problem(int i) {
    return String.valueOf(problems[i]);
  }

  byte[] leaf(int i) {
    return leaves[i];
  }
}
