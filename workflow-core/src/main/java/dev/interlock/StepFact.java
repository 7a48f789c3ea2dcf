package dev.interlock;

import dev.interlock.record.Failure;
import dev.interlock.record.Json;
import java.util.Optional;

/** What a run's events say of one step: its last attempt and what came of it. Immutable. */
record StepFact(int attempt, State state, Optional<Json> value, Optional<Failure> failure) {

  /** How the last attempt stands. */
  enum State {
    /** Announced; nothing is recorded of what came of it. */
    STARTED,
    /** Done, with a value. */
    COMPLETED,
    /** Failed in a way that a person may say to try again. */
    WAITING,
    /** A person said to try again, or that the effect did not happen. */
    AGAIN,
    /** Failed in a way that ends the run. */
    FAILED,
    /** Nobody knows whether its effect happened. */
    DOUBT
  }

  static StepFact started(int attempt) {
    return new StepFact(attempt, State.STARTED, Optional.empty(), Optional.empty());
  }

  StepFact completed(Json recorded) {
    return new StepFact(attempt, State.COMPLETED, Optional.of(recorded), Optional.empty());
  }

  StepFact failed(Failure why, boolean waits) {
    return new StepFact(
        attempt, waits ? State.WAITING : State.FAILED, Optional.empty(), Optional.of(why));
  }

  /** It did not happen, so that it may be done without a doubt. */
  StepFact undone() {
    return new StepFact(attempt, State.AGAIN, Optional.empty(), Optional.empty());
  }

  StepFact now(State changed) {
    return new StepFact(attempt, changed, Optional.empty(), failure);
  }
}
