package dev.interlock;

/**
 * What a step does: a plain function of one to four inputs. More inputs than four make a record.
 *
 * <p>A body holds no reference to the engine, the journal or another step. It may throw anything; a
 * {@link dev.interlock.record.FailureException} says what kind of failure it is. It must not return
 * null.
 */
public final class Body {
  private Body() {}

  /** A function of one input. */
  @FunctionalInterface
  public interface Of1<A, R> {
    /** The result. */
    R apply(A a) throws Exception;
  }

  /** A function of two inputs. */
  @FunctionalInterface
  public interface Of2<A, B, R> {
    /** The result. */
    R apply(A a, B b) throws Exception;
  }

  /** A function of three inputs. */
  @FunctionalInterface
  public interface Of3<A, B, C, R> {
    /** The result. */
    R apply(A a, B b, C c) throws Exception;
  }

  /** A function of four inputs. */
  @FunctionalInterface
  public interface Of4<A, B, C, D, R> {
    /** The result. */
    R apply(A a, B b, C c, D d) throws Exception;
  }

  /** Does something with one input and gives nothing. */
  @FunctionalInterface
  public interface Act1<A> {
    /** Does it. */
    void act(A a) throws Exception;
  }

  /** Does something with two inputs and gives nothing. */
  @FunctionalInterface
  public interface Act2<A, B> {
    /** Does it. */
    void act(A a, B b) throws Exception;
  }

  /** Does something with three inputs and gives nothing. */
  @FunctionalInterface
  public interface Act3<A, B, C> {
    /** Does it. */
    void act(A a, B b, C c) throws Exception;
  }

  /** Does something with four inputs and gives nothing. */
  @FunctionalInterface
  public interface Act4<A, B, C, D> {
    /** Does it. */
    void act(A a, B b, C c, D d) throws Exception;
  }
}
