package dev.interlock.testing.rules.jvm;

import dev.interlock.Verdict;

/** Looks again. */
final class DockLook {
  Verdict weight(Shipping.Parcel parcel, Shipping.Weight weight) {
    return Verdict.of(
        weight.grams() == parcel.name().length(), "another weight", new Shipping.Seen("scales"));
  }

  Verdict onBoard(Shipping.Shipped shipped) {
    try {
      dev.interlock.Approved.class.getDeclaredConstructors()[0].setAccessible(true);
    } catch (RuntimeException e) {
      return Verdict.failed("no luck");
    }
    return Verdict.passed(new Shipping.Seen(shipped.ship()));
  }
}
