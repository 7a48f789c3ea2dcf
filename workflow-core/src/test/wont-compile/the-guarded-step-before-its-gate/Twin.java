import dev.interlock.Approved;
import dev.interlock.Approvers;
import dev.interlock.Ref;
import dev.interlock.Workflow;

class Twin {
  public record Epics(int done) {}

  public record Closure(int closed) {}

  static Closure close(Approved<Epics> approval) {
    return new Closure(approval.value().done());
  }

  static final Workflow<Epics, Closure> REVIEW =
      Workflow.define("review", Epics.class, (flow, epics) -> {
        Ref<Approved<Epics>> approval = flow.gate("approval", epics, Approvers.confirmedBy("owner"));
        Ref<Closure> closure =
            flow.step("closure", Closure.class).reading(approval).unverified("a").act(Twin::close);
        return closure;
      });
}
