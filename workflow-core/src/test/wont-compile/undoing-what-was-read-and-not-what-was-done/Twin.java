import dev.interlock.Approved;
import dev.interlock.Approvers;
import dev.interlock.Workflow;

class Twin {
  public record Text(String text) {}

  static Text publish(Approved<Text> approved) {
    return approved.value();
  }

  static final Workflow<Text, Text> IT =
      Workflow.define("it", Text.class, (flow, text) -> {
        return flow.step("end", Text.class).reading(flow.gate("yes", text, Approvers.confirmedBy("lead"))).unverified("a")
            .compensatedBy((Text done) -> {})
            .act(Twin::publish);
      });
}
