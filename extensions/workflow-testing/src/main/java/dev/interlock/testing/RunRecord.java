package dev.interlock.testing;

import dev.interlock.record.Entry;
import dev.interlock.record.Event;
import dev.interlock.record.Journal;
import dev.interlock.record.Json;
import dev.interlock.record.RunId;
import dev.interlock.record.WorkflowException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What was recorded of one run, as it stood when it was read, with the definition that the run was
 * last under. Immutable.
 */
public final class RunRecord {
  private final RunId run;
  private final List<Entry> entries;
  private final Outlined outline;

  private RunRecord(RunId run, List<Entry> entries, Outlined outline) {
    this.run = run;
    this.entries = entries;
    this.outline = outline;
  }

  /**
   * What a journal knows of a run.
   *
   * @throws WorkflowException if there is no such run, or its definition is not kept
   */
  public static RunRecord of(Journal journal, RunId run) {
    List<Entry> entries = journal.entries(run);
    if (entries.isEmpty()) {
      throw new WorkflowException("the journal has no run '" + run + "'; it has " + journal.runs());
    }
    String digest = definition(entries);
    byte[] outline =
        journal
            .kept(Journal.Side.OUTLINE, digest)
            .orElseThrow(
                () ->
                    new WorkflowException(
                        "the journal does not keep the definition of run '" + run + "'"));
    return new RunRecord(run, List.copyOf(entries), Outlined.of(Json.of(outline)));
  }

  private static String definition(List<Entry> entries) {
    String digest = "";
    for (Entry entry : entries) {
      Event event = entry.event();
      digest =
          event instanceof Event.RunStarted started
              ? started.definition()
              : event instanceof Event.RunMigrated migrated ? migrated.to() : digest;
    }
    return digest;
  }

  /** Its id. */
  public RunId run() {
    return run;
  }

  /** Its events in their order. */
  public List<Entry> entries() {
    return entries;
  }

  /** The definition that it was last under. */
  public Outlined outline() {
    return outline;
  }

  /** The events of this kind in their order. */
  public <E extends Event> Stream<E> events(Class<E> kind) {
    return entries.stream().map(Entry::event).filter(kind::isInstance).map(kind::cast);
  }

  /** The event with which it ended, if it has. */
  Optional<Event> end() {
    Event last = entries.get(entries.size() - 1).event();
    return last instanceof Event.Terminal ? Optional.of(last) : Optional.empty();
  }

  /** The names of the events with the paths they are about, for people. */
  List<String> story() {
    return entries.stream().map(RunRecord::told).toList();
  }

  private static String told(Entry entry) {
    return entry.event() instanceof Event.AtPath at ? entry.name() + " " + at.path() : entry.name();
  }
}
