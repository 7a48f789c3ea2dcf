package dev.interlock.testing;

import java.util.Arrays;
import java.util.List;

/** What a test says of recorded effects; each call returns the same. Use from one thread. */
public final class EffectsAssertion {
  private final RecordedEffects effects;

  EffectsAssertion(RecordedEffects effects) {
    this.effects = effects;
  }

  /** This was done once, with whatever. */
  public EffectsAssertion didOnce(String name) {
    int times = effects.times(name);
    if (times != 1) {
      throw Facts.of("expected once", name)
          .and("but it was done", times + " times")
          .andEach("all effects", effects.all())
          .failure();
    }
    return this;
  }

  /** These were done in this order, and nothing else was. */
  public EffectsAssertion didExactly(String... names) {
    List<String> did = effects.all().stream().map(RecordedEffects.Done::name).toList();
    if (!did.equals(Arrays.asList(names))) {
      throw Facts.of("expected effects", Arrays.asList(names)).and("but they were", did).failure();
    }
    return this;
  }

  /** Nothing was done. */
  public EffectsAssertion didNothing() {
    return didExactly();
  }
}
