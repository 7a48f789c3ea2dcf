package dev.interlock.audit.judge;

import dev.interlock.internal.log.HashTree;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * The runs that ended: of each 12 bytes of the hash of its name are kept and 4 of that of its
 * workflow's, in a {@link PairTable}. Use from one thread.
 */
final class EndedRuns {
  /** The low half of the second number is the workflow's. */
  private static final long NAME = 0xFFFF_FFFF_0000_0000L;

  private final MessageDigest sha256 = HashTree.sha256();
  private final PairTable table = new PairTable(NAME);

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
    return table.bytes();
  }

  void add(String run, String workflow) {
    Half half = half(run);
    table.add(half.one(), half.other() | of(workflow));
  }

  boolean contains(String run) {
    Half half = half(run);
    return table.contains(half.one(), half.other());
  }

  /** Whether a run of this workflow ended. */
  boolean contains(String run, String workflow) {
    Half half = half(run);
    return table.contains(half.one(), half.other())
        && (table.second(half.one(), half.other()) & ~NAME) == of(workflow);
  }
}
