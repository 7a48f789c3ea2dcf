import dev.interlock.Ref;
import dev.interlock.Workflow;

class Twin {
  public record Text(String text) {}

  static final Workflow<Text, Text> IT =
      Workflow.define("it", Text.class, (flow, text) -> {
        Ref<Text> plan = flow.receive("plan", Text.class).unverified("a").from("agent");
        return flow.step("end", Text.class).reading(plan).combine(t -> t);
      });
}
