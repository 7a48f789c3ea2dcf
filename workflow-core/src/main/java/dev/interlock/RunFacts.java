package dev.interlock;

import dev.interlock.record.Entry;
import dev.interlock.record.Event;
import dev.interlock.record.Failure;
import dev.interlock.record.JournalException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A run folded from its events: facts by path, which the walk of the definition asks. Use from one
 * thread at a time.
 */
final class RunFacts {
  private final Map<String, StepFact> steps = new LinkedHashMap<>();
  private final Map<String, GateFact> gates = new LinkedHashMap<>();
  private final Map<String, Event.CheckFailed> failedChecks = new LinkedHashMap<>();
  private final Map<String, Event.CheckPassed> passedChecks = new LinkedHashMap<>();
  private Event.@Nullable RunStarted started;
  private Event.@Nullable Terminal ending;
  private Event.@Nullable RunWaiting waiting;
  private Instant latest = Instant.MIN;

  /** Folds the events of a run. */
  static RunFacts of(List<Entry> entries) {
    RunFacts facts = new RunFacts();
    for (Entry entry : entries) {
      facts.apply(entry.at(), entry.event());
    }
    return facts;
  }

  /** Takes one more event. */
  void apply(Instant at, Event event) {
    latest = at.isAfter(latest) ? at : latest;
    if (event instanceof Event.AtPath atPath) {
      waiting = event instanceof Event.GateRefused ? waiting : null;
      applyStep(atPath);
      applyGate(atPath);
    } else {
      applyRun(event);
    }
  }

  private void applyStep(Event.AtPath event) {
    String path = event.path();
    if (event instanceof Event.StepStarted step) {
      steps.put(path, StepFact.started(step.attempt()));
    } else if (event instanceof Event.StepCompleted step) {
      steps.put(path, step(path).completed(step.value()));
    } else if (event instanceof Event.StepFailed step) {
      StepFact attempted = steps.getOrDefault(path, StepFact.started(step.attempt()));
      steps.put(path, attempted.failed(failure(step), step.next().equals("waiting")));
    } else if (event instanceof Event.StepDoubt) {
      steps.put(path, step(path).now(StepFact.State.DOUBT));
    } else if (event instanceof Event.StepReconciled step) {
      steps.put(path, step.value().map(step(path)::completed).orElseGet(() -> step(path).undone()));
    } else if (event instanceof Event.CheckPassed check) {
      passedChecks.put(path, check);
    } else if (event instanceof Event.CheckFailed check) {
      failedChecks.put(path, check);
    }
  }

  private void applyGate(Event.AtPath event) {
    String path = event.path();
    if (event instanceof Event.GateRequested request) {
      gates.put(path, GateFact.requested(request));
    } else if (event instanceof Event.GateDecided decision) {
      gates.put(path, gate(path).decided(decision));
    } else if (event instanceof Event.GateClosed closed) {
      gates.put(path, gate(path).closed(closed.outcome()));
    }
  }

  private void applyRun(Event event) {
    waiting = null;
    if (event instanceof Event.RunStarted start) {
      started = start;
    } else if (event instanceof Event.RunWaiting wait) {
      waiting = wait;
    } else if (event instanceof Event.RunResumed resumed && resumed.path().isPresent()) {
      String path = resumed.path().get();
      steps.put(path, step(path).now(StepFact.State.AGAIN));
    } else if (event instanceof Event.Terminal terminal) {
      ending = terminal;
    }
  }

  private static Failure failure(Event.StepFailed step) {
    return new Failure(
        step.failure(), step.type(), step.message(), step.toCheck(), step.toRecover());
  }

  private StepFact step(String path) {
    StepFact fact = steps.get(path);
    if (fact == null) {
      throw new JournalException("the record speaks of step '" + path + "' before it was started");
    }
    return fact;
  }

  private GateFact gate(String path) {
    GateFact fact = gates.get(path);
    if (fact == null) {
      throw new JournalException("the record decides gate '" + path + "' before it was requested");
    }
    return fact;
  }

  /** Whether there is no event at all. */
  boolean isEmpty() {
    return started == null;
  }

  /** How the run began. */
  Event.RunStarted started() {
    if (started == null) {
      throw new JournalException("the record of the run does not begin with run.started");
    }
    return started;
  }

  /** How it ended, if it has. */
  Optional<Event.Terminal> ending() {
    return Optional.ofNullable(ending);
  }

  /** What it waits for, if nothing happened since it began to wait. */
  Optional<Event.RunWaiting> waiting() {
    return Optional.ofNullable(waiting);
  }

  /** The latest time in the record, which no clock set back undoes. */
  Instant latest() {
    return latest;
  }

  Optional<StepFact> stepAt(String path) {
    return Optional.ofNullable(steps.get(path));
  }

  Optional<GateFact> gateAt(String path) {
    return Optional.ofNullable(gates.get(path));
  }

  Optional<Event.CheckPassed> passedAt(String path) {
    return Optional.ofNullable(passedChecks.get(path));
  }

  Optional<Event.CheckFailed> failedAt(String path) {
    return Optional.ofNullable(failedChecks.get(path));
  }

  /** The gates that are open, by path. */
  List<GateFact> openGates() {
    return gates.isEmpty() ? List.of() : gates.values().stream().filter(GateFact::isOpen).toList();
  }

  /** The steps in this state, by path. */
  List<String> stepsIn(StepFact.State state) {
    return steps.entrySet().stream()
        .filter(entry -> entry.getValue().state() == state)
        .map(Map.Entry::getKey)
        .toList();
  }
}
