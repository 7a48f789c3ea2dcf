package dev.interlock;

import dev.interlock.record.Failure;
import dev.interlock.record.Json;
import java.time.Instant;
import java.util.Optional;

/**
 * What a run's events say of one step: its last attempt and what came of it. Immutable.
 *
 * @param tries how many attempts there were since the first, or since a person said to try again
 * @param due when it is tried again
 */
record StepFact(
    int attempt,
    int tries,
    State state,
    Optional<Json> value,
    Optional<Failure> failure,
    Optional<Instant> due) {

  /** How the last attempt stands. */
  enum State {
    /** Announced; nothing is recorded of what came of it. */
    STARTED,
    /** Done, with a value. */
    COMPLETED,
    /** Failed in a way that may pass; tried again when it is due. */
    RETRY,
    /** Failed in a way that a person may say to try again. */
    WAITING,
    /** A person said to try again, or it is known that the effect did not happen. */
    AGAIN,
    /** Failed in a way that ends the run. */
    FAILED,
    /** Failed, and the run goes on without it. */
    PASSED_BY,
    /** Passed over. */
    SKIPPED,
    /** Nobody knows whether its effect happened. */
    DOUBT,
    /** The outside world was asked whether its effect happened, and had no answer. */
    UNANSWERED
  }

  /** An attempt began. */
  static StepFact started(int attempt, Optional<StepFact> before) {
    int tries = before.map(StepFact::tries).orElse(0) + 1;
    return new StepFact(
        attempt, tries, State.STARTED, Optional.empty(), Optional.empty(), Optional.empty());
  }

  StepFact completed(Json recorded) {
    return new StepFact(
        attempt, tries, State.COMPLETED, Optional.of(recorded), Optional.empty(), Optional.empty());
  }

  StepFact failed(Failure why, State how, Optional<Instant> again) {
    return new StepFact(attempt, tries, how, Optional.empty(), Optional.of(why), again);
  }

  /** It did not happen, so that it may be done without a doubt. */
  StepFact undone() {
    return new StepFact(
        attempt, tries, State.AGAIN, Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** A person said to try again, which begins anew with counting. */
  StepFact again() {
    return new StepFact(attempt, 0, State.AGAIN, Optional.empty(), failure, Optional.empty());
  }

  StepFact now(State changed) {
    return new StepFact(attempt, tries, changed, Optional.empty(), failure, Optional.empty());
  }

  boolean is(State other) {
    return state == other;
  }
}
