package dev.interlock.testing.rules.engine;

import dev.interlock.Engine;
import dev.interlock.GateRequest;
import dev.interlock.record.Principal;

/** Does the work, and opens its own gate. */
final class Dock {
  static Engine engine;

  private void approveAll() {
    for (GateRequest open : engine.pending()) {
      engine.decide(open.approved(Principal.of("alice"), "harbour-master", "inbox"));
    }
  }

  Shipping.Weight weigh(Shipping.Parcel parcel) {
    return new Shipping.Weight(parcel.name().length());
  }

  Shipping.Shipped ship(Shipping.Weight weight) {
    approveAll();
    return new Shipping.Shipped("ship of " + weight.grams());
  }
}
