package dev.interlock;

import dev.interlock.Sample.Text;
import java.util.List;

/** Where a text may be made: in a step of the workflow, or in any of its scopes. */
enum ScopeShape {
  STEP {
    @Override
    Ref<?> of(Flow flow, Ref<Text> text, Maker maker) {
      return maker.in(flow, text);
    }
  },
  CHECK {
    @Override
    Ref<?> of(Flow flow, Ref<Text> text, Maker maker) {
      return flow.check("sound", maker.in(flow, text), t -> Sample.seen());
    }
  },
  GATE {
    @Override
    Ref<?> of(Flow flow, Ref<Text> text, Maker maker) {
      return flow.gate("fine", maker.in(flow, text), Approvers.confirmedBy("a"));
    }
  },
  PARALLEL {
    @Override
    Ref<?> of(Flow flow, Ref<Text> text, Maker maker) {
      return flow.parallel("both", Text.class)
          .branch("plain", b -> text)
          .branch("made", b -> maker.in(b, text))
          .join((plain, made) -> made);
    }
  },
  CHOICE {
    @Override
    Ref<?> of(Flow flow, Ref<Text> text, Maker maker) {
      return flow.choose("one")
          .on(text)
          .when("none", "is empty", t -> t.text().isEmpty(), f -> text)
          .otherwise(f -> maker.in(f, text));
    }
  },
  REPEAT {
    @Override
    Ref<?> of(Flow flow, Ref<Text> text, Maker maker) {
      return flow.repeat("rounds", Text.class)
          .atMost(2)
          .until("is there", t -> true)
          .run((turn, before) -> maker.in(turn, text));
    }
  },
  EACH {
    @Override
    Ref<?> of(Flow flow, Ref<Text> text, Maker maker) {
      return flow.forEach("all", Text.class)
          .of(text, List::of)
          .keyedBy(Text::text)
          .atMost(1)
          .run((turn, element) -> maker.in(turn, element));
    }
  },
  CHILD {
    @Override
    Ref<?> of(Flow flow, Ref<Text> text, Maker maker) {
      Workflow<Text, Text> child =
          Workflow.define("making", Text.class, (inner, in) -> maker.in(inner, in));
      return flow.child("part", child, text);
    }
  };

  /** Gives what is made in it. */
  abstract Ref<?> of(Flow flow, Ref<Text> text, Maker maker);

  /** Makes a text of a text. */
  interface Maker {
    Ref<Text> in(Flow flow, Ref<Text> text);
  }
}
