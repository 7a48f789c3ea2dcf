import dev.interlock.Approved;
import dev.interlock.Approvers;
import dev.interlock.Ref;
import dev.interlock.Workflow;

class Twin {
  public record Text(String text) {}

  static Text publish(Approved<Text> approved) {
    return approved.value();
  }

  static final Workflow<Text, Text> IT =
      Workflow.define("it", Text.class, (flow, text) -> {
        return flow.choose("how").on(text)
            .when("short", "it is short", t -> t.text().isEmpty(), arm -> {
              Ref<Approved<Text>> yes = arm.gate("yes", text, Approvers.confirmedBy("lead"));
              Ref<Text> done = arm.step("publish", Text.class).reading(yes).unverified("a").act(Twin::publish);
              return done;
            })
            .otherwise(arm -> text);
      });
}
