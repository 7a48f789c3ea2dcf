package dev.interlock.gates;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** How long a prompt goes on asking. Immutable. */
final class Patience {
  private final PromptTime time;
  private final Duration limit;
  private final Optional<Instant> notAfter;
  private final long start;

  private Patience(PromptTime time, Duration limit, Optional<Instant> notAfter) {
    this.time = time;
    this.limit = limit;
    this.notAfter = notAfter;
    this.start = time.nanos();
  }

  /** As long as this from now on, and no longer than the gate is open. */
  static Patience of(PromptTime time, Duration limit, Optional<Instant> notAfter) {
    return new Patience(time, limit, notAfter);
  }

  boolean over() {
    return Duration.ofNanos(time.nanos() - start).compareTo(limit) >= 0 || expired();
  }

  /** Whether the gate's own deadline has passed. */
  boolean expired() {
    return notAfter.isPresent() && !time.now().isBefore(notAfter.get());
  }

  void pause() throws InterruptedException {
    time.pause();
  }
}
