import dev.interlock.Workflow;
import java.time.Duration;

class Twin {
  public record Text(String text) {}

  static final Workflow<Text, Text> IT =
      Workflow.define("it", Text.class, (flow, text) -> {
        flow.pause("later", Duration.ofHours(1));
        return flow.step("end", Text.class).reading(text).combine(t -> t);
      });
}
