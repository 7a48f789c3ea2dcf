// expects: compiler.err.cant.apply.symbol
import dev.interlock.Ref;
import dev.interlock.Verdict;
import dev.interlock.Workflow;

class Mistake {
  public record Text(String text) {}

  public record Count(int count) {}

  static final Workflow<Text, Text> IT =
      Workflow.define("it", Text.class, (flow, text) -> {
        Ref<Text> plan = flow.receive("plan", Text.class).verifiedBy("looks", (Count value) -> Verdict.failed("no")).from("agent");
        return flow.step("end", Text.class).reading(plan).combine(t -> t);
      });
}
