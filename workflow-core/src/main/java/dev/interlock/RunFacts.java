package dev.interlock;

import dev.interlock.record.Entry;
import dev.interlock.record.Event;
import dev.interlock.record.Failure;
import dev.interlock.record.JournalException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A run folded from its events: facts by path, which the walk of the definition asks. Use from one
 * thread at a time.
 */
final class RunFacts {
  private final Map<String, StepFact> steps = new LinkedHashMap<>();
  private final GateFacts gates = new GateFacts();
  private final Map<Class<?>, Map<String, Event.AtPath>> latestOf = new HashMap<>();
  private final Map<String, Event.AtPath> compensations = new LinkedHashMap<>();
  private final List<String> gave = new ArrayList<>();
  private Event.@Nullable RunStarted started;
  private Event.@Nullable Terminal ending;
  private Event.@Nullable RunWaiting waiting;
  private Event.@Nullable CancelRequested cancelled;
  private String definition = "";
  private Event.@Nullable PeopleChanged adoption;
  private Instant startedAt = Instant.MIN;
  private Instant latest = Instant.MIN;
  private boolean rehearsal;

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
      boolean changesNothing =
          event instanceof Event.GateRefused || event instanceof Event.SubmissionRefused;
      waiting = changesNothing ? waiting : null;
      applyStep(atPath);
      gates.apply(atPath);
      applyCompensation(atPath);
      latestOf.computeIfAbsent(event.getClass(), c -> new HashMap<>()).put(atPath.path(), atPath);
    } else {
      applyRun(at, event);
    }
  }

  private void applyStep(Event.AtPath event) {
    String path = event.path();
    if (event instanceof Event.StepStarted step) {
      steps.put(path, StepFact.started(step.attempt(), stepAt(path)));
    } else if (event instanceof Event.StepCompleted step) {
      complete(path, step(path).completed(step.value()));
    } else if (event instanceof Event.StepFailed step) {
      StepFact attempted = // a check that stands by itself is not announced
          stepAt(path)
              .filter(fact -> fact.attempt() == step.attempt())
              .orElseGet(() -> StepFact.started(step.attempt(), stepAt(path)));
      steps.put(
          path, attempted.failed(failure(step), after(step.next()), step.due(), step.value()));
      step.value().ifPresent(effect -> gave.add(path));
    } else if (event instanceof Event.StepSkipped) {
      StepFact before = stepAt(path).orElseGet(() -> StepFact.started(1, Optional.empty()));
      steps.put(path, before.skipped());
    } else if (event instanceof Event.StepDoubt doubt) {
      steps.put(path, step(path).doubted(doubted(doubt)));
    } else if (event instanceof Event.StepReconciled step) {
      if (step.value().isPresent()) {
        complete(path, step(path).completed(step.value().get()));
      } else {
        steps.put(path, step(path).undone());
      }
    }
  }

  private void complete(String path, StepFact fact) {
    steps.put(path, fact);
    gave.add(path);
  }

  private static StepFact.State doubted(Event.StepDoubt doubt) {
    return doubt.reason().isPresent() ? StepFact.State.UNANSWERED : StepFact.State.DOUBT;
  }

  private static StepFact.State after(String next) {
    return switch (next) {
      case "retry" -> StepFact.State.RETRY;
      case "waiting" -> StepFact.State.WAITING;
      case "skip" -> StepFact.State.PASSED_BY;
      default -> StepFact.State.FAILED;
    };
  }

  private void applyCompensation(Event.AtPath event) {
    if (event instanceof Event.CompensationStarted
        || event instanceof Event.CompensationCompleted
        || event instanceof Event.CompensationFailed) {
      compensations.put(event.path(), event);
    }
  }

  private void applyRun(Instant at, Event event) {
    boolean aside = event instanceof Event.Violation || event instanceof Event.ClockAnomaly;
    waiting = aside ? waiting : null;
    if (event instanceof Event.RunStarted start) {
      started = start;
      definition = start.definition();
      startedAt = at;
    } else if (event instanceof Event.RunRehearsal) {
      rehearsal = true;
    } else if (event instanceof Event.RunWaiting wait) {
      waiting = wait;
    } else if (event instanceof Event.RunMigrated migrated) {
      definition = migrated.to();
    } else if (event instanceof Event.PeopleChanged changed) {
      adoption = changed;
    } else if (event instanceof Event.CancelRequested cancel) {
      cancelled = cancel;
    } else if (event instanceof Event.RunResumed resumed) {
      resumed.path().ifPresent(this::again);
    } else if (event instanceof Event.Terminal terminal) {
      ending = terminal;
    }
  }

  private void again(String path) {
    if (compensations.get(path) instanceof Event.CompensationFailed failed) {
      compensations.put(path, new Event.CompensationStarted(path, failed.attempt()));
    } else {
      StepFact fact = step(path);
      boolean unanswered = fact.is(StepFact.State.UNANSWERED);
      steps.put(path, unanswered ? fact.doubted(StepFact.State.DOUBT) : fact.again());
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

  /** The digest of the definition that it is pinned to. */
  String definition() {
    return definition;
  }

  /** The digest of the people that it goes by, if it knows any. */
  Optional<String> people() {
    return adoption().map(Event.PeopleChanged::to).or(() -> started().people());
  }

  /** When it began. */
  Instant startedAt() {
    return startedAt;
  }

  /** Whether nothing may be acted on. */
  boolean isRehearsal() {
    return rehearsal;
  }

  /** How it ended, if it has. */
  Optional<Event.Terminal> ending() {
    return Optional.ofNullable(ending);
  }

  /** What it waits for, if nothing happened since it began to wait. */
  Optional<Event.RunWaiting> waiting() {
    return Optional.ofNullable(waiting);
  }

  /** On whose word it goes by other people than it was started with, if it does. */
  Optional<Event.PeopleChanged> adoption() {
    return Optional.ofNullable(adoption);
  }

  /** Who called it off, if somebody did and it has not ended yet. */
  Optional<Event.CancelRequested> cancelled() {
    return Optional.ofNullable(cancelled);
  }

  /** The latest time in the record, which no clock set back undoes. */
  Instant latest() {
    return latest;
  }

  Optional<StepFact> stepAt(String path) {
    return Optional.ofNullable(steps.get(path));
  }

  Optional<GateFact> gateAt(String path) {
    return gates.at(path);
  }

  /** The last event of a type at a path. */
  <E extends Event.AtPath> Optional<E> last(Class<E> type, String path) {
    return Optional.ofNullable(latestOf.getOrDefault(type, Map.of()).get(path)).map(type::cast);
  }

  /** What the events say last of the undoing of a step. */
  Optional<Event.AtPath> compensationAt(String path) {
    return Optional.ofNullable(compensations.get(path));
  }

  /** The paths of what gave something, whether it counted or not, in that order. */
  List<String> gave() {
    return gave;
  }

  /** The steps in this state, by path. */
  List<String> stepsIn(StepFact.State state) {
    return steps.entrySet().stream()
        .filter(entry -> entry.getValue().is(state))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** The steps whose effect could not be undone, by path. */
  List<String> failedCompensations() {
    return compensations.values().stream()
        .filter(Event.CompensationFailed.class::isInstance)
        .map(Event.AtPath::path)
        .toList();
  }

  /** The gates that are open, by path. */
  List<GateFact> openGates() {
    return gates.open();
  }

  /** Whether there ever was a gate. */
  boolean hasGates() {
    return !gates.isEmpty();
  }

  /** Whether it may stand before something that it did. */
  boolean mayHaveFallenBack() {
    return gates.isAnyTakenBack() || !definition.equals(started().definition());
  }

  /** The paths of all that something was recorded of. */
  Set<String> paths() {
    Set<String> paths = new TreeSet<>();
    latestOf.values().forEach(byPath -> paths.addAll(byPath.keySet()));
    return paths;
  }

  /** Whether both say the same of the run. */
  boolean saysTheSameAs(RunFacts other) {
    return Objects.equals(started, other.started)
        && Objects.equals(ending, other.ending)
        && Objects.equals(cancelled, other.cancelled)
        && Objects.equals(adoption, other.adoption)
        && rehearsal == other.rehearsal
        && gave.equals(other.gave)
        && steps.equals(other.steps)
        && gates.equals(other.gates)
        && latestOf.equals(other.latestOf)
        && compensations.equals(other.compensations);
  }
}
