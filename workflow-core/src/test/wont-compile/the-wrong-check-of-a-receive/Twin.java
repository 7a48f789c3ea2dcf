import dev.interlock.Ref;
import dev.interlock.Verdict;
import dev.interlock.Workflow;

class Twin {
  public record Text(String text) {}

  static final Workflow<Text, Text> IT =
      Workflow.define("it", Text.class, (flow, text) -> {
        Ref<Text> plan = flow.receive("plan", Text.class).verifiedBy("looks", (Text value) -> Verdict.failed("no")).from("agent");
        return flow.step("end", Text.class).reading(plan).combine(t -> t);
      });
}
