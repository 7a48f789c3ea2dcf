package dev.interlock.audit.judge;

import dev.interlock.internal.log.HashTree;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * The runs that ended: of each 16 bytes of the hash of its name are kept, in a table that is at
 * most three quarters full, so that an ended run needs at most 43 bytes. Use from one thread.
 */
final class EndedRuns {
  private final MessageDigest sha256 = HashTree.sha256();
  private long[] table = new long[128];
  private int size;

  /** Two halves of a hash; the first is not zero. */
  private record Half(long one, long other) {}

  private Half half(String run) {
    ByteBuffer halves = ByteBuffer.wrap(sha256.digest(run.getBytes(StandardCharsets.ISO_8859_1)));
    return new Half(halves.getLong() | 1, halves.getLong());
  }

  long bytes() {
    return 8L * table.length;
  }

  void add(String run) {
    if (size * 2 >= table.length / 4 * 3) {
      grow();
    }
    put(half(run));
    size++;
  }

  boolean contains(String run) {
    Half half = half(run);
    int slot = slot(half.one());
    while (table[slot] != 0) {
      if (table[slot] == half.one() && table[slot + 1] == half.other()) {
        return true;
      }
      slot = (slot + 2) & (table.length - 1);
    }
    return false;
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
