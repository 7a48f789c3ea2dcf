package dev.interlock.gates;

import java.time.Instant;

/** The time that a prompt waits in. */
interface PromptTime {
  /** A reading that only ever grows, in nanoseconds. */
  long nanos();

  /** The wall clock. */
  Instant now();

  /** Waits a moment, before looking again whether something was typed. */
  void pause() throws InterruptedException;

  /** The clocks of the JDK, and moments of 20 ms. */
  static PromptTime system() {
    return new PromptTime() {
      @Override
      public long nanos() {
        return System.nanoTime();
      }

      @Override
      public Instant now() {
        return Instant.now();
      }

      @Override
      public void pause() throws InterruptedException {
        Thread.sleep(20);
      }
    };
  }
}
