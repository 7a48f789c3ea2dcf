package dev.interlock.audit.report;

import dev.interlock.record.Event;
import dev.interlock.record.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What became of one place of a run. Use from one thread. */
final class Place {
  /** A check, what it said, and what it saw or why it was not made. */
  record Seen(String check, String verdict, Optional<String> reason, Optional<Json> evidence) {}

  private final List<Seen> seen = new ArrayList<>();
  private final List<Json> evidence = new ArrayList<>();
  private final String path;
  private State state = State.NOT_REACHED;
  private String kind = "";
  private int attempts;
  private OptionalLong tookMicros = OptionalLong.empty();
  private Optional<Json> value = Optional.empty();

  Place(String path) {
    this.path = path;
  }

  /** Something happened here. */
  void happened(Event event) {
    if (!(event instanceof Event.CheckPassed && !kind.isEmpty())) {
      EventStates.after(event).ifPresent(after -> state = after);
    }
    if (event instanceof Event.StepStarted started) {
      kind = started.kind();
      attempts = started.attempt();
    } else if (event instanceof Event.StepCompleted completed) {
      tookMicros = OptionalLong.of(completed.tookMicros());
      value = Optional.of(completed.value());
      evidence.addAll(completed.evidence());
      completed.checks().forEach(this::saw);
    } else if (event instanceof Event.StepEvidence wrote) {
      evidence.addAll(wrote.evidence());
    } else {
      examined(event);
    }
  }

  private void examined(Event event) {
    if (event instanceof Event.CheckPassed check) {
      seen.add(new Seen(check.check(), "passed", Optional.empty(), Optional.of(check.evidence())));
    } else if (event instanceof Event.CheckFailed check) {
      seen.add(new Seen(check.check(), "failed", Optional.of(check.reason()), check.evidence()));
    } else if (event instanceof Event.StepReconciled said) {
      value = said.value();
      said.checks().forEach(this::saw);
    } else if (event instanceof Event.SubmissionReceived received) {
      value = Optional.of(received.value());
      received.checks().forEach(this::saw);
    } else if (event instanceof Event.SubmissionRequested asked) {
      attempts = asked.attempt();
    } else if (event instanceof Event.GateRequested asked) {
      attempts = asked.attempt();
    }
  }

  private void saw(Event.CheckResult check) {
    seen.add(new Seen(check.check(), check.verdict(), check.reason(), check.evidence()));
  }

  /** The run ended, and nothing can come any more. */
  void end() {
    if (state.is(Look.RUNNING) || state.is(Look.WAITING)) {
      state = State.skipped("not finished");
    }
  }

  /** The run ended because of it. */
  void endedTheRun() {
    if (!state.is(Look.FAILED) && !state.is(Look.UNDONE)) {
      state = State.failed("failed");
    }
  }

  String path() {
    return path;
  }

  State state() {
    return state;
  }

  /** What kind of step it is; empty where it is none. */
  String kind() {
    return kind;
  }

  int attempts() {
    return attempts;
  }

  OptionalLong tookMicros() {
    return tookMicros;
  }

  Optional<Json> value() {
    return value;
  }

  List<Json> evidence() {
    return evidence;
  }

  List<Seen> seen() {
    return seen;
  }
}
