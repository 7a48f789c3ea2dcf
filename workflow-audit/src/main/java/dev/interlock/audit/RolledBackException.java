package dev.interlock.audit;

import java.io.IOException;

/** An anchor holds a head that the log does not go on from. */
final class RolledBackException extends IOException {
  private static final long serialVersionUID = 1L;

  RolledBackException(String message) {
    super("the log was rolled back: " + message);
  }
}
