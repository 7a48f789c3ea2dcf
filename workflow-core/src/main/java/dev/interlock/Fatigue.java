package dev.interlock;

import dev.interlock.record.Entry;
import dev.interlock.record.Event;
import dev.interlock.record.Journal;
import dev.interlock.record.RunId;
import dev.interlock.record.WorkflowException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps people from being asked so often that somebody says yes to be left alone: by the times of
 * the record, so that a restart changes nothing. What another run asked counts where this one takes
 * its place. Immutable.
 *
 * @param entries those of the run, and of those whose place it takes
 */
record Fatigue(List<Entry> entries, Instant now) {
  private static final int MOST = 20;
  private static final Duration LATELY = Duration.ofHours(1);

  /** How often people were asked in a run, and in those whose place it takes. */
  static Fatigue of(Journal journal, RunId run, Instant now) {
    List<Entry> all = new ArrayList<>();
    Set<RunId> seen = new HashSet<>();
    Optional<RunId> one = Optional.of(run);
    while (one.filter(seen::add).isPresent()) {
      List<Entry> entries = journal.entries(one.get());
      all.addAll(entries);
      one = entries.stream().findFirst().flatMap(Fatigue::replaced);
    }
    return new Fatigue(all, now);
  }

  private static Optional<RunId> replaced(Entry first) {
    return first.event() instanceof Event.RunStarted started
        ? started.replaces().map(RunId::of)
        : Optional.empty();
  }

  /**
   * Refuses to ask again at all.
   *
   * @throws WorkflowException if an open gate of the run was presented too often of late
   */
  void refuse(RunId run, RunFacts facts) {
    facts.openGates().stream()
        .map(open -> open.request().path())
        .filter(this::isAsked)
        .findFirst()
        .ifPresent(gate -> refuse(run, gate, "it can still be answered"));
  }

  /**
   * Refuses to ask once more in a run that takes the place of this one.
   *
   * @throws WorkflowException if one of its gates was presented too often of late
   */
  void refuseAnother(RunId run) {
    entries.stream()
        .map(Entry::event)
        .filter(Event.GateRequested.class::isInstance)
        .map(asked -> ((Event.GateRequested) asked).path())
        .filter(this::isAsked)
        .findFirst()
        .ifPresent(gate -> refuse(run, gate, "ask again then"));
  }

  private void refuse(RunId run, String gate, String then) {
    throw new WorkflowException(
        "gate '"
            + gate
            + "' of run '"
            + run
            + "' was presented "
            + MOST
            + " times within an hour and is not presented again before "
            + next(gate)
            + "; "
            + then);
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
        .sorted()
        .toList();
  }

  private Instant next(String gate) {
    List<Instant> lately = lately(gate);
    return lately.get(lately.size() - MOST).plus(LATELY);
  }
}
