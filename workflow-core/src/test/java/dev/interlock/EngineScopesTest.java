package dev.interlock;

import static dev.interlock.DeskChannel.ALICE;
import static dev.interlock.Sample.INPUT;
import static dev.interlock.Sample.RUN;
import static dev.interlock.Sample.Text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.record.Codec;
import dev.interlock.record.Event;
import dev.interlock.record.Principal;
import dev.interlock.record.RunId;
import dev.interlock.record.WorkflowException;
import java.time.Duration;
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
  class AReceipt {
    private Workflow<Text, Text> workflow() {
      return Workflow.define(
          "receiving",
          Text.class,
          (flow, text) -> {
            Ref<Text> plan =
                flow.receive("plan", Text.class)
                    .expecting("it is short", t -> t.text().length() < 20)
                    .verifiedBy("seen", Sample::seen)
                    .within(Duration.ofHours(1))
                    .from("agent");
            return flow.step("use", Text.class)
                .reading(text, plan)
                .combine((t, p) -> t.and(" " + p.text()));
          });
    }

    private Submission answer(Engine engine, String text) {
      return engine
          .requested(RUN)
          .get(0)
          .answer(
              Principal.of("ai:helper"), "agent", Codec.json().write(new Text(text), Text.class));
    }

    @Test
    void waits_for_a_value_and_goes_on_with_it() {
      Engine engine = engine();
      Run<Text> run = engine.start(workflow(), RUN, INPUT);
      assertThat(run.settled()).isInstanceOf(Outcome.Waiting.class);
      assertThat(engine.submit(answer(engine, "a plan"))).isEmpty();
      assertThat(run.settled()).isEqualTo(new Outcome.Completed<>(new Text("hello a plan")));
    }

    @Test
    void refuses_what_does_not_pass_and_waits_on() {
      Engine engine = engine();
      Run<Text> run = engine.start(workflow(), RUN, INPUT);
      assertThat(engine.submit(answer(engine, "a plan that is much too long for it")))
          .contains("expected: it is short");
      assertThat(journal.names()).endsWith("submission.refused");
      assertThat(run.settled()).isInstanceOf(Outcome.Waiting.class);
    }

    @Test
    void takes_nothing_once_the_run_has_ended() {
      Engine engine = engine();
      engine.start(workflow(), RUN, INPUT);
      Submission late = answer(engine, "a plan");
      engine.cancel(RUN, ALICE).settled();
      assertThat(engine.submit(late)).hasValueSatisfying(why -> assertThat(why).contains("closed"));
      assertThat(journal.names()).endsWith("run.cancelled", "submission.refused");
    }

    @Test
    void expires() {
      Engine engine = engine();
      Run<Text> run = engine.start(workflow(), RUN, INPUT);
      time.pass(Duration.ofHours(1));
      time.fire();
      assertThat(run.settled()).isInstanceOf(Outcome.Rejected.class);
    }
  }

  @Nested
  class APause {
    @Test
    void ends_when_its_time_is_over() {
      Workflow<Text, Text> workflow =
          Workflow.define(
              "pausing",
              Text.class,
              (flow, text) -> {
                flow.pause("cool-down", Duration.ofDays(3));
                return step(flow, "a", text);
              });
      Run<Text> run = engine().start(workflow, RUN, INPUT);
      assertThat(run.settled())
          .isEqualTo(
              new Outcome.Waiting<>(
                  List.of(
                      new Outcome.Cause.Paused(
                          "cool-down", ManualTime.START.plus(Duration.ofDays(3))))));
      time.pass(Duration.ofDays(3));
      time.fire();
      assertThat(run.settled()).isInstanceOf(Outcome.Completed.class);
    }
  }

  @Nested
  class AChild {
    private Workflow<Text, Text> parent(Workflow<Text, Text> child) {
      return Workflow.define(
          "parent",
          Text.class,
          (flow, text) -> step(flow, "after", flow.child("part", child, step(flow, "b", text))));
    }

    @Test
    void gives_its_result() {
      Engine engine = engine();
      Workflow<Text, Text> child =
          Workflow.define("child", Text.class, (flow, text) -> step(flow, "inside", text));
      assertThat(engine.start(parent(child), RUN, INPUT).settled())
          .isEqualTo(new Outcome.Completed<>(new Text("hello b inside after")));
      assertThat(engine.runs()).hasSize(2);
    }

    @Test
    void that_waits_for_a_person_goes_on_later() {
      Engine engine = Engine.on(journal).time(time).channel(new DeskChannel()).build();
      Workflow<Text, Text> child =
          Sample.publish(Approvers.confirmedBy("lead"), a -> a.value().and(" published"));
      Run<Text> run = engine.start(parent(child), RUN, INPUT);
      assertThat(((Outcome.Waiting<Text>) run.settled()).causes().get(0))
          .isInstanceOf(Outcome.Cause.OpenChild.class);
      GateRequest request = engine.pending().get(0);
      assertThat(engine.decide(request.approved(ALICE, "lead", "desk"))).isEmpty();
      assertThat(run.settled()).isInstanceOf(Outcome.Completed.class);
    }

    @Test
    void that_is_rejected_rejects_its_parent() {
      Engine engine = Engine.on(journal).time(time).channel(new DeskChannel()).build();
      Workflow<Text, Text> child =
          Sample.publish(Approvers.confirmedBy("lead"), a -> a.value().and(" published"));
      Run<Text> run = engine.start(parent(child), RUN, INPUT);
      GateRequest request = engine.pending().get(0);
      assertThat(engine.decide(request.denied(ALICE, "lead", "desk"))).isEmpty();
      assertThat(run.settled()).isInstanceOf(Outcome.Rejected.class);
    }

    @Test
    void and_its_parent_come_to_the_same_end_after_a_crash_at_any_event() {
      Workflow<Text, Text> child =
          Workflow.define("child", Text.class, (flow, text) -> step(flow, "inside", text));
      Workflow<Text, Text> parent = parent(child);
      engine().start(parent, RUN, INPUT).settled();
      for (int kept = 1; kept <= journal.size(); kept++) {
        TestJournal left = journal.cutAfter(kept);
        Engine again = Engine.on(left).time(time).workflow(parent).build();
        assertThat(again.resume(RUN).settled())
            .isEqualTo(new Outcome.Completed<>(new Text("hello b inside after")));
        assertThat(left.names()).filteredOn("step.completed"::equals).hasSize(3);
        assertThat(left.names()).filteredOn("child.ended"::equals).hasSize(1);
      }
    }

    @Test
    void that_ends_after_its_parent_was_let_go_lets_it_go_on() {
      Workflow<Text, Text> child = Sample.publish(Approvers.confirmedBy("lead"));
      Workflow<Text, Text> parent = parent(child);
      Engine engine = Engine.on(journal).time(time).channel(new DeskChannel()).build();
      engine.start(parent, RUN, INPUT).settled();
      TestJournal left = journal.cutAfter(journal.size());
      Engine again =
          Engine.on(left)
              .time(time)
              .channel(new DeskChannel())
              .workflow(parent)
              .workflow(child)
              .build();
      GateRequest request = again.pending().get(0);
      assertThat(again.decide(request.approved(ALICE, "lead", "desk"))).isEmpty();
      assertThat(again.standing(RUN).orElseThrow().status()).isEqualTo(Run.Status.COMPLETED);
    }

    @Test
    void whose_run_id_is_taken_fails_its_parent() {
      Workflow<Text, Text> child =
          Workflow.define("child", Text.class, (flow, text) -> step(flow, "inside", text));
      Engine first = Engine.on(journal).time(time).build();
      first.start(parent(child), RUN, INPUT).settled();
      RunId id = first.runs().get(1);
      TestJournal other = new TestJournal();
      Engine engine = Engine.on(other).time(time).build();
      engine.start(child, id, INPUT).settled();
      Outcome<Text> outcome = engine.start(parent(child), RUN, INPUT).settled();
      assertThat(((Outcome.Failed<Text>) outcome).failure().message()).contains("not of this run");
    }

    @Test
    void is_called_off_with_its_parent() {
      Engine engine = Engine.on(journal).time(time).channel(new DeskChannel()).build();
      Workflow<Text, Text> child =
          Sample.publish(Approvers.confirmedBy("lead"), a -> a.value().and(" published"));
      Run<Text> run = engine.start(parent(child), RUN, INPUT);
      assertThat(engine.cancel(RUN, ALICE).settled()).isEqualTo(new Outcome.Cancelled<>(ALICE));
      assertThat(run.settled()).isEqualTo(new Outcome.Cancelled<>(ALICE));
      assertThat(engine.standing(engine.runs().get(1)).orElseThrow().status())
          .isEqualTo(Run.Status.CANCELLED);
    }
  }

  @Nested
  class ARehearsal {
    @Test
    void acts_nowhere_and_says_how_far_it_came() {
      Engine engine = engine();
      Workflow<Text, Text> workflow = Sample.publish(Approvers.confirmedBy("lead"));
      Outcome<Text> outcome = engine.rehearse(workflow, RUN, INPUT).settled();
      assertThat(outcome).isEqualTo(new Outcome.Cancelled<>(Principal.of("system:rehearsal")));
      assertThat(journal.names())
          .containsExactly(
              "run.started",
              "run.rehearsal",
              "step.started",
              "step.completed",
              "step.skipped",
              "step.skipped",
              "run.cancelled");
    }
  }

  @Nested
  class ARehearsalOfBranches {
    @Test
    void runs_what_it_can_of_each_before_it_passes_over_the_join() {
      Workflow<Text, Text> workflow =
          Workflow.define(
              "sides",
              Text.class,
              (flow, text) ->
                  flow.parallel("both", Text.class)
                      .branch(
                          "acts",
                          b ->
                              b.step("act", Text.class)
                                  .reading(text)
                                  .unverified("a test")
                                  .unguarded("a test")
                                  .act(t -> t))
                      .branch("thinks", b -> step(b, "b", step(b, "a", text)))
                      .join((a, b) -> a));
      Engine engine = engine();
      assertThat(engine.rehearse(workflow, RUN, INPUT).settled())
          .isInstanceOf(Outcome.Cancelled.class);
      assertThat(ran).containsExactly("a", "b");
    }
  }

  @Nested
  class ALeastProfile {
    @Test
    void of_a_child_is_asked_for_before_anything_begins() {
      Workflow<Text, Text> child =
          Workflow.define("child", Text.class, (flow, text) -> step(flow, "inside", text))
              .atLeast(Workflow.Profile.P1);
      Workflow<Text, Text> parent =
          Workflow.define("parent", Text.class, (flow, text) -> flow.child("part", child, text));
      assertThatThrownBy(() -> engine().start(parent, RUN, INPUT))
          .isInstanceOf(WorkflowException.class)
          .hasMessageContaining("asks for the profile P1");
      assertThat(journal.size()).isZero();
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
