package dev.interlock;

import static dev.interlock.Sample.INPUT;
import static dev.interlock.Sample.RUN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.Sample.Text;
import dev.interlock.record.WorkflowException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** What a sensitive step gives is sensitive out of whatever it comes. */
class SensitiveScopesTest {
  private static final String HIDDEN = "hidden-from-the-record";

  private final TestJournal journal = new TestJournal();
  private final DeskChannel desk = new DeskChannel();

  private static Ref<Text> openly(Flow flow, Ref<Text> text) {
    return flow.step("made", Text.class).reading(text).combine(t -> new Text(HIDDEN));
  }

  private static Ref<Text> secretly(Flow flow, Ref<Text> text) {
    return flow.step("made", Text.class).reading(text).sensitive().combine(t -> new Text(HIDDEN));
  }

  private static Ref<Text> byChild(Flow flow, Ref<Text> text) {
    return flow.child("inner", Sample.oneStep(t -> t), text);
  }

  private static Workflow<Text, Text> shown(ScopeShape shape, ScopeShape.Maker maker) {
    return Workflow.define(
        "shown",
        Text.class,
        (flow, text) -> {
          Ref<?> made = shape.of(flow, text, maker);
          Ref<Approved<Text>> yes =
              flow.gate("yes", text, Approvers.confirmedBy("a")).showing(made);
          return flow.step("end", Text.class).reading(yes).combine(Approved::value);
        });
  }

  private String lines() {
    StringBuilder all = new StringBuilder();
    journal.all().forEach(entry -> all.append(entry.data()).append('\n'));
    return all.toString();
  }

  private void goes(Workflow<Text, Text> workflow) {
    Engine engine = Engine.on(journal).channel(desk).build();
    Run<Text> run = engine.start(workflow, RUN, INPUT);
    while (run.settled() instanceof Outcome.Waiting) {
      assertThat(engine.decide(DeskChannel.yes(desk.last()))).isEmpty();
    }
    assertThat(run.settled().result()).contains(INPUT);
  }

  @ParameterizedTest
  @EnumSource
  void it_is_shown_to_nobody_and_stands_in_no_line(ScopeShape shape) {
    goes(shown(shape, SensitiveScopesTest::secretly));
    assertThat(desk.last().text()).contains("(sensitive, ").doesNotContain(HIDDEN);
    assertThat(lines()).doesNotContain(HIDDEN);
  }

  @ParameterizedTest
  @EnumSource
  void it_is_shown_and_recorded_where_it_is_not_sensitive(ScopeShape shape) {
    goes(shown(shape, SensitiveScopesTest::openly));
    assertThat(desk.last().text()).contains(HIDDEN).doesNotContain("(sensitive, ");
    assertThat(lines()).contains(HIDDEN);
  }

  private static Workflow<Text, Text> handed(ScopeShape shape, ScopeShape.Maker maker) {
    return Workflow.define(
        "handed",
        Text.class,
        (flow, text) -> {
          @SuppressWarnings("unchecked")
          Ref<Text> made = (Ref<Text>) shape.of(flow, text, maker);
          return byChild(flow, made);
        });
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"CHECK", "GATE", "EACH"}) // which give no text
  void it_is_handed_to_no_child_that_does_not_say_that_its_input_is(ScopeShape shape) {
    isRefused(() -> handed(shape, SensitiveScopesTest::secretly));
    assertThat(handed(shape, SensitiveScopesTest::openly).name()).isEqualTo("handed");
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"CHILD"}) // which has an input of its own
  void a_sensitive_input_is_handed_to_none_wherever_it_stands(ScopeShape shape) {
    Workflow<Text, Text> inside = shown(shape, SensitiveScopesTest::byChild);
    isRefused(inside::sensitiveInput);
  }

  private static void isRefused(ThrowingCallable defining) {
    assertThatThrownBy(defining)
        .isInstanceOf(WorkflowException.class)
        .hasMessageContaining("child 'inner' is handed a sensitive value");
  }
}
