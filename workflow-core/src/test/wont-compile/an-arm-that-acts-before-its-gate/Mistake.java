// expects: compiler.err.cant.resolve.location
import dev.interlock.Approved;
import dev.interlock.Approvers;
import dev.interlock.Ref;
import dev.interlock.Workflow;

class Mistake {
  public record Text(String text) {}

  static Text publish(Approved<Text> approved) {
    return approved.value();
  }

  static final Workflow<Text, Text> IT =
      Workflow.define("it", Text.class, (flow, text) -> {
        return flow.choose("how").on(text)
            .when("short", "it is short", t -> t.text().isEmpty(), arm -> {
              Ref<Text> done = arm.step("publish", Text.class).reading(yes).unverified("a").act(Mistake::publish);
              Ref<Approved<Text>> yes = arm.gate("yes", text, Approvers.confirmedBy("lead"));
              return done;
            })
            .otherwise(arm -> text);
      });
}
