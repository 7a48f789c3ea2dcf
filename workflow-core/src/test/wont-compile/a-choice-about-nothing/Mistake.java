// expects: compiler.err.cant.resolve.location.args
import dev.interlock.Workflow;

class Mistake {
  public record Text(String text) {}

  static final Workflow<Text, Text> IT =
      Workflow.define("it", Text.class, (flow, text) -> {
        return flow.choose("how")
            .when("short", "it is short", t -> true, one -> text)
            .otherwise(two -> text);
      });
}
