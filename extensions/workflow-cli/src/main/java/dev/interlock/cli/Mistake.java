package dev.interlock.cli;

import dev.interlock.record.WorkflowException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was typed cannot be done: the message says why, and there may be a command to type instead.
 */
final class Mistake extends WorkflowException {
  private static final long serialVersionUID = 1L;

  private final @Nullable String next;

  Mistake(String message) {
    super(message);
    this.next = null;
  }

  Mistake(String message, String next) {
    super(message);
    this.next = next;
  }

  Optional<String> next() {
    return Optional.ofNullable(next);
  }
}
