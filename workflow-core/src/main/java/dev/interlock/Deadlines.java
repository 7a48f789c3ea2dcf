package dev.interlock;

import dev.interlock.record.RunId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * When something is due, by two clocks: a deadline has passed when either says so. The wall clock's
 * deadline stands in the record; the monotonic one begins when a process first sees it. Safe for
 * many threads.
 */
final class Deadlines {
  private final Time time;
  private final Map<RunId, Known> known = new ConcurrentHashMap<>();

  private record Due(Instant notAfter, long nanos) {}

  /** What is known of a run, and for which of that a timer was set. */
  private record Known(Map<String, Due> due, Set<String> timed) {
    Known() {
      this(new ConcurrentHashMap<>(), ConcurrentHashMap.newKeySet());
    }
  }

  Deadlines(Time time) {
    this.time = time;
  }

  /** The deadlines of one run, as its record stands. */
  OfRun of(RunId run, RunFacts facts) {
    return new OfRun(run, facts);
  }

  /** The deadlines of one run. Use from one thread at a time. */
  final class OfRun implements Walk.Clock {
    private final RunId run;
    private final RunFacts facts;

    private OfRun(RunId run, RunFacts facts) {
      this.run = run;
      this.facts = facts;
    }

    /**
     * Sets a timer for a deadline, unless one is set.
     *
     * @param then done once it fires, which may be too early: then it is set once more when it is
     *     asked for again
     */
    void set(Walk.Timer timer, Runnable then) {
      Due due = due(timer.what(), timer.at());
      if (ofRun().timed().add(timer.what())) {
        Duration left = Duration.ofNanos(Math.max(0, due.nanos() - time.nanos()));
        time.after(left, () -> fired(timer.what(), then));
      }
    }

    private void fired(String what, Runnable then) {
      known.computeIfPresent(
          run,
          (id, ofRun) -> {
            ofRun.timed().remove(what);
            return ofRun;
          });
      then.run();
    }

    private Known ofRun() {
      return known.computeIfAbsent(run, id -> new Known());
    }

    /** Whether it is over; no clock is believed that is behind the record. */
    @Override
    public boolean passed(String what, Instant end) {
      return Deadlines.this.passed(due(what, end), later(time.now(), facts.latest()));
    }

    private Due due(String what, Instant end) {
      Duration left = Duration.between(later(time.now(), facts.latest()), end);
      return ofRun()
          .due()
          .computeIfAbsent(what, one -> new Due(end, time.nanos() + left.toNanos()));
    }

    /** Forgets every deadline but these. */
    void keepOnly(Set<String> whats) {
      ofRun().due().keySet().retainAll(whats);
      ofRun().timed().retainAll(whats);
    }

    void forgetAll() {
      known.remove(run);
    }
  }

  private static Instant later(Instant one, Instant other) {
    return one.isBefore(other) ? other : one;
  }

  /** The runs of which a known deadline has passed. */
  List<RunId> due() {
    Instant now = time.now();
    return known.entrySet().stream()
        .filter(run -> run.getValue().due().values().stream().anyMatch(due -> passed(due, now)))
        .map(Map.Entry::getKey)
        .toList();
  }

  private boolean passed(Due due, Instant now) {
    return !now.isBefore(due.notAfter()) || time.nanos() - due.nanos() >= 0;
  }
}
