package dev.interlock.record;

/** A mistake in how the library is used or in what it was given; the message says what to mend. */
public class WorkflowException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** A mistake. */
  public WorkflowException(String message) {
    super(message);
  }

  /** A mistake that something else brought up. */
  public WorkflowException(String message, Throwable cause) {
    super(message, cause);
  }
}
