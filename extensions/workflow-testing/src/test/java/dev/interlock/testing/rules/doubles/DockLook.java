package dev.interlock.testing.rules.doubles;

import dev.interlock.Verdict;

/** Looks again. */
final class DockLook {
  Verdict weight(Shipping.Parcel parcel, Shipping.Weight weight) {
    return Verdict.of(
        weight.grams() == parcel.name().length(), "another weight", new Shipping.Seen("scales"));
  }

  Verdict onBoard(Shipping.Shipped shipped) {
    return Verdict.passed(new Shipping.Seen(shipped.ship()));
  }
}
