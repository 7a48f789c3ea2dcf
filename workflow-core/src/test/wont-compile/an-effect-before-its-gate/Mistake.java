// expects: compiler.err.cant.resolve.location
import dev.interlock.Approved;
import dev.interlock.Approvers;
import dev.interlock.Ref;
import dev.interlock.Workflow;

class Mistake {
  public record Text(String text) {}

  static void publish(Approved<Text> approved) {
    approved.by();
  }

  static final Workflow<Text, Text> IT =
      Workflow.define("it", Text.class, (flow, text) -> {
        flow.step("tell").reading(yes).unverified("b").act(Mistake::publish);
        Ref<Approved<Text>> yes = flow.gate("yes", text, Approvers.confirmedBy("lead"));
        return flow.step("end", Text.class).reading(text).combine(t -> t);
      });
}
