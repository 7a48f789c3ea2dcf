package dev.interlock;

/**
 * A witness that a check of the outside world passed the value it holds. Only the engine makes one,
 * from a recorded verdict.
 *
 * <p>Immutable.
 *
 * @param <T> what was checked
 */
public final class Checked<T> {
  private final T value;

  Checked(T value) {
    this.value = value;
  }

  /** What was checked, as it was recorded. */
  public T value() {
    return value;
  }
}
