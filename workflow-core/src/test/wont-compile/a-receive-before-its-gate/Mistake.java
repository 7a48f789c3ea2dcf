// expects: compiler.err.cant.resolve.location
import dev.interlock.Approved;
import dev.interlock.Approvers;
import dev.interlock.Ref;
import dev.interlock.Workflow;

class Mistake {
  public record Text(String text) {}

  static final Workflow<Text, Text> IT =
      Workflow.define("it", Text.class, (flow, text) -> {
        Ref<Text> plan = flow.receive("plan", Text.class).after(yes).unverified("a").from("agent");
        Ref<Approved<Text>> yes = flow.gate("yes", text, Approvers.confirmedBy("lead"));
        return flow.step("end", Text.class).reading(plan).combine(t -> t);
      });
}
