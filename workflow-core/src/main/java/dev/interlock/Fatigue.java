package dev.interlock;

import dev.interlock.record.Entry;
import dev.interlock.record.Event;
import dev.interlock.record.RunId;
import dev.interlock.record.WorkflowException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Keeps people from being asked so often that somebody says yes to be left alone: by the times of
 * the record, so that a restart changes nothing. Immutable.
 *
 * @param entries those of one run
 */
record Fatigue(List<Entry> entries, Instant now) {
  private static final int MOST = 20;
  private static final Duration LATELY = Duration.ofHours(1);

  /**
   * Refuses to ask again at all.
   *
   * @throws WorkflowException if an open gate of the run was presented too often of late
   */
  void refuse(RunId run) {
    for (GateFact open : RunFacts.of(entries).openGates()) {
      String gate = open.request().path();
      if (isAsked(gate)) {
        throw new WorkflowException(
            "gate '"
                + gate
                + "' of run '"
                + run
                + "' was presented "
                + MOST
                + " times within an hour and is not presented again before "
                + next(gate)
                + "; it can still be answered");
      }
    }
  }

  /** Whether a gate was presented as often as it may be for now. */
  boolean isAsked(String gate) {
    return lately(gate).size() >= MOST;
  }

  private List<Instant> lately(String gate) {
    Instant from = now.minus(LATELY);
    return entries.stream()
        .filter(
            one -> one.event() instanceof Event.GateRequested asked && asked.path().equals(gate))
        .map(Entry::at)
        .filter(from::isBefore)
        .toList();
  }

  private Instant next(String gate) {
    List<Instant> lately = lately(gate);
    return lately.get(lately.size() - MOST).plus(LATELY);
  }
}
