package dev.interlock.audit;

import dev.interlock.record.Failure;
import dev.interlock.record.FailureException;
import java.util.Optional;

/** The world outside, which works or does not, as a seed says. Use from one thread. */
final class Weather {
  private static final Failure.Kind[] KINDS = {
    Failure.Kind.TRANSIENT,
    Failure.Kind.TRANSIENT,
    Failure.Kind.PERMISSION,
    Failure.Kind.CONFIGURATION,
    Failure.Kind.BUSINESS_RULE,
    Failure.Kind.UNKNOWN
  };

  private final long seed;
  private final int trouble;
  private int asked;

  /**
   * Weather.
   *
   * @param trouble how many of a hundred attempts do not work
   */
  Weather(long seed, int trouble) {
    this.seed = seed;
    this.trouble = trouble;
  }

  /** A number below a bound, another one each time. */
  int roll(int bound) {
    long mixed = (seed * 31 + asked++) * 0x9E3779B97F4A7C15L;
    mixed = (mixed ^ (mixed >>> 29)) * 0xBF58476D1CE4E5B9L;
    return (int) Math.floorMod(mixed >>> 20, (long) bound);
  }

  boolean isBad() {
    return roll(100) < trouble;
  }

  /** Gives the value, or fails in some way. */
  Shapes.Text gives(String name) throws InterruptedException {
    if (isBad()) {
      if (roll(4) == 0) {
        throw new InterruptedException("somebody else's");
      }
      throw new FailureException(KINDS[roll(KINDS.length)], "it did not work");
    }
    return new Shapes.Text(name + (isBad() ? "!" : ""));
  }

  /** Whether it happened, if that can be seen. */
  Optional<Shapes.Text> happened(String name) {
    reach();
    return roll(2) == 0 ? Optional.of(new Shapes.Text(name)) : Optional.empty();
  }

  /** Fails where nothing outside can be reached. */
  void reach() {
    if (isBad()) {
      throw new FailureException(Failure.Kind.TRANSIENT, "it is dark");
    }
  }
}
