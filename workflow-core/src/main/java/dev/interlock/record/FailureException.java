package dev.interlock.record;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Thrown by a body or a check that knows what kind of failure it met.
 *
 * <pre>{@code
 * throw new FailureException(Failure.Kind.CONFIGURATION, "the folder 'reports' is missing")
 *     .toCheck("the folder given with --reports");
 * }</pre>
 */
public final class FailureException extends WorkflowException {
  private static final long serialVersionUID = 1L;

  private final Failure.Kind kind;
  private final @Nullable String toCheck;
  private final @Nullable String toRecover;

  /** A failure of this kind; the message says what happened, with names and sizes, not values. */
  public FailureException(Failure.Kind kind, String message) {
    super(message);
    this.kind = kind;
    this.toCheck = null;
    this.toRecover = null;
  }

  /** A failure of this kind that something else brought up. */
  public FailureException(Failure.Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.toCheck = null;
    this.toRecover = null;
  }

  private FailureException(
      FailureException from, @Nullable String toCheck, @Nullable String toRecover) {
    super(String.valueOf(from.getMessage()), from);
    this.kind = from.kind;
    this.toCheck = toCheck;
    this.toRecover = toRecover;
  }

  /** The same with what a person should check. */
  public FailureException toCheck(String whatToCheck) {
    return new FailureException(this, whatToCheck, toRecover);
  }

  /** The same with how a person recovers from it. */
  public FailureException toRecover(String howToRecover) {
    return new FailureException(this, toCheck, howToRecover);
  }

  /** The kind. */
  public Failure.Kind kind() {
    return kind;
  }

  /** The failure that this exception says, as the engine records it. */
  public Failure failure() {
    return new Failure(
        kind,
        getClass().getSimpleName(),
        String.valueOf(getMessage()),
        Optional.ofNullable(toCheck),
        Optional.ofNullable(toRecover));
  }
}
