// expects: compiler.err.cant.apply.symbol
import dev.interlock.Approved;
import dev.interlock.Approvers;
import dev.interlock.Ref;
import dev.interlock.Workflow;

class Mistake {
  public record Text(String text) {}

  public record Count(int count) {}

  static Text publish(Approved<Text> approved, Count count) {
    return approved.value();
  }

  static final Workflow<Text, Text> IT =
      Workflow.define("it", Text.class, (flow, text) -> {
        Ref<Count> count = flow.step("count", Count.class).reading(text).combine(t -> new Count(1));
        var yes = flow.choose("how").on(text)
            .when("short", "it is short", t -> t.text().isEmpty(), one -> one.gate("one", count, Approvers.confirmedBy("lead")))
            .otherwise(two -> two.gate("two", count, Approvers.confirmedBy("boss")));
        return flow.step("end", Text.class).reading(yes, count).unverified("a").act(Mistake::publish);
      });
}
