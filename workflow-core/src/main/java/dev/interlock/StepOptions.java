package dev.interlock;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.immutables.value.Value;

/** How a step is to be treated. Immutable. */
@Value.Immutable
interface StepOptions {
  /** Rules about the result that need no look at the world. */
  List<Node.Expectation> expectations();

  /** Checks of the result by another party. */
  List<Node.Verification> verifications();

  /** Why there is no check. */
  Optional<String> unverified();

  /** Why an effect needs no witness. */
  Optional<String> unguarded();

  /** Why the run goes on without it when it fails. */
  Optional<String> optional();

  /** How often it is tried when what failed may pass. */
  Optional<Step.Retry> retry();

  /** How long an attempt may take. */
  Optional<Duration> timeout();

  /** Undoes the effect when the run ends otherwise than completed. */
  Optional<Compensation> compensation();

  /** Asks the outside world whether an effect in doubt happened. */
  Optional<Node.Call<Optional<?>>> reconciliation();

  /** Whether an effect in doubt may be tried again under the same key. */
  @Value.Default
  default boolean repeatable() {
    return false;
  }

  /** Whether its value and all evidence of it go into blobs. */
  @Value.Default
  default boolean sensitive() {
    return false;
  }

  /**
   * What undoes an effect.
   *
   * @param ofResult whether it reads what the step gave; else it reads what the step read
   */
  record Compensation(Node.Call<?> undo, boolean ofResult) {}
}
