// expects: compiler.err.cant.resolve.location.args
import dev.interlock.Workflow;

class Mistake {
  public record Text(String text) {}

  static final Workflow<Text, Text> IT =
      Workflow.define("it", Text.class, (flow, text) -> {
        return flow.repeat("rounds", Text.class).atMost(3)
            .run((again, previous) -> text);
      });
}
