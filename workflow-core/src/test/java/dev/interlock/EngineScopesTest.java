package dev.interlock;

import static dev.interlock.Sample.INPUT;
import static dev.interlock.Sample.RUN;
import static dev.interlock.Sample.Text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.record.Event;
import dev.interlock.record.RunId;
import dev.interlock.record.WorkflowException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Choices, loops, children and what comes from outside. */
class EngineScopesTest {
  private final TestJournal journal = new TestJournal();
  private final ManualTime time = new ManualTime();
  private final List<String> ran = new ArrayList<>();

  public record Words(List<String> all) {}

  private Engine engine() {
    return Engine.on(journal).time(time).build();
  }

  private Ref<Text> step(Flow flow, String name, Ref<Text> text) {
    return flow.step(name, Text.class)
        .reading(text)
        .combine(
            t -> {
              ran.add(name);
              return t.and(" " + name);
            });
  }

  @Nested
  class AChoice {
    private Workflow<Text, Text> workflow() {
      return Workflow.define(
          "choosing",
          Text.class,
          (flow, text) ->
              flow.choose("by-length")
                  .on(text)
                  .when("short", "up to five", t -> t.text().length() <= 5, f -> step(f, "a", text))
                  .when("long", "over nine", t -> t.text().length() > 9, f -> step(f, "b", text))
                  .otherwise(f -> step(f, "c", text)));
    }

    @Test
    void takes_the_first_arm_whose_rule_holds() {
      Engine engine = engine();
      assertThat(engine.start(workflow(), RUN, INPUT).settled())
          .isEqualTo(new Outcome.Completed<>(new Text("hello a")));
      assertThat(Sample.events(engine, Event.ChoiceMade.class))
          .containsExactly(new Event.ChoiceMade("by-length", "short"));
      assertThat(Sample.events(engine, Event.StepStarted.class).get(0).path())
          .isEqualTo("by-length/short/a");
    }

    @Test
    void takes_the_last_one_otherwise() {
      assertThat(engine().start(workflow(), RUN, new Text("hello you")).settled())
          .isEqualTo(new Outcome.Completed<>(new Text("hello you c")));
    }

    @Test
    void whose_rule_throws_fails_the_run() {
      Workflow<Text, Text> workflow =
          Workflow.define(
              "choosing",
              Text.class,
              (flow, text) ->
                  flow.choose("it")
                      .on(text)
                      .when("a", "x", t -> Boolean.parseBoolean(t.text().substring(99)), f -> text)
                      .otherwise(f -> text));
      assertThat(engine().start(workflow, RUN, INPUT).settled()).isInstanceOf(Outcome.Failed.class);
    }

    @Test
    void may_give_a_witness() {
      DeskChannel desk = DeskChannel.approving();
      Workflow<Text, Text> workflow =
          Workflow.define(
              "gated",
              Text.class,
              (flow, text) -> {
                var signed =
                    flow.choose("sign-off")
                        .on(text)
                        .when(
                            "short",
                            "up to five",
                            t -> t.text().length() <= 5,
                            f -> f.gate("one", text, Approvers.confirmedBy("lead")))
                        .otherwise(f -> f.gate("other", text, Approvers.confirmedBy("boss")));
                return flow.step("act", Text.class)
                    .reading(signed)
                    .unverified("a test")
                    .act(a -> a.value().and(" by " + a.by()));
              });
      Engine engine = Engine.on(journal).time(time).channel(desk).build();
      assertThat(engine.start(workflow, RUN, INPUT).settled())
          .isEqualTo(new Outcome.Completed<>(new Text("hello by [alice]")));
    }
  }

  @Nested
  class ARepeat {
    private Workflow<Text, Text> workflow(int atMost) {
      return Workflow.define(
          "repeating",
          Text.class,
          (flow, text) ->
              flow.repeat("rounds", Text.class)
                  .atMost(atMost)
                  .until("over nine", t -> t.text().length() > 9)
                  .run(
                      (again, previous) ->
                          again
                              .step("more", Text.class)
                              .reading(text, previous)
                              .combine((t, before) -> before.orElse(t).and("!!"))));
    }

    @Test
    void ends_when_its_rule_holds() {
      Engine engine = engine();
      assertThat(engine.start(workflow(5), RUN, INPUT).settled())
          .isEqualTo(new Outcome.Completed<>(new Text("hello!!!!!!")));
      assertThat(Sample.events(engine, Event.LoopTurned.class))
          .containsExactly(
              new Event.LoopTurned("rounds", 1, true),
              new Event.LoopTurned("rounds", 2, true),
              new Event.LoopTurned("rounds", 3, false));
      assertThat(Sample.events(engine, Event.StepStarted.class))
          .extracting(Event.StepStarted::path)
          .containsExactly("rounds[1]/more", "rounds[2]/more", "rounds[3]/more");
    }

    @Test
    void that_is_used_up_rejects_the_run() {
      assertThat(engine().start(workflow(2), RUN, INPUT).settled())
          .isEqualTo(new Outcome.Rejected<>("rounds", "after 2 turns it does not hold: over nine"));
    }
  }

  @Nested
  class AForEach {
    private Workflow<Words, Words> workflow(int atOnce) {
      return Workflow.define(
          "each",
          Words.class,
          (flow, words) -> {
            Ref<List<Text>> all =
                flow.forEach("words", String.class)
                    .of(words, Words::all)
                    .keyedBy(word -> word)
                    .atMost(3)
                    .atOnce(atOnce)
                    .run(
                        (each, word) ->
                            each.step("shout", Text.class)
                                .reading(word)
                                .combine(w -> new Text(w + "!")));
            return flow.step("join", Words.class)
                .reading(all)
                .combine(list -> new Words(list.stream().map(Text::text).toList()));
          });
    }

    @Test
    void does_it_for_each_in_order() {
      Engine engine = engine();
      assertThat(engine.start(workflow(1), RUN, new Words(List.of("a", "b"))).settled())
          .isEqualTo(new Outcome.Completed<>(new Words(List.of("a!", "b!"))));
      assertThat(Sample.events(engine, Event.StepStarted.class))
          .extracting(Event.StepStarted::path)
          .containsExactly("words[a]/shout", "words[b]/shout", "join");
    }

    @Test
    void does_nothing_for_an_empty_list() {
      assertThat(engine().start(workflow(2), RUN, new Words(List.of())).settled())
          .isEqualTo(new Outcome.Completed<>(new Words(List.of())));
    }

    @Test
    void rejects_what_it_cannot_name_or_is_too_much() {
      Engine engine = engine();
      for (List<String> bad :
          List.of(List.of("a", "a"), List.of("a b"), List.of("a", "b", "c", "d"))) {
        RunId run = RunId.of("run-" + bad.hashCode());
        assertThat(engine.start(workflow(1), run, new Words(bad)).settled())
            .isInstanceOf(Outcome.Rejected.class);
      }
    }
  }

  @Nested
  class AnOptionalStep {
    @Test
    void is_not_what_a_workflow_gives() {
      assertThatThrownBy(
              () ->
                  Workflow.define(
                      "optional",
                      Text.class,
                      (flow, text) ->
                          flow.step("extra", Text.class)
                              .reading(text)
                              .optional("nice to have")
                              .combine(t -> t)))
          .isInstanceOf(WorkflowException.class)
          .hasMessageContaining("it gives Optional<Text>");
    }

    @Test
    void that_fails_is_passed_over() {
      Workflow<Text, Text> workflow =
          Workflow.define(
              "optional",
              Text.class,
              (flow, text) -> {
                Ref<Optional<Text>> extra =
                    flow.step("extra", Text.class)
                        .reading(text)
                        .unverified("a test")
                        .optional("nice to have")
                        .compute(
                            t -> {
                              throw new IllegalStateException("no");
                            });
                return flow.step("use", Text.class)
                    .reading(text, extra)
                    .combine((t, e) -> e.orElse(t.and(" alone")));
              });
      assertThat(engine().start(workflow, RUN, INPUT).settled())
          .isEqualTo(new Outcome.Completed<>(new Text("hello alone")));
      assertThat(journal.names()).contains("step.skipped");
    }
  }
}
