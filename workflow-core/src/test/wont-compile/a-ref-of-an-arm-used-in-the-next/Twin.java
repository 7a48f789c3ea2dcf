import dev.interlock.Ref;
import dev.interlock.Workflow;

class Twin {
  public record Text(String text) {}

  static final Workflow<Text, Text> IT =
      Workflow.define("it", Text.class, (flow, text) -> {
        return flow.choose("how").on(text)
            .when("short", "it is short", t -> t.text().isEmpty(), one -> {
              Ref<Text> inside = one.step("more", Text.class).reading(text).combine(t -> t);
              return inside;
            })
            .otherwise(two -> two.step("more", Text.class).reading(text).combine(t -> t));
      });
}
