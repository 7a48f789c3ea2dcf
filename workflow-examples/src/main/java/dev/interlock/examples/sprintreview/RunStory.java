package dev.interlock.examples.sprintreview;

import dev.interlock.record.Codec;
import dev.interlock.record.Entry;
import dev.interlock.record.Event;
import dev.interlock.record.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the events of one run say, in order: nothing else is read. A run that has not ended has no
 * story yet. Use from one thread.
 */
final class RunStory {
  private final Map<String, String> evidence = new LinkedHashMap<>();
  private final Map<String, Json> values = new LinkedHashMap<>();
  private final List<String> completed = new ArrayList<>();
  private final List<String> decisions = new ArrayList<>();
  private final Event.RunStarted began;
  private final Instant start;
  private final Instant end;
  private final Event.Terminal ending;
  private final boolean gateReached;

  private RunStory(Event.RunStarted began, Event.Terminal ending, List<Entry> entries) {
    this.began = began;
    this.ending = ending;
    this.start = entries.get(0).at();
    this.end = entries.get(entries.size() - 1).at();
    this.gateReached =
        entries.stream().anyMatch(entry -> entry.event() instanceof Event.GateRequested);
    entries.forEach(this::tell);
  }

  /** The story of a run that has ended; of one that has not, nothing. */
  static Optional<RunStory> of(List<Entry> entries) {
    List<Event> events = entries.stream().map(Entry::event).toList();
    for (int i = 0; i < events.size(); i++) {
      if (events.get(i) instanceof Event.Terminal ending
          && events.get(0) instanceof Event.RunStarted began) {
        return Optional.of(new RunStory(began, ending, entries.subList(0, i + 1)));
      }
    }
    return Optional.empty();
  }

  private void tell(Entry entry) {
    Event event = entry.event();
    if (event instanceof Event.StepCompleted step) {
      stepCompleted(step);
    } else if (event instanceof Event.StepFailed step) {
      evidence.put(step.path(), Evidences.failed(step));
    } else if (event instanceof Event.CheckPassed check) {
      evidence.put(check.path(), Evidences.passed(check));
    } else if (event instanceof Event.CheckFailed check) {
      evidence.put(check.path(), Evidences.failed(check));
    } else if (event instanceof Event.GateDecided gate) {
      gateDecided(gate, entry.at());
    } else if (event instanceof Event.GateClosed gate && gate.outcome().equals("approved")) {
      completed.add(gate.path());
    }
  }

  private void stepCompleted(Event.StepCompleted step) {
    values.put(step.path(), step.value());
    evidence.put(step.path(), Evidences.completed(step));
    if (!step.path().contains("/")) {
      completed.add(step.path());
    }
  }

  private void gateDecided(Event.GateDecided gate, Instant at) {
    evidence.put(gate.path(), Evidences.decided(gate, at));
    decisions.add(
        at
            + ": "
            + gate.decision()
            + " by "
            + gate.principal()
            + (gate.proven() ? " (proven)" : " (claimed)")
            + " as "
            + gate.role()
            + ", through "
            + gate.channel());
  }

  /** The name of the workflow. */
  String workflow() {
    return began.workflow();
  }

  /** The name of the sprint. */
  String sprint() {
    return Codec.json().read(began.input(), SprintToReview.class).sprint();
  }

  /** The profile that the run recorded. */
  String profile() {
    return began.profile();
  }

  /** When it began. */
  Instant start() {
    return start;
  }

  /** When it ended. */
  Instant end() {
    return end;
  }

  /** How it ended: completed, rejected, failed or cancelled. */
  String status() {
    return ending instanceof Event.RunCompleted
        ? "completed"
        : ending instanceof Event.RunRejected
            ? "rejected"
            : ending instanceof Event.RunFailed ? "failed" : "cancelled";
  }

  /** Why it ended so, where there is something to say. */
  Optional<String> reason() {
    if (ending instanceof Event.RunRejected rejected) {
      return Optional.of(rejected.path() + ": " + rejected.reason());
    }
    if (ending instanceof Event.RunFailed failed) {
      return Optional.of(failed.path() + ": " + failed.message());
    }
    return ending instanceof Event.RunCancelled cancelled
        ? Optional.of("called off by " + cancelled.by())
        : Optional.empty();
  }

  /** What was closed, if the run completed. */
  Optional<Closure> closure() {
    return ending instanceof Event.RunCompleted done
        ? Optional.of(Codec.json().read(done.value(), Closure.class))
        : Optional.empty();
  }

  /** The epics as they were reviewed, if the run got there. */
  Optional<Epics> epics() {
    return Optional.ofNullable(values.get("3-epics"))
        .map(value -> Codec.json().read(value, Epics.class));
  }

  /** The steps that were completed, in order; an approved gate is one. */
  List<String> completed() {
    return List.copyOf(completed);
  }

  /** What each step, check and gate has to show, as JSON, in the order of the record. */
  Map<String, Json> evidence() {
    Map<String, Json> all = new LinkedHashMap<>();
    evidence.forEach((path, text) -> all.put(path, Evidences.json(text)));
    return all;
  }

  /** The decisions that counted, one line each. */
  List<String> decisions() {
    return List.copyOf(decisions);
  }

  /** Whether anybody was asked. */
  boolean gateReached() {
    return gateReached;
  }
}
