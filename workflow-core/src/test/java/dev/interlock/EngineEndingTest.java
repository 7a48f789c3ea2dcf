package dev.interlock;

import static dev.interlock.DeskChannel.ALICE;
import static dev.interlock.Sample.INPUT;
import static dev.interlock.Sample.RUN;
import static dev.interlock.Sample.Text;
import static dev.interlock.Sample.events;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.record.Codec;
import dev.interlock.record.Event;
import dev.interlock.record.Failure;
import dev.interlock.record.FailureException;
import dev.interlock.record.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** How a run ends that does not complete: what is in doubt, what is undone. */
class EngineEndingTest {
  private final TestJournal journal = new TestJournal();
  private final List<String> did = new ArrayList<>();
  private int failingUndos;

  private Engine engine(Workflow<?, ?> workflow) {
    return Engine.on(journal).workflow(workflow).channel(new DeskChannel()).build();
  }

  private Ref<Text> act(Flow flow, String name, Ref<Text> text) {
    return flow.step(name, Text.class)
        .reading(text)
        .unverified("a test")
        .unguarded("a test")
        .compensatedBy(result -> undo(name, result))
        .act(
            t -> {
              did.add(name);
              return new Text(name);
            });
  }

  private void undo(String name, Text result) {
    if (failingUndos-- > 0) {
      throw new FailureException(Failure.Kind.TRANSIENT, "not yet");
    }
    did.add("undo " + name + " of " + result.text());
  }

  private Workflow<Text, Text> twoEffectsAndAGate() {
    return Workflow.define(
        "undoing",
        Text.class,
        (flow, text) -> {
          Ref<Text> first = act(flow, "first", text);
          flow.step("told")
              .reading(first)
              .unverified("a test")
              .unguarded("a test")
              .compensatedBy(t -> did.add("undo told of " + t.text()))
              .act(t -> did.add("told"));
          Ref<Text> second = act(flow, "second", first);
          var approved = flow.gate("gate", second, Approvers.confirmedBy("lead"));
          return flow.step("last", Text.class)
              .reading(approved)
              .unverified("a test")
              .act(a -> a.value());
        });
  }

  private void deny(Engine engine) {
    GateRequest request = engine.pending(RUN).get(0);
    assertThat(engine.decide(request.denied(ALICE, "lead", "desk"))).isEmpty();
  }

  @Nested
  class Effects {
    @Test
    void are_undone_in_reverse_order_when_a_gate_says_no() {
      Workflow<Text, Text> workflow = twoEffectsAndAGate();
      Engine engine = engine(workflow);
      Run<Text> run = engine.start(workflow, RUN, INPUT);
      deny(engine);
      assertThat(run.settled()).isInstanceOf(Outcome.Rejected.class);
      assertThat(did)
          .containsExactly(
              "first",
              "told",
              "second",
              "undo second of second",
              "undo told of first",
              "undo first of first");
      assertThat(journal.names()).endsWith("compensation.completed", "run.rejected");
    }

    @Test
    void are_undone_once_whatever_crash_comes_between() {
      Workflow<Text, Text> workflow = twoEffectsAndAGate();
      Engine engine = engine(workflow);
      engine.start(workflow, RUN, INPUT);
      deny(engine);
      int from = journal.names().indexOf("gate.decided") + 1;
      for (int kept = from; kept < journal.size(); kept++) {
        TestJournal left = journal.cutAfter(kept);
        did.clear();
        Engine again = Engine.on(left).workflow(workflow).build();
        assertThat(again.resume(RUN).settled()).isInstanceOf(Outcome.Rejected.class);
        assertThat(events(again, Event.CompensationCompleted.class))
            .extracting(Event.CompensationCompleted::path)
            .containsExactly("second", "told", "first");
        boolean begun = journal.names().get(kept - 1).equals("compensation.started");
        assertThat(events(again, Event.CompensationStarted.class))
            .extracting(Event.CompensationStarted::attempt)
            .contains(1)
            .matches(attempts -> attempts.contains(2) == begun);
      }
    }

    @Test
    void that_cannot_be_undone_wait_for_a_person() {
      failingUndos = 1;
      Workflow<Text, Text> workflow = twoEffectsAndAGate();
      Engine engine = engine(workflow);
      Run<Text> run = engine.start(workflow, RUN, INPUT);
      deny(engine);
      assertThat(run.settled())
          .isEqualTo(
              new Outcome.Waiting<>(
                  List.of(
                      new Outcome.Cause.FailedCompensation(
                          "second",
                          Failure.of(Failure.Kind.TRANSIENT, "FailureException", "not yet")))));
      assertThat(engine.resume(RUN).settled()).isInstanceOf(Outcome.Waiting.class);
      assertThat(engine.resume(RUN, ALICE).settled()).isInstanceOf(Outcome.Rejected.class);
      assertThat(events(engine, Event.CompensationStarted.class))
          .extracting(Event.CompensationStarted::attempt)
          .containsExactly(1, 2, 1, 1);
    }

    @Test
    void are_undone_when_a_run_is_called_off_and_that_outlives_the_process() {
      failingUndos = 1;
      Workflow<Text, Text> workflow = twoEffectsAndAGate();
      Engine engine = engine(workflow);
      engine.start(workflow, RUN, INPUT);
      assertThat(engine.cancel(RUN, ALICE).settled()).isInstanceOf(Outcome.Waiting.class);
      TestJournal left = journal.cutAfter(journal.size());
      Engine again = Engine.on(left).workflow(workflow).build();
      assertThat(again.resume(RUN, ALICE).settled()).isEqualTo(new Outcome.Cancelled<>(ALICE));
    }

    @Test
    void are_undone_while_gates_beside_them_are_closed_and_the_reason_stays() {
      failingUndos = 1;
      Workflow<Text, Text> workflow =
          Workflow.define(
              "beside",
              Text.class,
              (flow, text) ->
                  flow.parallel("both", Text.class)
                      .branch(
                          "gated",
                          b -> {
                            var approved = b.gate("gate", text, Approvers.confirmedBy("lead"));
                            return b.step("use", Text.class)
                                .reading(approved)
                                .combine(Approved::value);
                          })
                      .branch(
                          "failing",
                          b ->
                              b.step("fails", Text.class)
                                  .reading(act(b, "first", text))
                                  .combine(
                                      t -> {
                                        throw new IllegalStateException("no");
                                      }))
                      .join((a, b) -> a));
      Engine engine = engine(workflow);
      assertThat(engine.start(workflow, RUN, INPUT).settled()).isInstanceOf(Outcome.Waiting.class);
      assertThat(engine.pending(RUN)).isEmpty();
      Outcome<?> outcome = engine.resume(RUN, ALICE).settled();
      assertThat(((Outcome.Failed<?>) outcome).path()).isEqualTo("both/failing/fails");
    }

    @Test
    void stay_when_the_run_completes() {
      Workflow<Text, Text> workflow = twoEffectsAndAGate();
      Engine engine = engine(workflow);
      Run<Text> run = engine.start(workflow, RUN, INPUT);
      GateRequest request = engine.pending(RUN).get(0);
      assertThat(engine.decide(request.approved(ALICE, "lead", "desk"))).isEmpty();
      assertThat(run.settled()).isInstanceOf(Outcome.Completed.class);
      assertThat(did).containsExactly("first", "told", "second");
    }
  }

  @Nested
  class AnEffectInDoubt {
    private boolean thrown;
    private Optional<Text> outside = Optional.empty();
    private Optional<RuntimeException> asking = Optional.empty();

    private Workflow<Text, Text> workflow() {
      return Workflow.define(
          "asking",
          Text.class,
          (flow, text) ->
              flow.step("act", Text.class)
                  .reading(text)
                  .verifiedBy("seen", Sample::seen)
                  .unguarded("a test")
                  .reconciledBy(
                      t -> {
                        did.add("asked");
                        if (asking.isPresent()) {
                          throw asking.get();
                        }
                        return outside;
                      })
                  .act(
                      t -> {
                        did.add("act");
                        if (!thrown) {
                          thrown = true;
                          throw new InterruptedException();
                        }
                        return t.and(" done");
                      }));
    }

    @Test
    void is_looked_for_outside_and_taken_as_it_is_there() {
      outside = Optional.of(new Text("found"));
      Workflow<Text, Text> workflow = workflow();
      Engine engine = engine(workflow);
      assertThat(engine.start(workflow, RUN, INPUT).settled())
          .isEqualTo(new Outcome.Completed<>(new Text("found")));
      Event.StepReconciled event = events(engine, Event.StepReconciled.class).get(0);
      assertThat(event.by()).isEqualTo("system:engine");
      assertThat(event.checks()).hasSize(1);
    }

    @Test
    void is_tried_again_when_it_is_not_there() {
      Workflow<Text, Text> workflow = workflow();
      assertThat(engine(workflow).start(workflow, RUN, INPUT).settled())
          .isEqualTo(new Outcome.Completed<>(new Text("hello done")));
      assertThat(did).containsExactly("act", "asked", "act");
    }

    @Test
    void waits_for_a_person_when_nobody_answers() {
      asking = Optional.of(new IllegalStateException("no idea"));
      Workflow<Text, Text> workflow = workflow();
      Engine engine = engine(workflow);
      assertThat(engine.start(workflow, RUN, INPUT).settled())
          .isEqualTo(new Outcome.Waiting<>(List.of(new Outcome.Cause.StepInDoubt("act", 1))));
      asking = Optional.empty();
      assertThat(engine.resume(RUN).settled()).isInstanceOf(Outcome.Waiting.class);
      assertThat(engine.resume(RUN, ALICE).settled()).isInstanceOf(Outcome.Completed.class);
    }

    @Test
    void goes_to_a_person_before_the_run_ends() {
      asking = Optional.of(new IllegalStateException("no idea"));
      Workflow<Text, Text> workflow = workflow();
      Engine engine = engine(workflow);
      engine.start(workflow, RUN, INPUT).settled();
      assertThat(engine.cancel(RUN, ALICE).settled()).isInstanceOf(Outcome.Waiting.class);
      assertThat(journal.names()).endsWith("cancel.requested", "run.waiting");
      Json effect = Codec.json().write(new Text("seen"), Text.class);
      assertThat(engine.reconcile(RUN, "act", Optional.of(effect), ALICE).settled())
          .isEqualTo(new Outcome.Cancelled<>(ALICE));
    }
  }
}
