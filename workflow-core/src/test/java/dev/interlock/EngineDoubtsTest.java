package dev.interlock;

import static dev.interlock.DeskChannel.ALICE;
import static dev.interlock.Sample.INPUT;
import static dev.interlock.Sample.RUN;
import static dev.interlock.Sample.events;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.Sample.Saw;
import dev.interlock.Sample.Text;
import dev.interlock.record.Codec;
import dev.interlock.record.Event;
import dev.interlock.record.Json;
import dev.interlock.record.WorkflowException;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Acts of which nobody knows whether they had their effect. */
class EngineDoubtsTest {
  private final TestJournal journal = new TestJournal();
  private final DeskChannel desk = new DeskChannel();
  private final AtomicInteger calls = new AtomicInteger();
  private final AtomicInteger later = new AtomicInteger();

  private Engine engine(Workflow<?, ?>... known) {
    Engine.Builder builder = Engine.on(journal).channel(desk);
    for (Workflow<?, ?> workflow : known) {
      builder.workflow(workflow);
    }
    return builder.build();
  }

  /** A step with this body, and one that must not run when it fails. */
  private Workflow<Text, Text> failing(Body.Of1<Text, Text> body) {
    return Workflow.define(
        "failing",
        Text.class,
        (flow, text) -> {
          Ref<Text> first =
              flow.step("first", Text.class)
                  .reading(text)
                  .unverified("a test")
                  .compute(
                      t -> {
                        calls.incrementAndGet();
                        return body.apply(t);
                      });
          return after(flow, first);
        });
  }

  private Ref<Text> after(Flow flow, Ref<Text> first) {
    return flow.step("later", Text.class)
        .reading(first)
        .combine(
            t -> {
              later.incrementAndGet();
              return t;
            });
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // throws what is not declared
  private static <T, E extends Throwable> T sneak(Throwable thrown) throws E {
    throw (E) thrown;
  }

  /** An act with this body, guarded by nothing, and a step behind it. */
  private Workflow<Text, Text> acting(boolean repeatable, Body.Of1<Text, Text> body) {
    return Workflow.define(
        "acting",
        Text.class,
        (flow, text) -> {
          Step.Of1<Text, Text, Text> step =
              flow.step("act", Text.class).reading(text).unguarded("a test").unverified("a test");
          Ref<Text> acted =
              (repeatable ? step.repeatable() : step)
                  .act(
                      t -> {
                        calls.incrementAndGet();
                        return body.apply(t);
                      });
          return after(flow, acted);
        });
  }

  private static Json json(Text text) {
    return Codec.json().write(text, Text.class);
  }

  @Nested
  class AnActThatMayNotBeRepeated {
    private Engine inDoubt() {
      Engine engine = engine();
      Workflow<Text, Text> workflow =
          acting(
              false,
              text -> {
                if (calls.get() == 1) {
                  throw new SocketTimeoutException("no answer");
                }
                return text.and(" acted");
              });
      Run<Text> run = engine.start(workflow, RUN, INPUT);
      assertThat(run.settled()).isInstanceOf(Outcome.Waiting.class);
      assertThat(engine.resume(RUN, ALICE).settled())
          .isEqualTo(new Outcome.Waiting<>(List.of(new Outcome.Cause.StepInDoubt("act", 1))));
      assertThat(calls).hasValue(1);
      return engine;
    }

    @Test
    void isInDoubtWhenAPersonSaysToTryAgainAndStaysSo() {
      Engine engine = inDoubt();
      assertThat(journal.names())
          .containsExactly(
              "run.started",
              "step.started",
              "step.failed",
              "run.waiting",
              "run.resumed",
              "step.doubt",
              "run.waiting");
      engine.resume(RUN, ALICE).settled();
      engine.resume(RUN).settled();
      assertThat(journal.size()).isEqualTo(7);
      assertThat(calls).hasValue(1);
    }

    @Test
    void isRunAgainOnceSomebodySaysItDidNotHappen() {
      Engine engine = inDoubt();
      assertThat(engine.reconcile(RUN, "act", Optional.empty(), ALICE).settled())
          .isEqualTo(new Outcome.Completed<>(new Text("hello acted")));
      assertThat(calls).hasValue(2);
      assertThat(events(engine, Event.StepStarted.class).get(1).attempt()).isEqualTo(2);
      assertThat(events(engine, Event.StepReconciled.class))
          .containsExactly(
              new Event.StepReconciled("act", 1, "alice", false, Optional.empty(), List.of()));
    }

    @Test
    void isDoneOnceSomebodySaysWithWhatValue() {
      Engine engine = inDoubt();
      Text happened = new Text("as seen");
      assertThat(engine.reconcile(RUN, "act", Optional.of(json(happened)), ALICE).settled())
          .isEqualTo(new Outcome.Completed<>(happened));
      assertThat(calls).hasValue(1);
      assertThat(later).hasValue(1);
    }

    @Test
    void isReconciledOnlyWithAValueOfItsTypeAndSize() {
      Engine engine = inDoubt();
      int size = journal.size();
      Json wrong = Codec.json().write(new Saw("x"), Saw.class);
      Json large = json(new Text("x".repeat(17_000_000)));
      assertThatThrownBy(() -> engine.reconcile(RUN, "act", Optional.of(wrong), ALICE))
          .isInstanceOf(WorkflowException.class)
          .hasMessageContaining("'act'");
      assertThatThrownBy(() -> engine.reconcile(RUN, "act", Optional.of(large), ALICE))
          .isInstanceOf(WorkflowException.class)
          .hasMessageContaining("'act'");
      assertThatThrownBy(() -> engine.reconcile(RUN, "later", Optional.empty(), ALICE))
          .isInstanceOf(WorkflowException.class)
          .hasMessageContaining("not in doubt");
      assertThat(journal.size()).isEqualTo(size);
      assertThat(engine.reconcile(RUN, "act", Optional.empty(), ALICE).settled())
          .isInstanceOf(Outcome.Completed.class);
    }

    @Test
    void isInDoubtWhenItIsInterrupted() {
      Engine engine = engine();
      Outcome<Text> outcome =
          engine
              .start(
                  acting(
                      false,
                      text -> {
                        throw new InterruptedException();
                      }),
                  RUN,
                  INPUT)
              .settled();
      assertThat(outcome)
          .isEqualTo(new Outcome.Waiting<>(List.of(new Outcome.Cause.StepInDoubt("act", 1))));
      assertThat(journal.names()).doesNotContain("run.failed");
    }

    @Test
    void endsTheRunOnAFailureThatDoesNotPass() {
      assertThat(
              engine()
                  .start(
                      acting(false, text -> sneak(new IllegalStateException("broken"))), RUN, INPUT)
                  .settled())
          .isInstanceOf(Outcome.Failed.class);
      assertThat(later).hasValue(0);
    }
  }

  @Nested
  class AStepThatIsInterrupted {
    private final Body.Of1<Text, Text> interruptedOnce =
        text -> {
          if (calls.get() == 1) {
            throw new InterruptedException();
          }
          return text;
        };

    @Test
    void isTriedAgainOnAPersonsWordIfItOnlyComputes() {
      Engine engine = engine();
      Run<Text> run = engine.start(failing(interruptedOnce), RUN, INPUT);
      assertThat(run.settled()).isInstanceOf(Outcome.Waiting.class);
      assertThat(engine.resume(RUN, ALICE).settled()).isInstanceOf(Outcome.Completed.class);
    }

    @Test
    void isTriedAgainOnAPersonsWordIfItMayBeRepeated() {
      Engine engine = engine();
      Run<Text> run = engine.start(acting(true, interruptedOnce), RUN, INPUT);
      assertThat(run.settled()).isInstanceOf(Outcome.Waiting.class);
      assertThat(engine.resume(RUN, ALICE).settled()).isInstanceOf(Outcome.Completed.class);
      assertThat(calls).hasValue(2);
    }
  }
}
