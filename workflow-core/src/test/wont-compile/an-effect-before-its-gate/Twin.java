import dev.interlock.Approved;
import dev.interlock.Approvers;
import dev.interlock.Ref;
import dev.interlock.Workflow;

class Twin {
  public record Text(String text) {}

  static void publish(Approved<Text> approved) {
    approved.by();
  }

  static final Workflow<Text, Text> IT =
      Workflow.define("it", Text.class, (flow, text) -> {
        Ref<Approved<Text>> yes = flow.gate("yes", text, Approvers.confirmedBy("lead"));
        flow.step("tell").reading(yes).unverified("b").act(Twin::publish);
        return flow.step("end", Text.class).reading(text).combine(t -> t);
      });
}
