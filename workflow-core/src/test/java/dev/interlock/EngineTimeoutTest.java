package dev.interlock;

import static dev.interlock.Sample.INPUT;
import static dev.interlock.Sample.RUN;
import static dev.interlock.Sample.Text;
import static dev.interlock.Sample.events;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.record.Event;
import dev.interlock.record.Failure;
import dev.interlock.record.WorkflowException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** A body that takes longer than it may, and a run that does. */
class EngineTimeoutTest {
  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final Duration GRACE = Duration.ofSeconds(5);

  private final TestJournal journal = new TestJournal();
  private final ManualTime time = new ManualTime();
  private final ExecutorService pool = Executors.newCachedThreadPool();
  private final ExecutorService host = Executors.newSingleThreadExecutor();
  private final CountDownLatch running = new CountDownLatch(1);
  private final CountDownLatch go = new CountDownLatch(1);
  private final CountDownLatch gone = new CountDownLatch(1);
  private final List<Attempt> attempts = new CopyOnWriteArrayList<>();

  @AfterEach
  void closePools() {
    go.countDown();
    pool.shutdownNow();
    host.shutdownNow();
  }

  private Engine engine() {
    return Engine.on(journal).time(time).executor(pool).grace(GRACE).build();
  }

  private Text hangs(Text text, Attempt attempt) throws InterruptedException {
    attempts.add(attempt);
    running.countDown();
    if (attempt.number() == 1) {
      go.await();
    }
    return text.and(" " + attempt.number());
  }

  private Text hangsOn(Text text, Attempt attempt) {
    attempts.add(attempt);
    running.countDown();
    boolean waiting = attempt.number() == 1;
    while (waiting) {
      try {
        go.await();
        waiting = false;
      } catch (InterruptedException e) {
        // a body that does not care
      }
    }
    gone.countDown();
    return text.and(" late");
  }

  private Workflow<Text, Text> workflow(
      Function<Step.Of2<Text, Attempt, Text, Text>, Ref<Text>> rest) {
    return Workflow.define(
        "slow",
        Text.class,
        (flow, text) -> {
          Ref<Text> slow =
              rest.apply(
                  flow.step("slow", Text.class)
                      .reading(text, flow.attempt())
                      .unverified("a test")
                      .timeout(LIMIT));
          return flow.step("after", Text.class).reading(slow).combine(t -> t.and(" after"));
        });
  }

  private Outcome<Text> outcomeOf(Workflow<Text, Text> workflow, Duration... passing)
      throws Exception {
    Run<Text> run = engine().start(workflow, RUN, INPUT);
    Future<Outcome<Text>> settled = host.submit(run::settled);
    running.await();
    for (Duration duration : passing) {
      time.pass(duration);
      time.fire();
    }
    return settled.get();
  }

  @Test
  void that_computes_is_interrupted_and_fails_as_what_may_pass() throws Exception {
    Outcome<Text> outcome = outcomeOf(workflow(s -> s.compute(this::hangs)), LIMIT);
    Outcome.Cause cause = ((Outcome.Waiting<Text>) outcome).causes().get(0);
    Failure failure = ((Outcome.Cause.FailedStep) cause).failure();
    assertThat(failure.kind()).isEqualTo(Failure.Kind.TRANSIENT);
    assertThat(failure.message()).contains("PT1M");
    assertThat(journal.names()).doesNotContain("step.completed");
  }

  @Test
  void is_told_its_deadline() throws Exception {
    outcomeOf(workflow(s -> s.compute(this::hangs)), LIMIT);
    assertThat(attempts.get(0).deadline()).contains(ManualTime.START.plus(LIMIT));
  }

  @Test
  void is_tried_again_where_that_is_said() throws Exception {
    Step.Retry retry = Step.Retry.attempts(2).waiting(Duration.ofNanos(1));
    Run<Text> run = engine().start(workflow(s -> s.retry(retry).compute(this::hangs)), RUN, INPUT);
    Future<Outcome<Text>> settled = host.submit(run::settled);
    running.await();
    time.pass(LIMIT);
    while (!settled.isDone()) {
      time.fire();
      time.pass(Duration.ofNanos(1));
    }
    assertThat(settled.get()).isEqualTo(new Outcome.Completed<>(new Text("hello 2 after")));
  }

  @Test
  void that_acts_is_in_doubt() throws Exception {
    Outcome<Text> outcome = outcomeOf(workflow(s -> s.unguarded("a test").act(this::hangs)), LIMIT);
    assertThat(((Outcome.Waiting<Text>) outcome).causes())
        .containsExactly(new Outcome.Cause.StepInDoubt("slow", 1));
  }

  @Test
  void that_is_done_in_time_is_not_interrupted_later() throws Exception {
    Run<Text> run = engine().start(workflow(s -> s.compute((t, a) -> t)), RUN, INPUT);
    assertThat(run.settled()).isInstanceOf(Outcome.Completed.class);
    time.pass(LIMIT.plus(GRACE));
    time.fire();
    assertThat(journal.names()).endsWith("run.completed");
  }

  @Nested
  class ABodyThatGoesOn {
    @Test
    void is_given_up_and_its_late_result_changes_nothing() throws Exception {
      Outcome<Text> outcome =
          outcomeOf(workflow(s -> s.compute(EngineTimeoutTest.this::hangsOn)), LIMIT, GRACE);
      assertThat(outcome).isInstanceOf(Outcome.Waiting.class);
      assertThat(journal.names()).containsSubsequence("step.abandoned", "step.failed");
      go.countDown();
      gone.await();
      Engine engine = engine();
      while (events(engine, Event.Violation.class).isEmpty()) {
        Thread.onSpinWait();
      }
      assertThat(journal.names()).doesNotContain("step.completed");
      assertThat(engine.standing(RUN).orElseThrow().status()).isEqualTo(Run.Status.WAITING);
    }

    @Test
    void is_not_given_up_within_its_grace() throws Exception {
      outcomeWithin(GRACE.minusNanos(1));
      assertThat(journal.names()).doesNotContain("step.abandoned");
    }

    private void outcomeWithin(Duration grace) throws Exception {
      engine().start(workflow(s -> s.compute(EngineTimeoutTest.this::hangsOn)), RUN, INPUT);
      running.await();
      time.pass(LIMIT);
      time.fire();
      time.pass(grace);
      time.fire();
    }
  }

  @Nested
  class ARun {
    @Test
    void that_is_not_over_in_time_fails() {
      Workflow<Text, Text> gated =
          Sample.publish(Approvers.confirmedBy("lead")).timeout(Duration.ofHours(1));
      Engine engine = Engine.on(journal).time(time).channel(new DeskChannel()).build();
      Run<Text> run = engine.start(gated, RUN, INPUT);
      time.pass(Duration.ofHours(1).minusNanos(1));
      time.fire();
      assertThat(run.settled()).isInstanceOf(Outcome.Waiting.class);
      time.pass(Duration.ofNanos(1));
      time.fire();
      Outcome.Failed<Text> failed = (Outcome.Failed<Text>) run.settled();
      assertThat(failed.failure().kind()).isEqualTo(Failure.Kind.BUSINESS_RULE);
      assertThat(failed.failure().message()).contains("PT1H");
      assertThat(journal.names()).endsWith("gate.closed", "run.failed");
    }

    @Test
    void tells_its_bodies_to_end() throws Exception {
      Workflow<Text, Text> slow =
          Workflow.define(
                  "slow",
                  Text.class,
                  (flow, text) ->
                      flow.step("slow", Text.class)
                          .reading(text, flow.attempt())
                          .unverified("a test")
                          .compute(EngineTimeoutTest.this::hangs))
              .timeout(LIMIT);
      assertThat(outcomeOf(slow, LIMIT)).isInstanceOf(Outcome.Failed.class);
    }

    @Test
    void has_its_deadline_after_a_restart() {
      Workflow<Text, Text> gated =
          Sample.publish(Approvers.confirmedBy("lead")).timeout(Duration.ofHours(1));
      Engine.on(journal).time(time).channel(new DeskChannel()).build().start(gated, RUN, INPUT);
      Engine again = Engine.on(journal.cutAfter(journal.size())).time(time).workflow(gated).build();
      time.pass(Duration.ofHours(1));
      again.runDue();
      assertThat(again.standing(RUN).orElseThrow().status()).isEqualTo(Run.Status.FAILED);
    }
  }

  @Test
  void that_was_in_doubt_has_as_long_again_to_be_asked_for_outside() throws Exception {
    Outcome<Text> outcome =
        outcomeOf(
            workflow(
                s ->
                    s.unguarded("a test")
                        .reconciledBy((t, a) -> Optional.of(t.and(" found")))
                        .act(this::hangs)),
            LIMIT);
    assertThat(outcome).isEqualTo(new Outcome.Completed<>(new Text("hello found after")));
  }

  @Test
  void that_was_done_in_time_has_as_long_again_to_be_undone() {
    Workflow<Text, Text> workflow =
        Workflow.define(
            "undone",
            Text.class,
            (flow, text) -> {
              Ref<Text> act =
                  flow.step("act", Text.class)
                      .reading(text)
                      .unverified("a test")
                      .unguarded("a test")
                      .timeout(LIMIT)
                      .compensatedBy(t -> gone.countDown())
                      .act(t -> t);
              flow.pause("long", Duration.ofDays(1));
              return flow.step("after", Text.class).reading(act).combine(t -> t);
            });
    Engine engine = Engine.on(journal).time(time).build();
    engine.start(workflow, RUN, INPUT);
    time.pass(Duration.ofHours(1));
    assertThat(engine.cancel(RUN, DeskChannel.ALICE).settled())
        .isInstanceOf(Outcome.Cancelled.class);
    assertThat(gone.getCount()).isZero();
  }

  @Test
  void shares_no_deadline_with_a_pause_of_any_name() {
    Workflow<Text, Text> workflow =
        Workflow.define(
                "pausing",
                Text.class,
                (flow, text) -> {
                  flow.pause("run", Duration.ofHours(1));
                  return flow.step("after", Text.class).reading(text).combine(t -> t);
                })
            .timeout(Duration.ofDays(14));
    Run<Text> run = Engine.on(journal).time(time).build().start(workflow, RUN, INPUT);
    time.pass(Duration.ofHours(1));
    time.fire();
    assertThat(run.settled()).isInstanceOf(Outcome.Completed.class);
  }

  @Test
  void grace_must_be_a_time() {
    assertThatThrownBy(() -> Engine.on(journal).grace(Duration.ZERO).build())
        .isInstanceOf(WorkflowException.class)
        .hasMessageContaining("grace");
  }
}
