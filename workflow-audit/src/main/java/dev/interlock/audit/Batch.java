package dev.interlock.audit;

import dev.interlock.internal.log.HashTree;
import java.util.Arrays;
import java.util.List;

/** Lines that were appended and are not on the disk yet. Use under one lock until it is written. */
final class Batch {
  private static final int KEPT = 1 << 20;

  private byte[] bytes = new byte[1 << 14];
  private byte[] leaves = new byte[HashTree.BYTES * 16];
  private int length;
  private int lines;
  private long offset;
  private boolean settling;

  /** Empties it for the lines that go to this place of the file. */
  void begin(long at) {
    if (bytes.length > KEPT) {
      bytes = new byte[KEPT];
    }
    offset = at;
    length = 0;
    lines = 0;
    settling = false;
  }

  /**
   * Adds a line and its newline.
   *
   * @param settles whether a run begins to wait with it, or ends
   */
  void add(byte[] line, byte[] leaf, boolean settles) {
    bytes = room(bytes, length + line.length + 1);
    System.arraycopy(line, 0, bytes, length, line.length);
    length += line.length;
    bytes[length++] = '\n';
    leaves = room(leaves, (lines + 1) * HashTree.BYTES);
    System.arraycopy(leaf, 0, leaves, lines++ * HashTree.BYTES, HashTree.BYTES);
    settling |= settles;
  }

  private static byte[] room(byte[] array, int needed) {
    return needed <= array.length
        ? array
        : Arrays.copyOf(array, Math.max(needed, array.length * 2));
  }

  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  int lines() {
    return lines;
  }

  boolean isEmpty() {
    return lines == 0;
  }

  boolean settling() {
    return settling;
  }

  /** Where in the file its first line goes. */
  long offset() {
    return offset;
  }

  /** Where in the file the next line goes. */
  long end() {
    return offset + length;
  }

  byte[] leaf(int i) {
    return Arrays.copyOfRange(leaves, i * HashTree.BYTES, (i + 1) * HashTree.BYTES);
  }

  /** Copies bytes of the file out of the first of these batches that holds them. */
  static byte[] copy(List<Batch> batches, long from, int length) {
    for (Batch batch : batches) {
      int start = (int) (from - batch.offset);
      if (from >= batch.offset && from < batch.end()) {
        return Arrays.copyOfRange(batch.bytes, start, start + length);
      }
    }
    throw new IllegalStateException("no batch holds byte " + from);
  }
}
