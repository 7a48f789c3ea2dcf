package dev.interlock.audit;

import dev.interlock.internal.log.HashTree;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.regex.Pattern;

/**
 * Which run named a blob: of each blob 8 bytes of its digest are kept and 8 of the hash of its run,
 * in a table that is at most three quarters full, so that a blob needs at most 43 bytes. Use from
 * one thread.
 */
final class BlobOwners {
  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");
  private static final int DIGITS = 16;
  private static final int HEX = 16;

  private final MessageDigest sha256 = HashTree.sha256();
  private long[] table = new long[128];
  private int size;

  /** Takes that a run names a blob; whether no other run named it before. */
  boolean names(String run, String blob) {
    if (size * 2 >= table.length / 4 * 3) {
      grow();
    }
    int slot = find(key(blob));
    if (table[slot] == 0) {
      table[slot] = key(blob);
      table[slot + 1] = hash(run);
      size++;
    }
    return table[slot + 1] == hash(run);
  }

  /** Whether a run named a blob. */
  boolean isNamedBy(String run, String blob) {
    if (!DIGEST.matcher(blob).matches()) {
      return false;
    }
    int slot = find(key(blob));
    return table[slot] != 0 && table[slot + 1] == hash(run);
  }

  /** How much is kept. */
  long bytes() {
    return 8L * table.length;
  }

  private static long key(String blob) {
    return Long.parseUnsignedLong(blob.substring(0, DIGITS), HEX) | 1;
  }

  private long hash(String run) {
    byte[] name = run.getBytes(StandardCharsets.ISO_8859_1);
    return ByteBuffer.wrap(sha256.digest(name)).getLong();
  }

  /** Where it stands, or where there is place for it. */
  private int find(long key) {
    int slot = (int) (key >>> 33) * 2 & (table.length - 1);
    while (table[slot] != 0 && table[slot] != key) {
      slot = (slot + 2) & (table.length - 1);
    }
    return slot;
  }

  private void grow() {
    long[] before = table;
    table = new long[before.length * 2];
    for (int from = 0; from < before.length; from += 2) {
      if (before[from] != 0) {
        int slot = find(before[from]);
        table[slot] = before[from];
        table[slot + 1] = before[from + 1];
      }
    }
  }
}
