import dev.interlock.Workflow;

class Twin {
  public record Text(String text) {}

  static final Workflow<Text, Text> IT =
      Workflow.define("it", Text.class, (flow, text) -> {
        return flow.repeat("rounds", Text.class).atMost(3).until("it is short", t -> t.text().isEmpty())
            .run((again, previous) -> text);
      });
}
