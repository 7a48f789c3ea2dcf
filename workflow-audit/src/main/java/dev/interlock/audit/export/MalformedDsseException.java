package dev.interlock.audit.export;

/** Bytes that are no envelope; the message says what is wrong with them and quotes nothing. */
public final class MalformedDsseException extends Exception {
  private static final long serialVersionUID = 1L;

  MalformedDsseException(String message) {
    super(message);
  }
}
