import dev.interlock.Approved;
import dev.interlock.Approvers;
import dev.interlock.Ref;
import dev.interlock.Workflow;

class Twin {
  public record Text(String text) {}

  static final Workflow<Text, Text> IT =
      Workflow.define("it", Text.class, (flow, text) -> {
        Ref<Approved<Text>> yes = flow.gate("yes", text, Approvers.confirmedBy("lead"));
        Ref<Text> plan = flow.receive("plan", Text.class).after(yes).unverified("a").from("agent");
        return flow.step("end", Text.class).reading(plan).combine(t -> t);
      });
}
