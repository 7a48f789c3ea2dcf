package dev.interlock.audit.judge;

import dev.interlock.internal.log.HashTree;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * The runs that ended: of each 12 bytes of the hash of its name are kept and 4 of that of its
 * workflow's, in a table that is at most three quarters full, so that an ended run needs at most 43
 * bytes. Use from one thread.
 */
final class EndedRuns {
  private final MessageDigest sha256 = HashTree.sha256();
  private long[] table = new long[128];
  private int size;

  /** The low half of the second number is the workflow's. */
  private static final long NAME = 0xFFFF_FFFF_0000_0000L;

  /** What is kept of a run; the first number is not zero. */
  private record Half(long one, long other) {}

  private Half half(String run) {
    ByteBuffer halves = hash(run);
    return new Half(halves.getLong() | 1, halves.getLong() & NAME);
  }

  private long of(String workflow) {
    return hash(workflow).getLong() & ~NAME;
  }

  private ByteBuffer hash(String name) {
    return ByteBuffer.wrap(sha256.digest(name.getBytes(StandardCharsets.ISO_8859_1)));
  }

  long bytes() {
    return 8L * table.length;
  }

  void add(String run, String workflow) {
    if (size * 2 >= table.length / 4 * 3) {
      grow();
    }
    Half half = half(run);
    put(new Half(half.one(), half.other() | of(workflow)));
    size++;
  }

  boolean contains(String run) {
    return table[find(half(run))] != 0;
  }

  /** Whether a run of this workflow ended. */
  boolean contains(String run, String workflow) {
    int slot = find(half(run));
    return table[slot] != 0 && (table[slot + 1] & ~NAME) == of(workflow);
  }

  /** Where it stands, or where there is place for it. */
  private int find(Half half) {
    int slot = slot(half.one());
    while (table[slot] != 0
        && (table[slot] != half.one() || (table[slot + 1] & NAME) != half.other())) {
      slot = (slot + 2) & (table.length - 1);
    }
    return slot;
  }

  private void put(Half half) {
    int slot = slot(half.one());
    while (table[slot] != 0) {
      slot = (slot + 2) & (table.length - 1);
    }
    table[slot] = half.one();
    table[slot + 1] = half.other();
  }

  private void grow() {
    long[] before = table;
    table = new long[before.length * 2];
    for (int slot = 0; slot < before.length; slot += 2) {
      if (before[slot] != 0) {
        put(new Half(before[slot], before[slot + 1]));
      }
    }
  }

  private int slot(long hash) {
    return (int) (hash >>> 33) * 2 & (table.length - 1);
  }
}
