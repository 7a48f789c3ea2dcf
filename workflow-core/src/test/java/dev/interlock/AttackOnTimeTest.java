package dev.interlock;

import static dev.interlock.DeskChannel.ALICE;
import static dev.interlock.Sample.INPUT;
import static dev.interlock.Sample.RUN;
import static dev.interlock.Sample.events;
import static dev.interlock.Sample.names;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.Sample.Saw;
import dev.interlock.Sample.Text;
import dev.interlock.record.Event;
import dev.interlock.record.Failure;
import dev.interlock.record.Journal;
import dev.interlock.record.RunId;
import dev.interlock.record.WorkflowException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Bodies that do not end, end too late, or go on when nobody waits for them any more. */
@Tag("attack")
@Timeout(10)
class AttackOnTimeTest {
  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final Duration GRACE = Duration.ofSeconds(5);

  private final ManualTime time = new ManualTime();
  private final Journal journal = Journal.inMemory();
  private final ExecutorService pool = Executors.newFixedThreadPool(4);
  private final AtomicInteger later = new AtomicInteger();
  private final CountDownLatch inside = new CountDownLatch(1);
  private final CountDownLatch release = new CountDownLatch(1);
  private final CountDownLatch gone = new CountDownLatch(1);
  private final AtomicReference<Throwable> seen = new AtomicReference<>();
  private final Engine engine = Engine.on(journal).time(time).executor(pool).grace(GRACE).build();

  @AfterEach
  void end() {
    release.countDown();
    pool.shutdownNow();
  }

  /** A step with this body, which has a minute, and one that must not run after it. */
  private Workflow<Text, Text> timed(Node.Kind kind, Body.Of2<Text, Evidence, Text> body) {
    return Workflow.define(
        "timed",
        Text.class,
        (flow, text) -> {
          var counted = counted(body);
          var step =
              flow.step("first", Text.class)
                  .reading(text, flow.evidence())
                  .unverified("a test")
                  .timeout(LIMIT);
          boolean acts = kind == Node.Kind.ACT;
          return after(flow, acts ? step.unguarded("a test").act(counted) : step.compute(counted));
        });
  }

  private Body.Of2<Text, Evidence, Text> counted(Body.Of2<Text, Evidence, Text> body) {
    return (text, evidence) -> {
      try {
        return body.apply(text, evidence);
      } finally {
        gone.countDown();
      }
    };
  }

  private Ref<Text> after(Flow flow, Ref<Text> first) {
    return flow.step("later", Text.class)
        .reading(first)
        .combine(
            text -> {
              later.incrementAndGet();
              return text;
            });
  }

  /** Waits for the end of the test, whoever interrupts it. */
  private void hang() {
    inside.countDown();
    awaitTheEnd();
  }

  private void awaitTheEnd() {
    boolean ended = false;
    while (!ended) {
      try {
        release.await();
        ended = true;
      } catch (InterruptedException e) {
        ended = false; // goes on
      }
    }
  }

  private void passLimitAndGrace() throws InterruptedException {
    inside.await();
    time.pass(LIMIT);
    time.fire();
    time.pass(GRACE);
    time.fire();
  }

  private List<String> recorded() {
    return names(engine.events(RUN));
  }

  @Nested
  class ABodyThatNeverEnds {
    @Test
    void isGivenUpAfterItsGraceAndItsEffectIsInDoubt() throws Exception {
      Run<Text> run =
          engine.start(timed(Node.Kind.ACT, AttackOnTimeTest.this::hanging), RUN, INPUT);
      passLimitAndGrace();

      assertThat(run.settled())
          .isEqualTo(new Outcome.Waiting<>(List.of(new Outcome.Cause.StepInDoubt("first", 1))));
      assertThat(recorded())
          .containsExactly(
              "run.started", "step.started", "step.abandoned", "step.doubt", "run.waiting");
      assertThat(later).hasValue(0);
    }

    @Test
    void thatOnlyComputesIsGivenUpAndTheRunCanBeCalledOff() throws Exception {
      Run<Text> run =
          engine.start(timed(Node.Kind.COMPUTE, AttackOnTimeTest.this::hanging), RUN, INPUT);
      passLimitAndGrace();

      assertThat(run.settled()).isInstanceOf(Outcome.Waiting.class);
      assertThat(engine.cancel(RUN, ALICE).settled()).isEqualTo(new Outcome.Cancelled<>(ALICE));
      assertThat(recorded())
          .containsExactly(
              "run.started",
              "step.started",
              "step.abandoned",
              "step.failed",
              "run.waiting",
              "run.cancelled");
      assertThat(later).hasValue(0);
    }

    @Test
    void andComesBackAfterwardsIsNotBelieved() throws Exception {
      Run<Text> run =
          engine.start(timed(Node.Kind.COMPUTE, AttackOnTimeTest.this::hanging), RUN, INPUT);
      passLimitAndGrace();
      run.settled();
      release.countDown();
      gone.await();
      pool.shutdown();
      assertThat(pool.awaitTermination(1, TimeUnit.MINUTES)).isTrue();

      assertThat(recorded()).endsWith("violation").doesNotContain("step.completed");
      assertThat(events(engine, Event.Violation.class))
          .extracting(Event.Violation::what)
          .containsExactly("a result came after its attempt was given up");
      assertThat(later).hasValue(0);
    }

    @Test
    void mayWriteNoMoreEvidenceOnceItIsGivenUp() throws Exception {
      CountDownLatch wrote = new CountDownLatch(1);
      Run<Text> run =
          engine.start(
              timed(
                  Node.Kind.COMPUTE,
                  (text, evidence) -> {
                    evidence.add(new Saw("in time"));
                    hang();
                    try {
                      evidence.add(new Saw("late"));
                    } catch (WorkflowException e) {
                      seen.set(e);
                    }
                    wrote.countDown();
                    return text;
                  }),
              RUN,
              INPUT);
      passLimitAndGrace();
      run.settled();
      release.countDown();
      wrote.await();

      assertThat(seen.get()).hasMessageContaining("came after its attempt was over");
      assertThat(events(engine, Event.Violation.class))
          .extracting(Event.Violation::what)
          .anyMatch(what -> what.startsWith("evidence for step 'first' came after"));
    }
  }

  private Text hanging(Text text, Evidence evidence) {
    hang();
    return text;
  }

  /** In which way a body never ends. */
  enum Hold {
    A_DEADLOCK,
    MONITORS_OF_PUBLIC_OBJECTS,
    MONITORS_OF_PUBLIC_CLASSES
  }

  @Nested
  class ABodyThatHoldsOn {
    @ParameterizedTest
    @EnumSource(Hold.class)
    void keepsTheEngineFromNothing(Hold hold) throws Exception {
      Workflow<Text, Text> workflow =
          timed(Node.Kind.COMPUTE, (text, evidence) -> holding(locks(hold, evidence), text));
      Run<Text> run = engine.start(workflow, RUN, INPUT);
      seenRun.set(run);
      passLimitAndGrace();

      assertThat(run.settled()).isInstanceOf(Outcome.Waiting.class);
      assertThat(engine.standing(RUN)).isPresent();
      assertThat(engine.cancel(RUN, ALICE).await()).isEqualTo(new Outcome.Cancelled<>(ALICE));
      assertThat(recorded()).contains("step.abandoned").endsWith("run.cancelled");
      assertThat(later).hasValue(0);
    }

    private final AtomicReference<Run<Text>> seenRun = new AtomicReference<>();

    private List<Object> locks(Hold hold, Evidence evidence) {
      return switch (hold) {
        case A_DEADLOCK -> List.of(deadlock());
        case MONITORS_OF_PUBLIC_OBJECTS ->
            List.of(engine, journal, RUN, evidence, INPUT, pool, ALICE);
        case MONITORS_OF_PUBLIC_CLASSES ->
            List.of(Engine.class, Workflow.class, Run.class, Event.class, Failure.class);
      };
    }

    /** A monitor that another thread never gives back. */
    private Object deadlock() {
      Object lock = new Object();
      CountDownLatch taken = new CountDownLatch(1);
      new Thread(
              () -> {
                synchronized (lock) {
                  taken.countDown();
                  awaitTheEnd();
                }
              })
          .start();
      try {
        taken.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      inside.countDown(); // only now: before, an interrupt would let the body go
      return lock;
    }

    private Text holding(List<Object> locks, Text text) {
      if (locks.isEmpty()) {
        hang();
        return text;
      }
      synchronized (locks.get(0)) {
        return holding(locks.subList(1, locks.size()), text);
      }
    }
  }

  @Nested
  class ABodyThatEndsTooLate {
    @Test
    void afterItWasInterruptedIsNotBelieved() throws Exception {
      Run<Text> run =
          engine.start(timed(Node.Kind.ACT, AttackOnTimeTest.this::hanging), RUN, INPUT);
      inside.await();
      time.pass(LIMIT);
      time.fire();
      release.countDown();

      assertThat(run.settled())
          .isEqualTo(new Outcome.Waiting<>(List.of(new Outcome.Cause.StepInDoubt("first", 1))));
      assertThat(recorded())
          .containsExactly("run.started", "step.started", "step.doubt", "run.waiting");
      assertThat(later).hasValue(0);
    }

    @ParameterizedTest
    @EnumSource(
        value = Node.Kind.class,
        names = {"ACT", "COMPUTE"})
    void isNotBelievedThoughNoTimerFired(Node.Kind kind) {
      Engine direct = Engine.on(journal).time(time).grace(GRACE).build();
      Workflow<Text, Text> sleeping =
          timed(
              kind,
              (text, evidence) -> {
                time.pass(LIMIT);
                return text;
              });
      Outcome<Text> outcome = direct.start(sleeping, RUN, INPUT).settled();

      assertThat(outcome).isInstanceOf(Outcome.Waiting.class);
      assertThat(recorded())
          .containsExactly(
              "run.started",
              "step.started",
              kind == Node.Kind.ACT ? "step.doubt" : "step.failed",
              "run.waiting");
      assertThat(later).hasValue(0);
    }

    @Test
    void isBelievedAMillisecondBefore() {
      Engine direct = Engine.on(journal).time(time).grace(GRACE).build();
      Workflow<Text, Text> quick =
          timed(
              Node.Kind.ACT,
              (text, evidence) -> {
                time.pass(LIMIT.minusMillis(1));
                return text;
              });
      assertThat(direct.start(quick, RUN, INPUT).settled()).isInstanceOf(Outcome.Completed.class);
      assertThat(later).hasValue(1);
    }
  }

  @Nested
  class AThreadThatABodyLeavesBehind {
    @Test
    void writesNoEvidenceAfterTheEnd() {
      AtomicReference<Evidence> kept = new AtomicReference<>();
      Workflow<Text, Text> leaving =
          timed(
              Node.Kind.COMPUTE,
              (text, evidence) -> {
                kept.set(evidence);
                return text;
              });
      engine.start(leaving, RUN, INPUT).settled();
      List<String> before = recorded();
      CompletableFuture<Void> late =
          CompletableFuture.runAsync(
              () -> Objects.requireNonNull(kept.get()).add(new Saw("late")), pool);

      assertThatThrownBy(late::join).hasCauseInstanceOf(WorkflowException.class);
      assertThat(engine.resume(RUN).settled()).isInstanceOf(Outcome.Completed.class);
      assertThat(recorded()).startsWith(before.toArray(String[]::new)).endsWith("violation");
      assertThat(recorded()).hasSize(before.size() + 1);
    }

    @Test
    void keepsNoInterruptForTheNextBody() {
      List<Boolean> interrupted = new ArrayList<>();
      Engine direct = Engine.on(journal).time(time).build();
      Workflow<Text, Text> workflow =
          timed(
              Node.Kind.COMPUTE,
              (text, evidence) -> {
                interrupted.add(Thread.currentThread().isInterrupted());
                Thread.currentThread().interrupt();
                return text;
              });
      direct.start(workflow, RUN, INPUT).settled();
      direct.start(workflow, RunId.of("next"), INPUT).settled();

      assertThat(interrupted).containsExactly(false, false);
      assertThat(later).hasValue(2);
    }
  }
}
