// expects: compiler.err.cant.apply.symbol
import dev.interlock.Approved;
import dev.interlock.Approvers;
import dev.interlock.Checked;
import dev.interlock.Ref;
import dev.interlock.Verdict;
import dev.interlock.Workflow;

class Mistake {
  public record Epics(int done) {}

  public record Closure(int closed) {}

  static Closure close(Approved<Epics> approval) {
    return new Closure(approval.value().done());
  }

  static final Workflow<Epics, Closure> REVIEW =
      Workflow.define("review", Epics.class, (flow, epics) -> {
        Ref<Checked<Epics>> check = flow.check("all-done", epics, Verdict::passed);
        Ref<Approved<Epics>> approval = flow.gate("approval", epics, Approvers.confirmedBy("owner"));
        return flow.step("closure", Closure.class)
            .reading(check)
            .unverified("a test")
            .act(Mistake::close);
      });
}
