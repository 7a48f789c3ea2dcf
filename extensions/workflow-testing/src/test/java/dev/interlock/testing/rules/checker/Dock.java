package dev.interlock.testing.rules.checker;

/** Does the work. */
final class Dock {
  Shipping.Weight weigh(Shipping.Parcel parcel) {
    return new Shipping.Weight(parcel.name().length());
  }

  dev.interlock.Verdict look(Shipping.Parcel parcel, Shipping.Weight weight) {
    return dev.interlock.Verdict.passed(new Shipping.Seen("trust me"));
  }

  Shipping.Shipped ship(Shipping.Weight weight) {
    return new Shipping.Shipped("ship of " + weight.grams());
  }
}
