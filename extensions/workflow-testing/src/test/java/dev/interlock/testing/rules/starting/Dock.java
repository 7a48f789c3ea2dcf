package dev.interlock.testing.rules.starting;

/** Does the work. */
final class Dock {
  Shipping.Weight weigh(Shipping.Parcel parcel) {
    return new Shipping.Weight(parcel.name().length());
  }

  Shipping.Shipped ship(Shipping.Weight weight) {
    new Thread(() -> weigh(new Shipping.Parcel("later"))).start();
    try {
      new ProcessBuilder("true").start();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return new Shipping.Shipped("ship of " + weight.grams());
  }
}
