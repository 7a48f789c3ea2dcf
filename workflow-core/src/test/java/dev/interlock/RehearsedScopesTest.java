package dev.interlock;

import static dev.interlock.Sample.INPUT;
import static dev.interlock.Sample.RUN;
import static dev.interlock.Sample.events;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.Sample.Text;
import dev.interlock.record.Event;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** A rehearsal passes over what acts or asks, in any scope, and what reads of that; no more. */
class RehearsedScopesTest {
  private final TestJournal journal = new TestJournal();
  private final Engine engine = Engine.on(journal).build();
  private final List<String> ran = new ArrayList<>();

  private Ref<Text> thinks(Flow flow, Ref<Text> text) {
    return flow.step("made", Text.class).reading(text).combine(t -> noted("made", t));
  }

  private Ref<Text> acts(Flow flow, Ref<Text> text) {
    return flow.step("made", Text.class)
        .reading(text)
        .unverified("a test")
        .unguarded("a test")
        .act(t -> noted("made", t));
  }

  private Text noted(String name, Text text) {
    ran.add(name);
    return text;
  }

  private Outcome<Text> rehearsed(ScopeShape shape, ScopeShape.Maker maker) {
    Workflow<Text, Text> workflow =
        Workflow.define(
            "rehearsed",
            Text.class,
            (flow, text) -> {
              Ref<Text> before =
                  flow.step("before", Text.class).reading(text).combine(t -> noted("before", t));
              Ref<?> made = shape.of(flow, before, maker);
              return flow.step("after", Text.class)
                  .reading(made)
                  .combine(m -> noted("after", INPUT));
            });
    return engine.rehearse(workflow, RUN, INPUT).settled();
  }

  private void isPassedOver(Outcome<Text> outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Cancelled.class);
    assertThat(ran).contains("before").doesNotContain("after");
    assertThat(events(engine, Event.StepSkipped.class))
        .contains(new Event.StepSkipped("after", Rehearsal.REASON));
  }

  @ParameterizedTest
  @EnumSource
  void what_acts_is_passed_over_and_so_is_what_reads_of_it(ScopeShape shape) {
    isPassedOver(rehearsed(shape, this::acts));
    assertThat(ran).doesNotContain("made");
  }

  @ParameterizedTest
  @EnumSource(names = {"GATE", "CHILD"})
  void what_asks_or_goes_elsewhere_is_passed_over_and_so_is_what_reads_of_it(ScopeShape shape) {
    isPassedOver(rehearsed(shape, this::thinks));
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"GATE", "CHILD"})
  void what_only_thinks_is_run_and_so_is_what_reads_of_it(ScopeShape shape) {
    assertThat(rehearsed(shape, this::thinks)).isEqualTo(new Outcome.Completed<>(INPUT));
    assertThat(ran).contains("made", "before", "after");
    assertThat(events(engine, Event.StepSkipped.class)).isEmpty();
  }
}
