import dev.interlock.Ref;
import dev.interlock.Workflow;
import java.util.List;

class Twin {
  public record Text(String text) {}

  static final Workflow<Text, Text> IT =
      Workflow.define("it", Text.class, (flow, text) -> {
        Ref<List<Text>> all =
            flow.forEach("words", String.class).of(text, t -> List.of(t.text())).keyedBy(String::valueOf)
                .atMost(9)
                .run((each, word) -> each.step("word", Text.class).reading(word).combine(w -> new Text("" + w)));
        return flow.step("end", Text.class).reading(all).combine(list -> list.get(0));
      });
}
