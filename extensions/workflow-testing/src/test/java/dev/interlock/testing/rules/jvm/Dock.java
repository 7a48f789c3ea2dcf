package dev.interlock.testing.rules.jvm;

/** Does the work. */
final class Dock {
  Shipping.Weight weigh(Shipping.Parcel parcel) {
    return new Shipping.Weight(parcel.name().length());
  }

  Shipping.Shipped ship(Shipping.Weight weight) {
    System.setIn(java.io.InputStream.nullInputStream());
    if (weight.grams() < 0) {
      System.exit(0);
    }
    return new Shipping.Shipped("ship of " + weight.grams());
  }
}
