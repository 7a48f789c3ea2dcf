package dev.interlock.record;

/**
 * The journal cannot be opened, read or written; nothing that it was asked to keep is told as kept.
 */
public class JournalException extends WorkflowException {
  private static final long serialVersionUID = 1L;

  /** What went wrong. */
  public JournalException(String message) {
    super(message);
  }

  /** What went wrong, and what brought it up. */
  public JournalException(String message, Throwable cause) {
    super(message, cause);
  }
}
