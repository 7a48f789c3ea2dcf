// expects: compiler.err.prob.found.req
import dev.interlock.Workflow;

class Mistake {
  public record Text(String text) {}

  public record Count(int count) {}

  static final Workflow<Text, Text> IT =
      Workflow.define("it", Text.class, (flow, text) -> {
        return flow.choose("how").on(text)
            .when("short", "it is short", (Count t) -> true, one -> text)
            .otherwise(two -> text);
      });
}
