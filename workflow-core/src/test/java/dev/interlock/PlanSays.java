package dev.interlock;

import dev.interlock.Plan.Say;
import java.util.EnumSet;
import java.util.Random;
import java.util.Set;

/** Draws what is said of a step. */
record PlanSays(Random random) {
  private Set<Say> sometimes(int percent, Say... which) {
    Set<Say> says = EnumSet.noneOf(Say.class);
    for (Say say : which) {
      if (random.nextInt(100) < percent) {
        says.add(say);
      }
    }
    return says;
  }

  Set<Say> looking() {
    return sometimes(25, Say.OPTIONAL, Say.RETRY, Say.TIMEOUT, Say.EXPECTING, Say.VERIFIED);
  }

  Set<Say> acting() {
    Set<Say> says = sometimes(25, Say.OPTIONAL, Say.TIMEOUT, Say.EXPECTING, Say.VERIFIED);
    says.addAll(sometimes(50, Say.COMPENSATED));
    int again = random.nextInt(3);
    if (again > 0) {
      says.add(again == 1 ? Say.REPEATABLE : Say.RECONCILED);
      says.addAll(sometimes(40, Say.RETRY));
    }
    return says;
  }

  Set<Say> effect() {
    Set<Say> says = acting();
    says.remove(Say.EXPECTING);
    says.add(Say.EFFECT);
    return says;
  }

  static Set<Say> unguarded(Set<Say> says) {
    says.add(Say.UNGUARDED);
    return says;
  }
}
