package dev.interlock.testing.rules.root;

/** Does the work. */
final class Dock {
  Shipping.Weight weigh(Shipping.Parcel parcel) {
    return new Shipping.Weight(parcel.name().length());
  }

  Shipping.Shipped ship(Shipping.Weight weight) {
    return new Shipping.Shipped("ship of " + weight.grams());
  }
}
