import dev.interlock.Step;
import dev.interlock.Workflow;
import java.time.Duration;

class Twin {
  public record Text(String text) {}

  static final Workflow<Text, Text> IT =
      Workflow.define("it", Text.class, (flow, text) -> {
        return flow.step("end", Text.class).reading(text).unverified("a")
            .retry(Step.Retry.attempts(3).waiting(Duration.ofSeconds(1)))
            .compute(t -> t);
      });
}
