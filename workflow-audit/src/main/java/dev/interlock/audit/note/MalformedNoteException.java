package dev.interlock.audit.note;

import java.io.IOException;

/** Bytes that are no signed note, or one that must not be believed; the message says why. */
public final class MalformedNoteException extends IOException {
  private static final long serialVersionUID = 1L;

  /** What is wrong with it. */
  public MalformedNoteException(String message) {
    super(message);
  }
}
