// expects: compiler.err.cant.apply.symbols
import dev.interlock.Workflow;
import java.time.Duration;

class Mistake {
  public record Text(String text) {}

  static final Workflow<Text, Text> IT =
      Workflow.define("it", Text.class, (flow, text) -> {
        return flow.step("end", Text.class).reading(text).unverified("a")
            .retry(Duration.ofSeconds(1))
            .compute(t -> t);
      });
}
