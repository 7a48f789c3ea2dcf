package dev.interlock;

import dev.interlock.record.Failure;
import dev.interlock.record.Json;
import java.time.Instant;
import java.util.Optional;

/**
 * What a run's events say of one step: its last attempt and what came of it. Immutable.
 *
 * @param tries how many attempts there were since the first, or since a person said to try again
 * @param value what it gave, once it is done
 * @param effect what an act gave that has failed since and whose effect is to be undone
 * @param due when it is tried again
 */
record StepFact(
    int attempt,
    int tries,
    State state,
    Optional<Json> value,
    Optional<Json> effect,
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

  private static final Optional<Json> NONE = Optional.empty();

  /** An attempt began. */
  static StepFact started(int attempt, Optional<StepFact> before) {
    int tries = before.map(StepFact::tries).orElse(0) + 1;
    return new StepFact(
        attempt, tries, State.STARTED, NONE, NONE, Optional.empty(), Optional.empty());
  }

  StepFact completed(Json recorded) {
    return new StepFact(
        attempt,
        tries,
        State.COMPLETED,
        Optional.of(recorded),
        NONE,
        Optional.empty(),
        Optional.empty());
  }

  StepFact failed(Failure why, State how, Optional<Instant> again, Optional<Json> gave) {
    return new StepFact(attempt, tries, how, NONE, gave, Optional.of(why), again);
  }

  /** It did not happen, so that it may be done without a doubt. */
  StepFact undone() {
    return new StepFact(
        attempt, tries, State.AGAIN, NONE, NONE, Optional.empty(), Optional.empty());
  }

  /** A person said to try again, which begins anew with counting. */
  StepFact again() {
    return new StepFact(attempt, 0, State.AGAIN, NONE, effect, failure, Optional.empty());
  }

  /** It is passed over. */
  StepFact skipped() {
    return new StepFact(attempt, tries, State.SKIPPED, NONE, effect, failure, Optional.empty());
  }

  /** Nobody knows, or nobody could say, whether its effect happened. */
  StepFact doubted(State doubt) {
    return new StepFact(attempt, tries, doubt, NONE, NONE, failure, Optional.empty());
  }

  boolean is(State other) {
    return state == other;
  }

  /** Whether it gave something, which may have to be undone. */
  boolean gave() {
    return value.isPresent() || effect.isPresent();
  }
}
