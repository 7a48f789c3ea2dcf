package dev.interlock.record;

import java.time.Duration;

/**
 * Receives every event of an engine, in the order of each run, after it is durable and before
 * anything that follows from it is done.
 *
 * <p>Called by one thread at a time, which is none of the host's. A sink says whether it is
 * required: what must be told somewhere and cannot be is not done, so that the run stops ({@code
 * Outcome.Stopped}); of any other a failure is only logged. One that does not return in time has
 * failed, and is told nothing more, because it may still be at it.
 */
@FunctionalInterface
public interface AuditSink {
  /** Takes one event. */
  void accept(Entry entry);

  /**
   * Whether nothing may follow from an event before this sink took it; yes unless said otherwise.
   */
  default boolean isRequired() {
    return true;
  }

  /** How long it may take for one event; 30 seconds unless said otherwise. */
  default Duration patience() {
    return Duration.ofSeconds(30);
  }
}
