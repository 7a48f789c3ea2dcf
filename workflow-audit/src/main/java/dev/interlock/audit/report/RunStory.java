package dev.interlock.audit.report;

import dev.interlock.record.Entry;
import dev.interlock.record.Event;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the events of one run say, and nothing else. Use from one thread. */
final class RunStory {
  private final Map<String, Place> places = new LinkedHashMap<>();
  private final Map<String, String> arms = new LinkedHashMap<>();
  private final Set<String> erased = new HashSet<>();
  private final List<Told> all;
  private Optional<Event.RunStarted> started = Optional.empty();
  private Optional<Told> ending = Optional.empty();
  private Optional<Event.RunWaiting> waiting = Optional.empty();
  private String definition = "";
  private boolean rehearsal;

  /** An event with its place in the log. */
  record Told(Entry entry, Event event) {
    Instant at() {
      return entry.at();
    }

    /** Its line in the journal, counted from 1. */
    String line() {
      return Long.toString(entry.seq() + 1);
    }
  }

  private RunStory(List<Told> all) {
    this.all = all;
  }

  static RunStory of(List<Entry> entries) {
    RunStory story = new RunStory(entries.stream().map(one -> new Told(one, one.event())).toList());
    story.all.forEach(story::tell);
    story.end();
    return story;
  }

  private void tell(Told told) {
    Event event = told.event();
    waiting = event instanceof Event.RunWaiting waits ? Optional.of(waits) : still(event);
    if (event instanceof Event.AtPath at) {
      places.computeIfAbsent(at.path(), Place::new).happened(event);
      if (event instanceof Event.ChoiceMade choice) {
        arms.put(choice.path(), choice.arm());
      }
    } else if (event instanceof Event.RunStarted start) {
      started = Optional.of(start);
      definition = start.definition();
    } else if (event instanceof Event.RunMigrated migrated) {
      definition = migrated.to();
    } else if (event instanceof Event.Terminal) {
      ending = Optional.of(told);
    } else if (event instanceof Event.BlobErased gone) {
      erased.add(gone.blob());
    } else if (event instanceof Event.RunRehearsal) {
      rehearsal = true;
    }
  }

  /** An answer that does not count lets nothing go on. */
  private Optional<Event.RunWaiting> still(Event event) {
    boolean nothing =
        event instanceof Event.GateRefused
            || event instanceof Event.SubmissionRefused
            || event instanceof Event.GateRequested
            || event instanceof Event.Violation;
    return nothing ? waiting : Optional.empty();
  }

  private void end() {
    if (ending.isEmpty()) {
      return;
    }
    places.values().forEach(Place::end);
    Event event = ending.get().event();
    String path =
        event instanceof Event.RunRejected rejected
            ? rejected.path()
            : event instanceof Event.RunFailed failed ? failed.path() : "-";
    if (!path.equals("-")) {
      places.computeIfAbsent(path, Place::new).endedTheRun();
    }
  }

  State state() {
    if (ending.isEmpty()) {
      return waiting.isPresent()
          ? State.waiting("waiting")
          : State.running("not ended: at work, or its process was stopped");
    }
    Event event = ending.get().event();
    if (event instanceof Event.RunCompleted) {
      return State.done("completed");
    }
    return event instanceof Event.RunCancelled
        ? State.skipped("cancelled")
        : State.failed(event instanceof Event.RunRejected ? "rejected" : "failed");
  }

  List<Told> all() {
    return all;
  }

  Collection<Place> places() {
    return places.values();
  }

  /** Which arm each choice took. */
  Map<String, String> arms() {
    return arms;
  }

  Set<String> erased() {
    return erased;
  }

  Optional<Event.RunStarted> started() {
    return started;
  }

  Optional<Told> ending() {
    return ending;
  }

  List<Event.Awaited> awaited() {
    return ending.isPresent()
        ? List.of()
        : waiting.map(Event.RunWaiting::awaited).orElse(List.of());
  }

  /** The definition that it went by at last. */
  String definition() {
    return definition;
  }

  boolean isRehearsal() {
    return rehearsal;
  }

  /** How many events there are of a kind. */
  long count(Class<? extends Event> type) {
    return all.stream().filter(told -> type.isInstance(told.event())).count();
  }
}
