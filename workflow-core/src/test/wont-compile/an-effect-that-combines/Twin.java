import dev.interlock.Workflow;

class Twin {
  public record Text(String text) {}

  static final Workflow<Text, Text> IT =
      Workflow.define("it", Text.class, (flow, text) -> {
        flow.step("tell").reading(text).unguarded("a").unverified("b").act(t -> {});
        return flow.step("end", Text.class).reading(text).combine(t -> t);
      });
}
