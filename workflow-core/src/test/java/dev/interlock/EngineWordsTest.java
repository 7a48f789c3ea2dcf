package dev.interlock;

import static dev.interlock.DeskChannel.ALICE;
import static dev.interlock.Sample.INPUT;
import static dev.interlock.Sample.RUN;
import static dev.interlock.Sample.events;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.Sample.Text;
import dev.interlock.record.Codec;
import dev.interlock.record.Event;
import dev.interlock.record.Failure;
import dev.interlock.record.FailureException;
import dev.interlock.record.Json;
import dev.interlock.record.WorkflowException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What people are told: why a run ended, and why they cannot do what they asked for. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EngineWordsTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private final TestJournal journal = new TestJournal();
  private final ManualTime time = new ManualTime();
  private final DeskChannel desk = new DeskChannel();
  private final Engine engine = Engine.on(journal).time(time).channel(desk).build();

  private static Ref<Text> gate(Flow flow, Ref<Text> about) {
    return flow.step("after", Text.class)
        .reading(flow.gate("gate", about, Approvers.confirmedBy("lead")))
        .combine(approved -> INPUT);
  }

  private Outcome<?> ended(Workflow<Text, Text> workflow) {
    return engine.start(workflow, RUN, INPUT).settled();
  }

  @Nested
  class TheEndOfARun {
    @Test
    void says_how_long_it_could_take() {
      ended(Workflow.define("w", Text.class, EngineWordsTest::gate).timeout(HOUR));
      time.pass(HOUR);
      time.fire();
      assertThat(events(engine, Event.RunFailed.class))
          .containsExactly(
              new Event.RunFailed(
                  "-",
                  Failure.Kind.BUSINESS_RULE,
                  "RunTimeout",
                  "the run was not over within PT1H"));
    }

    @Test
    void says_that_nothing_came() {
      ended(
          Workflow.define(
              "w",
              Text.class,
              (flow, text) ->
                  flow.receive("plan", Text.class)
                      .unverified("a test")
                      .within(HOUR)
                      .from("agent")));
      time.pass(HOUR);
      time.fire();
      assertThat(events(engine, Event.RunRejected.class))
          .containsExactly(new Event.RunRejected("plan", "nothing was handed in in time"));
    }

    @Test
    void says_which_run_failed_that_it_asked_for() {
      Workflow<Text, Text> child =
          Workflow.define(
              "child",
              Text.class,
              (flow, text) ->
                  flow.step("fails", Text.class)
                      .reading(text)
                      .unverified("a test")
                      .compute(
                          t -> {
                            throw new FailureException(Failure.Kind.BUSINESS_RULE, "no");
                          }));
      ended(Workflow.define("w", Text.class, (flow, text) -> flow.child("part", child, text)));
      String run = events(engine, Event.ChildStarted.class).get(0).run();
      Event.RunFailed failed = events(engine, Event.RunFailed.class).get(0);
      assertThat(failed.path()).isEqualTo("part");
      assertThat(failed.type()).isEqualTo("Child");
      assertThat(failed.message()).startsWith("its run '" + run + "' was failed: ");
    }

    @Test
    void says_which_run_was_rejected_that_it_asked_for() {
      Workflow<Text, Text> child = Workflow.define("child", Text.class, EngineWordsTest::gate);
      desk.answering(DeskChannel::no);
      ended(Workflow.define("w", Text.class, (flow, text) -> flow.child("part", child, text)));
      String run = events(engine, Event.ChildStarted.class).get(0).run();
      Event.RunRejected rejected = events(engine, Event.RunRejected.class).get(0);
      assertThat(rejected.path()).isEqualTo("part");
      assertThat(rejected.reason()).startsWith("its run '" + run + "' was rejected: ");
    }

    @Test
    void says_that_the_gate_was_denied() {
      desk.answering(DeskChannel::no);
      ended(Workflow.define("w", Text.class, EngineWordsTest::gate));
      assertThat(events(engine, Event.RunRejected.class))
          .containsExactly(new Event.RunRejected("gate", "the gate was denied"));
    }

    @Test
    void says_which_check_failed_and_why() {
      ended(
          Workflow.define(
              "w",
              Text.class,
              (flow, text) ->
                  flow.step("after", Text.class)
                      .reading(flow.check("sound", text, t -> Verdict.failed("it creaks")))
                      .combine(checked -> INPUT)));
      assertThat(events(engine, Event.RunRejected.class))
          .containsExactly(new Event.RunRejected("sound", "the check 'sound' failed: it creaks"));
    }
  }

  @Nested
  class AWordOnAStepInDoubt {
    private final Workflow<Text, Text> doubtful =
        Workflow.define(
            "w",
            Text.class,
            (flow, text) ->
                flow.step("paint", Text.class)
                    .reading(text)
                    .unverified("a test")
                    .unguarded("a test")
                    .act(
                        t -> {
                          throw new InterruptedException("somebody else's");
                        }));

    @Test
    void is_refused_where_there_is_no_doubt() {
      ended(Workflow.define("w", Text.class, EngineWordsTest::gate));
      int size = journal.size();
      assertThatThrownBy(() -> engine.reconcile(RUN, "after", Optional.empty(), ALICE))
          .isInstanceOf(WorkflowException.class)
          .hasMessage("step 'after' of run 'run-1' is not in doubt");
      assertThat(journal.size()).isEqualTo(size);
    }

    @Test
    void is_refused_where_the_value_is_of_another_type() {
      ended(doubtful);
      Json other = Codec.json().write("five", String.class);
      assertThatThrownBy(() -> engine.reconcile(RUN, "paint", Optional.of(other), ALICE))
          .isInstanceOf(WorkflowException.class)
          .hasMessageStartingWith("the value is not what step 'paint' gives: ");
      assertThat(journal.names()).endsWith("run.waiting");
    }
  }

  @Nested
  class SomebodyWhoWaits {
    @Test
    void is_told_that_the_thread_was_interrupted_and_it_stays_so() {
      Run<Text> run =
          engine.start(Workflow.define("w", Text.class, EngineWordsTest::gate), RUN, INPUT);
      Thread.currentThread().interrupt();
      assertThatThrownBy(run::await)
          .isInstanceOf(WorkflowException.class)
          .hasMessage("interrupted while waiting for run 'run-1'");
      assertThat(Thread.interrupted()).isTrue();
    }

    private static void runs(Runnable task, boolean closed) {
      if (closed) {
        throw new RejectedExecutionException("full");
      }
      task.run();
    }

    @Test
    void is_told_that_the_executor_takes_no_more_work() {
      AtomicBoolean closed = new AtomicBoolean();
      Engine full = Engine.on(journal).executor(task -> runs(task, closed.get())).build();
      closed.set(true);
      assertThat(full.start(Sample.oneStep(text -> text), RUN, INPUT).settled())
          .isInstanceOfSatisfying(
              Outcome.Stopped.class,
              stopped -> {
                assertThat(stopped.failure().kind()).isEqualTo(Failure.Kind.CONFIGURATION);
                assertThat(stopped.failure().message())
                    .isEqualTo("the executor takes no more work");
              });
    }
  }
}
