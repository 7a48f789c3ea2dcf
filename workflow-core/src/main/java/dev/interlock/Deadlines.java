package dev.interlock;

import dev.interlock.record.Event;
import dev.interlock.record.RunId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * When gates expire, by two clocks: a deadline has passed when either says so. The wall clock's
 * deadline stands in the record; the monotonic one begins when a process first sees the gate. Safe
 * for many threads.
 */
final class Deadlines {
  private final Time time;
  private final Map<Place, Due> known = new ConcurrentHashMap<>();

  private record Place(RunId run, String gate) {}

  private record Due(Instant notAfter, long nanos) {}

  Deadlines(Time time) {
    this.time = time;
  }

  /**
   * Notes the deadline of a gate, unless it is known.
   *
   * @param latest the latest time in the record of the run, below which no clock is believed
   * @return how long it is until then, if there is a deadline
   */
  Optional<Duration> note(RunId run, Event.GateRequested gate, Instant latest) {
    return gate.notAfter()
        .map(end -> due(run, gate, end, latest))
        .map(due -> Duration.ofNanos(due.nanos() - time.nanos()));
  }

  private Due due(RunId run, Event.GateRequested gate, Instant end, Instant latest) {
    Duration left = Duration.between(later(time.now(), latest), end);
    return known.computeIfAbsent(
        new Place(run, gate.path()), place -> new Due(end, time.nanos() + left.toNanos()));
  }

  private static Instant later(Instant one, Instant other) {
    return one.isBefore(other) ? other : one;
  }

  void forget(RunId run, String gate) {
    known.remove(new Place(run, gate));
  }

  /** The runs of which a known deadline has passed. */
  List<RunId> due() {
    return known.entrySet().stream()
        .filter(entry -> passed(entry.getValue(), time.now()))
        .map(entry -> entry.getKey().run())
        .distinct()
        .toList();
  }

  /**
   * Whether the gate's time is over.
   *
   * @param latest the latest time in the record of the run, below which no clock is believed
   */
  boolean passed(RunId run, Event.GateRequested gate, Instant latest) {
    return gate.notAfter().isPresent()
        && passed(due(run, gate, gate.notAfter().get(), latest), later(time.now(), latest));
  }

  private boolean passed(Due due, Instant now) {
    return !now.isBefore(due.notAfter()) || time.nanos() - due.nanos() >= 0;
  }
}
