// expects: compiler.err.prob.found.req
import dev.interlock.Workflow;

class Mistake {
  public record Text(String text) {}

  static final Workflow<Text, Text> IT =
      Workflow.define("it", Text.class, (flow, text) -> {
        return flow.choose("how").on(text)
            .when("short", "it is short", t -> t.text().isEmpty(), one -> text)
            ;
      });
}
