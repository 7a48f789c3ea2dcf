import dev.interlock.Workflow;

class Twin {
  public record Text(String text) {}

  static final Workflow<Text, Text> PART =
      Workflow.define("part", Text.class, (flow, text) ->
          flow.step("end", Text.class).reading(text).combine(t -> t));

  static final Workflow<Text, Text> IT =
      Workflow.define("it", Text.class, (flow, text) -> {
        return flow.child("part", PART, text);
      });
}
