import dev.interlock.Ref;
import dev.interlock.Workflow;

class Twin {
  public record Text(String text) {}

  static final Workflow<Text, Text> IT =
      Workflow.define("it", Text.class, (flow, text) -> {
        Ref<Text> rounds =
            flow.repeat("rounds", Text.class).atMost(3).until("it is short", t -> t.text().isEmpty())
                .run((again, previous) -> {
                  Ref<Text> inside = again.step("more", Text.class).reading(text).combine(t -> t);
                  return inside;
                });
        return flow.step("end", Text.class).reading(rounds).combine(t -> t);
      });
}
