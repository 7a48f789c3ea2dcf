// expects: compiler.err.prob.found.req
import dev.interlock.Ref;
import dev.interlock.Workflow;
import java.time.Duration;

class Mistake {
  public record Text(String text) {}

  static final Workflow<Text, Text> IT =
      Workflow.define("it", Text.class, (flow, text) -> {
        Ref<Text> later = flow.pause("later", Duration.ofHours(1));
        return flow.step("end", Text.class).reading(text).combine(t -> t);
      });
}
