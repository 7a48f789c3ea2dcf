package dev.interlock;

import static dev.interlock.DeskChannel.ALICE;
import static dev.interlock.Sample.INPUT;
import static dev.interlock.Sample.RUN;
import static dev.interlock.Sample.Text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.record.Codec;
import dev.interlock.record.Event;
import dev.interlock.record.Json;
import dev.interlock.record.RunId;
import dev.interlock.record.WorkflowException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run that goes on under another definition. */
class EngineMigrationTest {
  private final TestJournal journal = new TestJournal();
  private final DeskChannel desk = new DeskChannel();
  private final List<String> ran = new ArrayList<>();
  private final Workflow<Text, Text> before = workflow("seen", false, "lead");

  public record Other(int number) {}

  private Workflow<Text, Text> workflow(String check, boolean more, String... roles) {
    return Workflow.define(
        "publish",
        Text.class,
        (flow, text) -> {
          Ref<Text> clean = step(flow, "clean", text, check);
          var approved = flow.gate("approval", clean, Approvers.some(1, roles));
          Ref<Text> used =
              flow.step("use", Text.class)
                  .reading(approved)
                  .unverified("a test")
                  .act(a -> a.value().and(" used"));
          return more ? step(flow, "after", used, "seen") : used;
        });
  }

  private Ref<Text> step(Flow flow, String name, Ref<Text> text, String check) {
    return flow.step(name, Text.class)
        .reading(text)
        .verifiedBy(check, Sample::seen)
        .compute(
            t -> {
              ran.add(name);
              return t.and(" " + name);
            });
  }

  private Engine engine(Workflow<?, ?> known) {
    return Engine.on(journal).channel(desk).workflow(known).build();
  }

  @BeforeEach
  void aRunThatWaitsAtItsGate() {
    engine(before).start(before, RUN, INPUT);
  }

  private Outcome<?> approve(Engine engine) {
    GateRequest request = engine.pending(RUN).get(0);
    assertThat(engine.decide(request.approved(ALICE, request.roles().get(0), "desk"))).isEmpty();
    return engine.resume(RUN).settled();
  }

  @Test
  void is_refused_without_a_word_and_told_what_is_another() {
    Workflow<Text, Text> after = workflow("looked-at", true, "lead");
    assertThatThrownBy(() -> engine(after).resume(RUN))
        .isInstanceOf(WorkflowException.class)
        .hasMessageContaining(before.digest())
        .hasMessageContaining(after.digest())
        .hasMessageContaining("\n  - step 'clean' is another: verifiedBy")
        .hasMessageContaining("\n  - step 'after' is new");
  }

  @Test
  void is_tried_without_writing_anything() {
    int size = journal.size();
    Workflow<Text, Text> after = workflow("seen", true, "lead");
    Run.Migration migration = engine(before).migration(RUN, after);
    assertThat(migration.changes()).containsExactly("step 'after' is new");
    assertThat(migration.problems()).isEmpty();
    assertThat(journal.size()).isEqualTo(size);
  }

  @Test
  void goes_on_from_where_it_was_under_the_new_definition() {
    Workflow<Text, Text> after = workflow("seen", true, "lead");
    Engine engine = engine(before);
    assertThat(engine.migrate(RUN, after, ALICE).settled()).isInstanceOf(Outcome.Waiting.class);
    assertThat(Sample.events(engine, Event.RunMigrated.class))
        .containsExactly(new Event.RunMigrated(before.digest(), after.digest(), "alice", Map.of()));
    assertThat(approve(engine))
        .isEqualTo(new Outcome.Completed<>(new Text("hello clean used after")));
    assertThat(ran).containsExactly("clean", "after");
  }

  @Test
  void is_told_to_sinks_and_listeners() {
    Workflow<Text, Text> after = workflow("seen", true, "lead");
    List<String> sunk = new ArrayList<>();
    List<String> heard = new ArrayList<>();
    Engine.on(journal)
        .workflow(before)
        .sink(entry -> sunk.add(entry.name()))
        .listener(entry -> heard.add(entry.name()))
        .build()
        .migrate(RUN, after, ALICE)
        .settled();
    assertThat(sunk).startsWith("run.migrated", "gate.closed").doesNotHaveDuplicates();
    assertThat(heard).isEqualTo(sunk);
  }

  @Test
  void keeps_its_definition_where_branches_were_joined() {
    Workflow<Text, Text> joining =
        Workflow.define(
            "joining",
            Text.class,
            (flow, text) -> {
              Ref<Text> both =
                  flow.parallel("both", Text.class)
                      .branch("a", b -> step(b, "one", text, "seen"))
                      .branch("b", b -> step(b, "two", text, "seen"))
                      .join((a, b) -> a);
              Ref<Approved<Text>> yes = flow.gate("yes", both, Approvers.confirmedBy("lead"));
              return flow.step("end", Text.class).reading(yes).combine(Approved::value);
            });
    RunId run = RunId.of("joining");
    Engine engine = engine(joining);
    engine.start(joining, run, INPUT).settled();
    assertThat(engine.migration(run, joining).problems()).isEmpty();
  }

  @Test
  void is_pinned_to_the_new_definition_in_every_process() {
    Workflow<Text, Text> after = workflow("seen", true, "lead");
    engine(before).migrate(RUN, after, ALICE).settled();
    assertThatThrownBy(() -> engine(before).resume(RUN)).hasMessageContaining(after.digest());
    assertThat(approve(engine(after))).isInstanceOf(Outcome.Completed.class);
  }

  @Test
  void to_the_definition_that_it_has_writes_nothing_of_it() {
    engine(before).migrate(RUN, before, ALICE).settled();
    assertThat(journal.names()).doesNotContain("run.migrated");
  }

  @Nested
  class IsRefused {
    private void refused(Workflow<?, ?> after, String... why) {
      int size = journal.size();
      assertThatThrownBy(() -> engine(before).migrate(RUN, after, ALICE))
          .isInstanceOf(WorkflowException.class)
          .hasMessageContaining("cannot go on")
          .hasMessageContainingAll(why);
      assertThat(journal.size()).isEqualTo(size);
    }

    @Test
    void where_something_recorded_has_no_place() {
      refused(
          Workflow.define("publish", Text.class, (flow, text) -> step(flow, "other", text, "seen")),
          "'clean' is recorded and has no place there",
          "'approval' is recorded and has no place there");
    }

    @Test
    void where_a_recorded_value_cannot_be_read() {
      refused(
          Workflow.define(
              "publish",
              Text.class,
              (flow, text) -> {
                Ref<Other> clean =
                    flow.step("clean", Other.class)
                        .reading(text)
                        .unverified("a test")
                        .compute(t -> new Other(1));
                var approved = flow.gate("approval", clean, Approvers.confirmedBy("lead"));
                return flow.step("use", Text.class)
                    .reading(approved)
                    .unverified("a test")
                    .act(a -> new Text("x"));
              }),
          "'clean' is recorded as no Other");
    }

    @Test
    void where_the_input_cannot_be_read() {
      refused(
          Workflow.define("publish", Other.class, (flow, other) -> clean(flow, other)),
          "its input is recorded as no Other");
    }

    private static Ref<Text> clean(Flow flow, Ref<Other> other) {
      return flow.step("clean", Text.class).reading(other).unverified("a test").compute(o -> INPUT);
    }

    @Test
    void where_what_was_handed_in_cannot_be_read() {
      Workflow<Text, Text> asking = asking(Text.class);
      Engine engine = engine(asking);
      RunId run = RunId.of("asking");
      engine.start(asking, run, INPUT).settled();
      Submission.Request asked = engine.requested(run).get(0);
      Json value = Codec.json().write(INPUT, Text.class);
      assertThat(engine.submit(asked.answer(ALICE, "a", value))).isEmpty();
      assertThat(engine.migration(run, asking(Other.class)).problems())
          .hasSize(1)
          .allMatch(why -> why.startsWith("'handed' is recorded as no Other: "));
      assertThat(engine.migration(run, asking).problems()).isEmpty();
    }

    /** Waits at a gate, once something was handed in. */
    private static <T> Workflow<Text, Text> asking(Class<T> type) {
      return Workflow.define(
          "asking",
          Text.class,
          (flow, text) -> {
            Ref<T> handed = flow.receive("handed", type).unverified("a test").from("a");
            Ref<Approved<T>> yes = flow.gate("yes", handed, Approvers.confirmedBy("lead"));
            return flow.step("end", Text.class).reading(yes).combine(approved -> INPUT);
          });
    }

    @Test
    void where_a_step_does_something_else() {
      refused(
          Workflow.define(
              "publish",
              Text.class,
              (flow, text) -> {
                Ref<Text> clean =
                    flow.step("clean", Text.class).reading(text).combine(t -> t.and("x"));
                var approved = flow.gate("approval", clean, Approvers.confirmedBy("lead"));
                return flow.step("use", Text.class)
                    .reading(approved)
                    .unverified("a test")
                    .act(a -> a.value());
              }),
          "'clean' is recorded as compute and is combine there");
    }

    private List<String> problems(Workflow<Text, Text> from, Workflow<Text, Text> to) {
      Engine engine = engine(from);
      RunId run = RunId.of("other");
      engine.start(from, run, INPUT).settled();
      assertThat(engine.migration(run, from).problems()).isEmpty();
      return engine.migration(run, to).problems();
    }

    private Workflow<Text, Text> choosing(String arm) {
      return Workflow.define(
          "choosing",
          Text.class,
          (flow, text) ->
              flow.step("end", Text.class)
                  .reading(
                      flow.gate(
                          "yes",
                          flow.choose("way")
                              .on(text)
                              .when(arm, "it is so", any -> true, one -> text)
                              .otherwise(one -> text),
                          Approvers.confirmedBy("lead")))
                  .combine(Approved::value));
    }

    @Test
    void where_the_arm_that_a_choice_took_is_gone() {
      assertThat(problems(choosing("left"), choosing("right")))
          .containsExactly("'way' went into 'left', which is no arm there");
    }

    private Workflow<Text, Text> perhaps(boolean optional) {
      return Workflow.define(
          "perhaps",
          Text.class,
          (flow, text) -> {
            Step.Of1<Text, Text, Text> step =
                flow.step("maybe", Text.class).reading(text).unverified("a test");
            Approvers lead = Approvers.confirmedBy("lead");
            Ref<?> gate =
                optional
                    ? flow.gate(
                        "yes", step.optional("it may be missing").compute(this::fails), lead)
                    : flow.gate("yes", step.compute(this::fails), lead);
            return flow.step("end", Text.class).reading(gate).combine(any -> INPUT);
          });
    }

    private Text fails(Text text) {
      throw new IllegalStateException("no " + text.text());
    }

    @Test
    void where_something_that_was_passed_over_is_not_optional() {
      assertThat(problems(perhaps(true), perhaps(false)))
          .containsExactly("'maybe' failed and is passed over, and is not optional there");
    }

    private Workflow<Text, Text> turning(int atMost) {
      return Workflow.define(
          "turning",
          Text.class,
          (flow, text) ->
              flow.repeat("turns", Text.class)
                  .atMost(atMost)
                  .until("it is long", said -> said.text().length() > 20)
                  .run(
                      (turn, before) ->
                          turn.step("more", Text.class)
                              .reading(
                                  before,
                                  turn.receive("word", Text.class).unverified("a test").from("a"))
                              .combine((said, word) -> said.orElse(word).and(word.text()))));
    }

    @Test
    void where_a_loop_turned_as_often_as_it_may() {
      Workflow<Text, Text> from = turning(4);
      Engine engine = engine(from);
      RunId run = RunId.of("other");
      engine.start(from, run, INPUT).settled();
      Json word = Codec.json().write(new Text("a"), Text.class);
      for (int turn = 1; turn <= 2; turn++) {
        assertThat(engine.submit(engine.requested(run).get(0).answer(ALICE, "a", word))).isEmpty();
      }
      assertThat(engine.migration(run, turning(3)).problems()).isEmpty();
      for (int atMost = 1; atMost <= 2; atMost++) {
        assertThat(engine.migration(run, turning(atMost)).problems())
            .contains(
                "'turns' turned 2 times and goes on, and may turn " + atMost + " times there");
      }
    }

    @Test
    void for_a_run_of_another_workflow_or_one_that_has_ended() {
      refused(Sample.oneStep(text -> text), "it is a run of workflow 'publish'");
      engine(before).cancel(RUN, ALICE).settled();
      refused(workflow("seen", true, "lead"), "it has ended");
    }

    @Test
    void for_a_run_that_is_not_there() {
      assertThatThrownBy(() -> engine(before).migration(RunId.of("none"), before))
          .isInstanceOf(WorkflowException.class)
          .hasMessageContaining("there is no run 'none'");
    }
  }

  /** Two turns and a gate; by the second version each turn has a gate of its own. */
  private static Workflow<Text, Text> turning(boolean asks) {
    Approvers lead = Approvers.confirmedBy("lead");
    return Workflow.define(
            "turning",
            Text.class,
            (flow, text) ->
                flow.step("end", Text.class)
                    .reading(
                        flow.gate(
                            "last",
                            flow.repeat("turns", Text.class)
                                .atMost(2)
                                .until("it is long", said -> said.text().length() > 4)
                                .run((turn, before) -> turn(turn, before, asks)),
                            lead))
                    .combine(Approved::value))
        .version(asks ? "2" : "1");
  }

  private static Ref<Text> turn(Flow turn, Ref<Optional<Text>> before, boolean asks) {
    Ref<Text> more =
        turn.step("more", Text.class)
            .reading(before)
            .combine(said -> said.orElse(new Text("o")).and("oh"));
    return asks
        ? turn.step("said", Text.class)
            .reading(turn.gate("each", more, Approvers.confirmedBy("lead")))
            .combine(Approved::value)
        : more;
  }

  @Test
  void skips_no_gate_that_the_new_definition_has_in_a_turn_that_is_over() {
    Workflow<Text, Text> old = turning(false);
    Engine engine = engine(old);
    RunId run = RunId.of("turning");
    engine.start(old, run, INPUT).settled();
    assertThat(engine.pending(run)).extracting(GateRequest::gate).containsExactly("last");
    engine.migrate(run, turning(true), ALICE).settled();
    assertThat(engine.pending(run)).extracting(GateRequest::gate).containsExactly("turns[1]/each");
    for (String asked : List.of("turns[1]/each", "turns[2]/each", "last")) {
      GateRequest open = engine.pending(run).get(0);
      assertThat(open.gate()).isEqualTo(asked);
      assertThat(engine.decide(open.approved(ALICE, "lead", "desk"))).isEmpty();
    }
    assertThat(engine.resume(run).settled()).isInstanceOf(Outcome.Completed.class);
  }

  @Test
  void presents_an_open_gate_once_more() {
    GateRequest old = engine(before).pending(RUN).get(0);
    Engine engine = engine(before);
    engine.migrate(RUN, workflow("seen", false, "boss"), ALICE).settled();
    assertThat(engine.pending(RUN)).extracting(GateRequest::attempt).containsExactly(2);
    assertThat(engine.decide(old.approved(ALICE, "lead", "desk")))
        .hasValueSatisfying(why -> assertThat(why).contains("replay"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"boss", "boss lead"})
  void asks_again_where_other_people_decide_now(String roles) {
    Engine engine = engine(before);
    GateRequest request = engine.pending(RUN).get(0);
    TestJournal approved = journal.cutAfter(journal.size());
    Engine elsewhere = Engine.on(approved).channel(desk).workflow(before).build();
    assertThat(elsewhere.decide(request.approved(ALICE, "lead", "desk"))).isEmpty();
    int closed = approved.names().indexOf("gate.closed") + 1;
    Workflow<Text, Text> after = workflow("seen", false, roles.split(" "));
    Engine again = Engine.on(approved.cutAfter(closed)).channel(desk).workflow(before).build();
    again.migrate(RUN, after, ALICE).settled();
    assertThat(again.pending(RUN))
        .extracting(GateRequest::roles)
        .containsExactly(List.of(roles.split(" ")));
    assertThat(Optional.of(again.standing(RUN).orElseThrow().status()))
        .contains(Run.Status.WAITING);
  }
}
