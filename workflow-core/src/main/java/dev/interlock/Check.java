package dev.interlock;

/**
 * An examination of the outside world by another party than the step.
 *
 * <p>A check that throws has not passed. The classes that check should be other classes than those
 * that do. Implementations are called from many threads.
 *
 * @param <T> what {@code flow.check} examines; the checks of a step's result are {@link Of1} to
 *     {@link Of4}, by the number of the step's inputs
 */
@FunctionalInterface
public interface Check<T> {
  /** Looks at the value and at the world. */
  Verdict examine(T value) throws Exception;

  /** Examines the result of a step of one input. */
  @FunctionalInterface
  interface Of1<A, R> {
    /** Looks at input, result and world. */
    Verdict examine(A a, R result) throws Exception;
  }

  /** Examines the result of a step of two inputs. */
  @FunctionalInterface
  interface Of2<A, B, R> {
    /** Looks at inputs, result and world. */
    Verdict examine(A a, B b, R result) throws Exception;
  }

  /** Examines the result of a step of three inputs. */
  @FunctionalInterface
  interface Of3<A, B, C, R> {
    /** Looks at inputs, result and world. */
    Verdict examine(A a, B b, C c, R result) throws Exception;
  }

  /** Examines the result of a step of four inputs. */
  @FunctionalInterface
  interface Of4<A, B, C, D, R> {
    /** Looks at inputs, result and world. */
    Verdict examine(A a, B b, C c, D d, R result) throws Exception;
  }
}
