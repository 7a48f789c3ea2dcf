package dev.interlock.audit.note;

import java.util.Base64;
import java.util.Optional;

/** Base64 of the standard alphabet with padding, where each content has one text only. */
final class Base64Text {
  private Base64Text() {}

  /** What a text stands for; empty if it is of another form. */
  static Optional<byte[]> decode(String text) {
    try {
      byte[] decoded = Base64.getDecoder().decode(text);
      return Base64.getEncoder().encodeToString(decoded).equals(text)
          ? Optional.of(decoded)
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
