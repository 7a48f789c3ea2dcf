package dev.interlock.internal.sshsig;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads the data types of RFC 4251, section 5, from bytes of strangers. Use from one thread. */
final class WireReader {
  private static final int LONGEST_WORD = 255;

  private final byte[] bytes;
  private final String what;
  private int at;

  /**
   * Reads from the first byte.
   *
   * @param what the thing that is read, as messages name it
   */
  WireReader(byte[] bytes, String what) throws Malformed {
    Malformed.requireBounded(bytes, what);
    this.bytes = bytes;
    this.what = what;
  }

  byte[] raw(int length) throws Malformed {
    Malformed.require(
        length >= 0 && length <= left(), what + " ends before what it announces is complete");
    at += length;
    return Arrays.copyOfRange(bytes, at - length, at);
  }

  void literal(String ascii) throws Malformed {
    byte[] wanted = Wire.ascii(ascii);
    Malformed.require(
        left() >= wanted.length && Arrays.equals(raw(wanted.length), wanted),
        what + " does not begin as one does");
  }

  int octet() throws Malformed {
    return raw(1)[0] & 0xff;
  }

  int uint32() throws Malformed {
    return (octet() << 24) | (octet() << 16) | (octet() << 8) | octet();
  }

  /** Any bytes, with their length before them. */
  byte[] string() throws Malformed {
    return raw(uint32());
  }

  /** Exactly so many bytes, with their length before them. */
  byte[] string(int length, String part) throws Malformed {
    byte[] found = string();
    Malformed.require(
        found.length == length,
        what + ": " + part + " has " + found.length + " bytes and not " + length);
    return found;
  }

  /** Printable ASCII without space, 1 to 255 characters, with its length before it. */
  String word(String part) throws Malformed {
    byte[] found = string();
    Malformed.require(isWord(found), what + ": " + part + " is no word of 1 to 255 characters");
    return new String(found, StandardCharsets.US_ASCII);
  }

  static boolean isWord(byte[] bytes) {
    boolean printable = bytes.length > 0 && bytes.length <= LONGEST_WORD;
    for (byte b : bytes) {
      printable &= b > ' ' && b <= '~';
    }
    return printable;
  }

  int left() {
    return bytes.length - at;
  }

  void end() throws Malformed {
    Malformed.require(left() == 0, what + " has " + left() + " bytes too many at its end");
  }
}
