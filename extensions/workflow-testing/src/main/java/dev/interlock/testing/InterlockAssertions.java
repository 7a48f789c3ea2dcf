package dev.interlock.testing;

import java.util.Optional;

/**
 * Where assertions about runs begin: {@code assertThat(run).completed()}. What fails is said as a
 * list of facts.
 */
public final class InterlockAssertions {
  private InterlockAssertions() {}

  /** About a run. */
  public static RunAssertion assertThat(TestRun<?> run) {
    return new RunAssertion(run.goesOn().record(), Optional.of(run));
  }

  /** About what was recorded of a run. */
  public static RecordAssertion assertThat(RunRecord record) {
    return new RecordAssertion(record);
  }

  /** About effects. */
  public static EffectsAssertion assertThat(RecordedEffects effects) {
    return new EffectsAssertion(effects);
  }
}
