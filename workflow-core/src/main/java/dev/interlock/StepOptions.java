package dev.interlock;

import java.util.List;
import java.util.Optional;
import org.immutables.value.Value;

/** How a step is to be treated. Immutable. */
@Value.Immutable
@Value.Style(visibility = Value.Style.ImplementationVisibility.PACKAGE)
interface StepOptions {
  /** Rules about the result that need no look at the world. */
  List<Node.Expectation> expectations();

  /** Checks of the result by another party. */
  List<Node.Verification> verifications();

  /** Why there is no check. */
  Optional<String> unverified();

  /** Why an effect needs no witness. */
  Optional<String> unguarded();

  /** Whether an effect in doubt may be tried again under the same key. */
  @Value.Default
  default boolean repeatable() {
    return false;
  }
}
