// expects: compiler.err.cant.apply.symbol
import dev.interlock.Ref;
import dev.interlock.Workflow;

class Mistake {
  public record Text(String text) {}

  public record Count(int count) {}

  static final Workflow<Text, Text> IT =
      Workflow.define("it", Text.class, (flow, text) -> {
        Ref<Count> count = flow.step("count", Count.class).reading(text).combine(t -> new Count(1));
        Ref<Text> both = flow.choose("how").on(text)
            .when("short", "it is short", t -> t.text().isEmpty(), one -> text)
            .otherwise(two -> count);
        return flow.step("end", Text.class).reading(both, count).combine((t, c) -> t);
      });
}
