package dev.interlock;

import java.time.Duration;
import java.time.Instant;

/** How time reaches the engine: the host gives it. Implementations are safe for many threads. */
public interface Time {
  /** The wall clock. */
  Instant now();

  /** A reading that only ever grows, in nanoseconds, of no fixed origin. */
  long nanos();

  /**
   * Runs something once, not before the time has passed. A host without timers may do nothing here
   * and call {@link Engine#runDue()} from time to time.
   */
  void after(Duration delay, Runnable task);

  /** The clocks and the timer of the JDK. */
  static Time system() {
    return SystemTime.INSTANCE;
  }
}
