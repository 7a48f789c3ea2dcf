package dev.interlock.internal.sshsig;

/** Bytes that are not what they were read as; the message says what is wrong with them. */
public final class Malformed extends Exception {
  /** The most bytes that any reader of this package takes. */
  public static final int MOST_BYTES = 65_536;

  private static final long serialVersionUID = 1L;
  private static final int LONGEST_QUOTE = 64;

  Malformed(String message) {
    super(message);
  }

  /** What went wrong, as a sentence; it says nothing that could not be printed. */
  public String sentence() {
    return String.valueOf(getMessage());
  }

  static void require(boolean holds, String otherwise) throws Malformed {
    if (!holds) {
      throw new Malformed(otherwise);
    }
  }

  /** Refuses what is longer than anything that is read here. */
  static void requireBounded(byte[] bytes, String what) throws Malformed {
    require(
        bytes.length <= MOST_BYTES,
        what + " has " + bytes.length + " bytes; the most is " + MOST_BYTES);
  }

  /** A stranger's word within quotes, safe to print. */
  static String quoted(String word) {
    String start = word.length() > LONGEST_QUOTE ? word.substring(0, LONGEST_QUOTE) + "..." : word;
    return "'" + start.replaceAll("[^ -~]", "?") + "'";
  }
}
