package dev.interlock.audit;

import dev.interlock.internal.log.HashTree;
import dev.interlock.internal.log.Line;

/** SHA-256 as the record writes it. */
final class Digests {
  private static final char[] DIGITS = "0123456789abcdef".toCharArray();

  private Digests() {}

  /** The digest of these bytes, 64 hex digits. */
  static String sha256Hex(byte[] content) {
    return Line.hex(HashTree.sha256().digest(content));
  }

  /** Whether these are the hex digits of a hash; they are known to be lower case, two a byte. */
  static boolean isHex(String digits, byte[] hash) {
    int difference = digits.length() - 2 * hash.length;
    for (int i = 0; i < hash.length && difference == 0; i++) {
      difference |= digits.charAt(2 * i) ^ DIGITS[hash[i] >> 4 & 0xF];
      difference |= digits.charAt(2 * i + 1) ^ DIGITS[hash[i] & 0xF];
    }
    return difference == 0;
  }
}
