// expects: compiler.err.cant.apply.symbol
import dev.interlock.Workflow;

class Mistake {
  public record Text(String text) {}

  static final Workflow<Text, Text> IT =
      Workflow.define("it", Text.class, (flow, text) -> {
        flow.step("tell").reading(text).unguarded("a").unverified("b").act(t -> "told");
        return flow.step("end", Text.class).reading(text).combine(t -> t);
      });
}
