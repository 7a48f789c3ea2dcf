package dev.interlock.audit;

import dev.interlock.record.Entry;
import dev.interlock.record.Event;
import dev.interlock.record.Journal;
import dev.interlock.record.Journal.Side;
import dev.interlock.record.RunId;
import dev.interlock.record.WorkflowException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What can be erased of one run. No two runs share a blob: a value that passes from one to another
 * is salted anew.
 *
 * @param run the run
 * @param blobs all that it refers to and that is still there, or was never said to be erased
 * @param recorded those of them of which it is recorded already
 */
record Erasure(RunId run, List<Event.Blob> blobs, Set<String> recorded) {

  /**
   * Looks at a run.
   *
   * @throws WorkflowException if there is no such run, or it may still need its blobs
   */
  static Erasure of(Journal journal, RunId run) {
    List<Event> events = events(journal, run);
    if (events.isEmpty()) {
      throw new WorkflowException("there is no run '" + run + "' in this log");
    }
    refuseUnlessEnded(run, events);
    refuseIfNeeded(journal, run, events);
    Set<Event.Blob> all = new LinkedHashSet<>();
    Set<String> recorded = new HashSet<>();
    for (Event event : events) {
      all.addAll(event.blobs());
      if (event instanceof Event.BlobErased erased) {
        recorded.add(erased.blob());
      }
    }
    all.removeIf(
        blob ->
            recorded.contains(blob.sha256()) && journal.kept(Side.BLOB, blob.sha256()).isEmpty());
    return new Erasure(run, new ArrayList<>(all), recorded);
  }

  private static List<Event> events(Journal journal, RunId run) {
    return journal.entries(run).stream().map(Entry::event).toList();
  }

  private static boolean hasEnded(List<Event> events) {
    return events.stream().anyMatch(Event.Terminal.class::isInstance);
  }

  private static void refuseUnlessEnded(RunId run, List<Event> events) {
    if (!hasEnded(events)) {
      throw new WorkflowException(
          "run '"
              + run
              + "' has not ended and may still need what it refers to; nothing was erased. Let it"
              + " end, or cancel it");
    }
  }

  /** A run that asked for this one takes its result from it. */
  private static void refuseIfNeeded(Journal journal, RunId run, List<Event> events) {
    if (events.get(0) instanceof Event.RunStarted started && started.parent().isPresent()) {
      RunId parent = RunId.of(started.parent().get().run());
      List<Event> known = events(journal, parent);
      if (!known.isEmpty() && !hasEnded(known)) {
        throw new WorkflowException(
            "run '"
                + run
                + "' was asked for by run '"
                + parent
                + "', which has not ended; nothing was erased. Let that one end first");
      }
    }
  }
}
