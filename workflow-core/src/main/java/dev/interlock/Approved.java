package dev.interlock;

import dev.interlock.record.Principal;
import java.util.List;

/**
 * A witness that people approved the value it holds. Only the engine makes one, from a recorded
 * decision; a body that takes it cannot be placed before its gate.
 *
 * <p>Immutable.
 *
 * @param <T> what was approved
 */
public final class Approved<T> {
  private final T value;
  private final List<Principal> by;

  Approved(T value, List<Principal> by) {
    this.value = value;
    this.by = List.copyOf(by);
  }

  /** What was approved, as it was recorded and shown. */
  public T value() {
    return value;
  }

  /** Who approved it, in the order of their decisions; at least one. */
  public List<Principal> by() {
    return by;
  }
}
