package dev.interlock.audit;

import dev.interlock.internal.log.HashTree;
import dev.interlock.internal.log.Line;
import dev.interlock.internal.log.LineReader;
import java.io.FileInputStream;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Some whole lines of a log at a time, read and hashed. Use from one thread, but that several may
 * share in {@link #examine}.
 *
 * <p>What is wrong with a line is an answer here, never an exception.
 */
final class LineChunk {
  private static final int SIZE = 1 << 20;
  private static final int SHARE = 32;

  /** Eight bytes at a time, the first one lowest. */
  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long NEWLINES = 0x0A0A0A0A0A0A0A0AL;
  private static final long LOW_BITS = 0x7F7F7F7F7F7F7F7FL;

  private final FileInputStream in;
  private final long strictFrom;

  /** A zero byte, and the lines: a zero byte before each is where its leaf hash begins. */
  private final byte[] buffer = new byte[1 + SIZE];

  private final AtomicInteger examined = new AtomicInteger();
  private int[] ends = new int[1024];

  /** New for each chunk: what is young costs a garbage collector less to point to what is young. */
  private @Nullable Line[] lines = {};

  private @Nullable String[] problems = {};
  private byte[][] leaves = {};
  private int filled = 1;
  private int used = 1;
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

  /** Reads what follows the lines of another chunk of the same file, or of none yet. */
  void readAfter(LineChunk before) throws IOException {
    System.arraycopy(before.buffer, before.used, buffer, 1, before.rest());
    filled = 1 + before.rest();
    filled += in.readNBytes(buffer, filled, buffer.length - filled);
    first = before.first + before.count;
    findEnds();
    used = count == 0 ? 1 : ends[count - 1] + 1;
    lines = new Line[count];
    problems = new String[count];
    leaves = new byte[count][];
    examined.set(0);
  }

  private void findEnds() {
    count = 0;
    int at = 1;
    for (; at + Long.BYTES <= filled; at += Long.BYTES) {
      long found = newlines((long) EIGHT.get(buffer, at));
      for (; found != 0; found &= found - 1) {
        end(at + Long.numberOfTrailingZeros(found) / Byte.SIZE);
      }
    }
    for (; at < filled; at++) {
      if (buffer[at] == '\n') {
        end(at);
      }
    }
  }

  /** The highest bit of each of eight bytes is set that is a newline, and no other bit. */
  private static long newlines(long bytes) {
    long others = bytes ^ NEWLINES;
    return ~(((others & LOW_BITS) + LOW_BITS) | others | LOW_BITS);
  }

  private void end(int at) {
    if (count == ends.length) {
      ends = Arrays.copyOf(ends, 2 * count);
    }
    ends[count++] = at;
    buffer[at] = 0;
  }

  /** Examines lines until each is, or is being, examined; each is by one thread. */
  void examine() {
    int from = examined.getAndAdd(SHARE);
    while (from < count) {
      examine(from, Math.min(from + SHARE, count));
      from = examined.getAndAdd(SHARE);
    }
  }

  private void examine(int from, int to) {
    MessageDigest sha256 = HashTree.sha256();
    LineReader reader = new LineReader();
    for (int i = from; i < to; i++) {
      int begins = i == 0 ? 1 : ends[i - 1] + 1;
      byte[] bytes = Arrays.copyOfRange(buffer, begins, ends[i]);
      try {
        lines[i] = first + i >= strictFrom ? reader.parse(bytes) : reader.header(bytes);
      } catch (Line.Malformed e) {
        lines[i] = null;
        problems[i] = String.valueOf(e.getMessage());
      }
      sha256.update(buffer, begins - 1, 1 + bytes.length);
      leaves[i] = sha256.digest();
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

  /** Whether nothing followed in the file when this was read. */
  boolean isLast() {
    return filled < buffer.length;
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
