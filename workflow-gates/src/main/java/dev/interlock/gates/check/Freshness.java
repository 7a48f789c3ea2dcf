package dev.interlock.gates.check;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether a file was written after a moment: by the time of its content, which its owner can set to
 * any other, and by that of its last change of whatever kind, which only the kernel sets.
 */
final class Freshness {
  /** The kernel's times are those of its last tick, 10 ms ago at most. */
  private static final Duration TICK = Duration.ofMillis(10);

  /** So far may the clock of a machine that keeps the files be ahead. */
  private static final Duration AHEAD = Duration.ofSeconds(1);

  private Freshness() {}

  /** Why it is not fresh; empty if it is. */
  static Optional<String> objection(FileSeen seen, Instant since, Instant now) {
    String name = "'" + seen.path() + "' ";
    Instant earliest = since.minus(TICK);
    if (seen.written().isBefore(earliest) || seen.changed().isBefore(earliest)) {
      return Optional.of(name + "was there before");
    }
    Instant latest = now.plus(AHEAD);
    return seen.written().isAfter(latest) || seen.changed().isAfter(latest)
        ? Optional.of(name + "has a time in the future")
        : Optional.empty();
  }
}
