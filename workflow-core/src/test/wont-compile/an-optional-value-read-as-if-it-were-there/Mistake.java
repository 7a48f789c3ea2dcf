// expects: compiler.err.cant.apply.symbol
import dev.interlock.Ref;
import dev.interlock.Workflow;
import java.util.Optional;

class Mistake {
  public record Text(String text) {}

  static Text more(Text text) {
    return text;
  }

  static final Workflow<Text, Text> IT =
      Workflow.define("it", Text.class, (flow, text) -> {
        Ref<Optional<Text>> extra =
            flow.step("extra", Text.class).reading(text).optional("nice to have").combine(t -> t);
        return flow.step("end", Text.class).reading(extra).combine(Mistake::more);
      });
}
