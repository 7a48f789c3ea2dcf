package dev.interlock.gates;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** What a line that was typed means. Only two exact lines mean something. */
enum Reply {
  APPROVED(""),
  DENIED(""),
  EMPTY("empty"),
  TOO_LONG("too long"),
  NOT_ASCII("not ASCII"),
  CONTROL("has a control character"),
  NOT_THE_CHALLENGE("not the challenge"),
  NOT_NO("not no");

  private static final byte[] NO = "no".getBytes(StandardCharsets.US_ASCII);

  private final String mistake;

  Reply(String mistake) {
    this.mistake = mistake;
  }

  /**
   * Reads a line.
   *
   * @param challenge what approves, or empty where nothing does
   */
  static Reply of(TypedLine line, Optional<Challenge> challenge) {
    if (line.tooLong()) {
      return TOO_LONG;
    }
    byte[] bytes = line.bytes();
    if (Arrays.equals(bytes, NO)) {
      return DENIED;
    }
    if (challenge.isPresent() && Arrays.equals(bytes, challenge.get().bytes())) {
      return APPROVED;
    }
    return mistaken(bytes, challenge.isPresent() ? NOT_THE_CHALLENGE : NOT_NO);
  }

  private static Reply mistaken(byte[] bytes, Reply other) {
    if (bytes.length == 0) {
      return EMPTY;
    }
    boolean control = false;
    for (byte b : bytes) {
      if (b < 0) {
        return NOT_ASCII;
      }
      control |= b < ' ' || b == 0x7f;
    }
    return control ? CONTROL : other;
  }

  /** What kind of mistake it was; empty for the two that are none. */
  String mistake() {
    return mistake;
  }
}
