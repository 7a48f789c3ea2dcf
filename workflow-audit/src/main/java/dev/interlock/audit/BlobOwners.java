package dev.interlock.audit;

import dev.interlock.audit.judge.PairTable;
import dev.interlock.internal.log.HashTree;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * Which run named a blob: of each blob 8 bytes of its digest are kept and 8 of the hash of its run,
 * in a {@link PairTable}. Use from one thread.
 */
final class BlobOwners {
  private static final int DIGITS = 16;
  private static final int HEX = 16;
  private static final long BY_BLOB_ALONE = 0;

  private final MessageDigest sha256 = HashTree.sha256();
  private final PairTable table = new PairTable(BY_BLOB_ALONE);

  /** Takes that a run names a blob; whether no other run named it before. */
  boolean names(String run, String blob) {
    long key = key(blob);
    long owner = hash(run);
    if (!table.contains(key, owner)) {
      table.add(key, owner);
    }
    return table.second(key, owner) == owner;
  }

  /** Whether a run named a blob. */
  boolean isNamedBy(String run, String blob) {
    if (!LogFolder.isDigest(blob)) {
      return false;
    }
    long key = key(blob);
    long owner = hash(run);
    return table.contains(key, owner) && table.second(key, owner) == owner;
  }

  /** How much is kept. */
  long bytes() {
    return table.bytes();
  }

  private static long key(String blob) {
    return Long.parseUnsignedLong(blob.substring(0, DIGITS), HEX) | 1;
  }

  private long hash(String run) {
    byte[] name = run.getBytes(StandardCharsets.ISO_8859_1);
    return ByteBuffer.wrap(sha256.digest(name)).getLong();
  }
}
