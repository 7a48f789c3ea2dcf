// expects: compiler.err.cant.resolve.location.args
import dev.interlock.Approved;
import dev.interlock.Approvers;
import dev.interlock.Ref;
import dev.interlock.Workflow;

class Mistake {
  public record Text(String text) {}

  static Text publish(Approved<Text> approved) {
    return approved.value();
  }

  static final Workflow<Text, Text> IT =
      Workflow.define("it", Text.class, (flow, text) -> {
        Ref<Approved<Text>> yes = flow.gate("yes", text, Approvers.confirmedBy("lead")).optional("nice to have");
        return flow.step("end", Text.class).reading(yes).unverified("a").act(Mistake::publish);
      });
}
