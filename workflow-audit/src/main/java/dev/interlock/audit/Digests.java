package dev.interlock.audit;

import dev.interlock.internal.log.HashTree;
import dev.interlock.internal.log.Line;

/** SHA-256 as the record writes it. */
final class Digests {
  private Digests() {}

  /** The digest of these bytes, 64 hex digits. */
  static String sha256Hex(byte[] content) {
    return Line.hex(HashTree.sha256().digest(content));
  }
}
