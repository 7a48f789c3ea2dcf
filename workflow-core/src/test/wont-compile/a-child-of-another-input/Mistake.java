// expects: compiler.err.cant.apply.symbol
import dev.interlock.Workflow;

class Mistake {
  public record Text(String text) {}

  public record Count(int count) {}

  static final Workflow<Text, Text> PART =
      Workflow.define("part", Text.class, (flow, text) ->
          flow.step("end", Text.class).reading(text).combine(t -> t));

  static final Workflow<Text, Text> IT =
      Workflow.define("it", Text.class, (flow, text) -> {
        return flow.child("part", PART, flow.given("count", new Count(1)));
      });
}
