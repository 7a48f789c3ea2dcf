import dev.interlock.Approved;
import dev.interlock.Approvers;
import dev.interlock.Ref;
import dev.interlock.Workflow;

class Twin {
  public record Epics(int done) {}

  public record Tests(int passed) {}

  public record Closure(int closed) {}

  static Closure close(Approved<Epics> approval) {
    return new Closure(approval.value().done());
  }

  static final Workflow<Epics, Closure> REVIEW =
      Workflow.define("review", Epics.class, (flow, epics) -> {
        Ref<Tests> tests = flow.given("tests", new Tests(1));
        Ref<Approved<Epics>> first = flow.gate("epics", epics, Approvers.confirmedBy("owner"));
        Ref<Approved<Tests>> second = flow.gate("tests-gate", tests, Approvers.confirmedBy("owner"));
        return flow.step("closure", Closure.class)
            .reading(first)
            .unverified("a test")
            .act(Twin::close);
      });
}
