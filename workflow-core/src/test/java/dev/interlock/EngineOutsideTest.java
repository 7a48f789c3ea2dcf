package dev.interlock;

import static dev.interlock.DeskChannel.ALICE;
import static dev.interlock.Sample.INPUT;
import static dev.interlock.Sample.RUN;
import static dev.interlock.Sample.Text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.record.Codec;
import dev.interlock.record.Principal;
import dev.interlock.record.RunId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What a run waits for: values from outside, time, other runs. */
class EngineOutsideTest {
  private final TestJournal journal = new TestJournal();
  private final ManualTime time = new ManualTime();
  private final List<String> ran = new ArrayList<>();

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
}
