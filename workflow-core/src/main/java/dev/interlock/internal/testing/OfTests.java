package dev.interlock.internal.testing;

/**
 * Marks a journal that only tests write to. Each run in it is recorded under the profile {@link
 * #PROFILE}, which no verifier takes for a run of production; in return its engine takes any least
 * profile and any grade of presence, so that a test can play them.
 */
public interface OfTests {
  /** What {@code run.started} says of such a run. */
  String PROFILE = "test";

  /** Whether this is such a journal. */
  static boolean is(Object journal) {
    return journal instanceof OfTests;
  }
}
