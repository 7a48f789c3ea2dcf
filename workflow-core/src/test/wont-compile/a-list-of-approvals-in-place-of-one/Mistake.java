// expects: compiler.err.cant.apply.symbol
import dev.interlock.Approved;
import dev.interlock.Approvers;
import dev.interlock.Ref;
import dev.interlock.Workflow;
import java.util.List;

class Mistake {
  public record Text(String text) {}

  static Text publish(Approved<Text> approved) {
    return approved.value();
  }

  static final Workflow<Text, Text> IT =
      Workflow.define("it", Text.class, (flow, text) -> {
        Ref<List<Approved<Text>>> all =
            flow.forEach("words", String.class).of(text, t -> List.of(t.text())).keyedBy(key -> key)
                .atMost(9).run((each, word) -> each.gate("yes", text, Approvers.confirmedBy("lead")));
        Ref<Approved<Text>> one = flow.gate("yes", text, Approvers.confirmedBy("lead"));
        return flow.step("end", Text.class).reading(all).unverified("a").act(Mistake::publish);
      });
}
