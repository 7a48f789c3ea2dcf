package dev.interlock.testing.rules.writing;

import dev.interlock.Approved;
import dev.interlock.Approvers;
import dev.interlock.Flow;
import dev.interlock.Ref;
import dev.interlock.Workflow;

/** A definition that keeps all rules. */
public final class Shipping {
  private final Dock dock;
  private final DockLook look;

  private Shipping(Dock dock, DockLook look) {
    this.dock = dock;
    this.look = look;
  }

  public record Parcel(String name) {}

  public record Weight(long grams) {}

  public record Shipped(String ship) {}

  public record Seen(String what) {}

  /** The workflow. */
  public static Workflow<Parcel, Shipped> workflow() {
    Shipping shipping = new Shipping(new Dock(), new DockLook());
    return Workflow.define("shipping", Parcel.class, shipping::define);
  }

  private Ref<Shipped> define(Flow flow, Ref<Parcel> parcel) {
    Ref<Weight> weight =
        flow.step("weight", Weight.class)
            .reading(parcel)
            .expecting("it weighs something", w -> w.grams() > 0)
            .verifiedBy("weigh-again", look::weight)
            .compute(dock::weigh);
    return ship(flow, new Weighed(weight), Approvers.confirmedBy("harbour-master"));
  }

  /** What is known before somebody decides. */
  private record Weighed(Ref<Weight> weight) {}

  private Ref<Shipped> ship(Flow flow, Weighed weighed, Approvers approvers) {
    dock.ship(new Weight(1));
    Ref<Approved<Weight>> approved = flow.gate("approval", weighed.weight(), approvers);
    return flow.step("ship", Shipped.class)
        .reading(approved)
        .verifiedBy("on-board", (a, s) -> look.onBoard(s))
        .act(a -> dock.ship(a.value()));
  }
}
