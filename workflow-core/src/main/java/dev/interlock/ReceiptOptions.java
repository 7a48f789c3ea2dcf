package dev.interlock;

import dev.interlock.record.Json;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.immutables.value.Value;

/** What is asked of a value from outside. Immutable. */
@Value.Immutable
interface ReceiptOptions {
  /** The roles whose principals may hand it in. */
  List<String> roles();

  /** The witnesses that must be there first. */
  List<Ref<?>> after();

  /** Rules about the value that need no look at the world. */
  List<Node.Expectation> expectations();

  /** Checks of the value by another party. */
  List<Node.Verification> verifications();

  /** Why there is no check. */
  Optional<String> unverified();

  /** How long is waited, if that is limited. */
  Optional<Duration> within();

  /** Whether the value and what checks saw of it go into blobs. */
  @Value.Default
  default boolean sensitive() {
    return false;
  }

  /** What the run goes on with when nothing came in time. */
  Optional<Json> otherwise();
}
