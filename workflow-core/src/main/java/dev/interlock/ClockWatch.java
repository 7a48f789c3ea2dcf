package dev.interlock;

import dev.interlock.record.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Notices that the clock was set: it moved otherwise than the one that nobody sets. Safe for many
 * threads.
 */
final class ClockWatch {
  /** Two clocks of one machine drift, and both are read one after the other. */
  private static final Duration ALLOWED = Duration.ofSeconds(10);

  private final Time time;
  private @Nullable Reading last;

  private record Reading(Instant at, long nanos) {
    /** How far the wall clock went beyond the other one since an earlier reading. */
    Duration off(Reading earlier) {
      return Duration.between(earlier.at, at).minusNanos(nanos - earlier.nanos);
    }
  }

  ClockWatch(Time time) {
    this.time = time;
  }

  /** What is odd about this time, which was just read, if anything is; it is said once. */
  synchronized Optional<Event.ClockAnomaly> oddity(Instant now) {
    Reading reading = new Reading(now, time.nanos());
    Duration off = last == null ? Duration.ZERO : reading.off(last);
    boolean odd = off.abs().compareTo(ALLOWED) > 0;
    if (odd || last == null) {
      last = reading;
    }
    return odd
        ? Optional.of(
            new Event.ClockAnomaly(off.isNegative() ? "back" : "ahead", off.abs().toString()))
        : Optional.empty();
  }
}
