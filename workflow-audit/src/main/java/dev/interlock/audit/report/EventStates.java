package dev.interlock.audit.report;

import static java.util.Map.entry;

import dev.interlock.record.Event;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** How an event leaves the place at which it happened. */
final class EventStates {
  private static final Map<Class<? extends Event>, Function<Event, State>> STATES =
      Map.ofEntries(
          of(Event.StepStarted.class, e -> State.running("under way")),
          of(Event.StepCompleted.class, e -> State.done("done")),
          of(Event.StepFailed.class, EventStates::failed),
          of(Event.StepDoubt.class, e -> State.waiting("in doubt")),
          of(Event.StepReconciled.class, EventStates::reconciled),
          of(Event.StepSkipped.class, e -> State.skipped("skipped")),
          of(Event.CheckPassed.class, e -> State.done("passed")),
          of(Event.CheckFailed.class, e -> State.failed("failed")),
          of(Event.ChoiceMade.class, e -> State.done("took " + e.arm())),
          of(Event.LoopTurned.class, EventStates::turned),
          of(Event.EachStarted.class, EventStates::each),
          of(Event.PauseStarted.class, e -> State.waiting("pausing")),
          of(Event.PauseEnded.class, e -> State.done("over")),
          of(Event.SubmissionRequested.class, e -> State.waiting("waiting")),
          of(Event.SubmissionReceived.class, e -> State.done("received")),
          of(Event.SubmissionExpired.class, EventStates::expired),
          of(Event.ChildStarted.class, e -> State.running("under way")),
          of(Event.ChildEnded.class, EventStates::ended),
          of(Event.CompensationStarted.class, e -> State.running("being undone")),
          of(Event.CompensationCompleted.class, e -> new State(Look.UNDONE, "undone")),
          of(Event.CompensationFailed.class, e -> State.failed("not undone")),
          of(Event.GateRequested.class, e -> State.waiting("waiting")),
          of(Event.GateClosed.class, EventStates::closed));

  private EventStates() {}

  private static <E extends Event> Map.Entry<Class<? extends Event>, Function<Event, State>> of(
      Class<E> type, Function<E, State> state) {
    return entry(type, event -> state.apply(type.cast(event)));
  }

  /** How it leaves its place, if it changes anything there. */
  static Optional<State> after(Event event) {
    return Optional.ofNullable(STATES.get(event.getClass())).map(state -> state.apply(event));
  }

  private static State failed(Event.StepFailed event) {
    return switch (event.next()) {
      case "retry" -> State.waiting("failed, to be tried again");
      case "waiting" -> State.waiting("failed, waiting for a person");
      case "skip" -> State.skipped("failed, passed over");
      default -> State.failed("failed");
    };
  }

  private static State reconciled(Event.StepReconciled event) {
    return event.happened()
        ? State.done("done, as was said later")
        : State.waiting("did not happen");
  }

  private static State turned(Event.LoopTurned event) {
    return event.again()
        ? State.running("again after turn " + event.turn())
        : State.done("done after " + Numbers.of(event.turn(), "turn"));
  }

  private static State each(Event.EachStarted event) {
    String elements = Numbers.of(event.keys().size(), "element");
    return event.keys().isEmpty() ? State.done(elements) : new State(Look.IDLE, elements);
  }

  private static State expired(Event.SubmissionExpired event) {
    return event.goesOn() ? State.done("nothing came, went on") : State.failed("expired");
  }

  private static State ended(Event.ChildEnded event) {
    return event.outcome().equals("completed")
        ? State.done("completed")
        : State.failed(event.outcome());
  }

  private static State closed(Event.GateClosed event) {
    return switch (event.outcome()) {
      case "approved" -> State.done("approved");
      case "superseded" -> State.waiting("superseded");
      case "cancelled" -> State.skipped("cancelled");
      default -> State.failed(event.outcome());
    };
  }
}
