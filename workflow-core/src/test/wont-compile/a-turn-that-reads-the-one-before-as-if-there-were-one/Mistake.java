// expects: compiler.err.cant.apply.symbol
import dev.interlock.Workflow;

class Mistake {
  public record Text(String text) {}

  static Text more(Text text) {
    return text;
  }

  static final Workflow<Text, Text> IT =
      Workflow.define("it", Text.class, (flow, text) -> {
        return flow.repeat("rounds", Text.class).atMost(3).until("it is short", t -> t.text().isEmpty())
            .run((again, previous) ->
                again.step("more", Text.class).reading(previous).combine(Mistake::more));
      });
}
