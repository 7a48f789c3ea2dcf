package dev.interlock;

import static dev.interlock.DeskChannel.ALICE;
import static dev.interlock.Sample.INPUT;
import static dev.interlock.Sample.RUN;
import static dev.interlock.Sample.events;
import static dev.interlock.Sample.oneStep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.Sample.Nothing;
import dev.interlock.Sample.Numbers;
import dev.interlock.Sample.Saw;
import dev.interlock.Sample.Text;
import dev.interlock.record.Codec;
import dev.interlock.record.Event;
import dev.interlock.record.Failure;
import dev.interlock.record.Failure.Kind;
import dev.interlock.record.FailureException;
import dev.interlock.record.Json;
import dev.interlock.record.RunId;
import dev.interlock.record.WorkflowException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class EngineFailuresTest {
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

  private Failure failedWith(Body.Of1<Text, Text> body) {
    Outcome<Text> outcome = engine().start(failing(body), RUN, INPUT).settled();
    assertThat(later).hasValue(0);
    assertThat(journal.names())
        .containsExactly("run.started", "step.started", "step.failed", "run.failed");
    assertThat(outcome).isInstanceOf(Outcome.Failed.class);
    return ((Outcome.Failed<Text>) outcome).failure();
  }

  @Nested
  class AFailureOfAKind {
    @ParameterizedTest
    @EnumSource(
        value = Kind.class,
        names = {"TRANSIENT", "PERMISSION", "CONFIGURATION"})
    void thatMayPassMakesTheRunWaitUntilAPersonSaysToTryAgain(Kind kind) {
      Engine engine = engine();
      Run<Text> run =
          engine.start(
              failing(
                  text -> {
                    if (calls.get() < 3) {
                      throw new FailureException(kind, "not now").toRecover("do this");
                    }
                    return text;
                  }),
              RUN,
              INPUT);
      Outcome.Cause cause =
          new Outcome.Cause.FailedStep(
              "first",
              new Failure(
                  kind, "FailureException", "not now", Optional.empty(), Optional.of("do this")));
      assertThat(run.settled()).isEqualTo(new Outcome.Waiting<>(List.of(cause)));
      int size = journal.size();

      assertThat(engine.resume(RUN).settled()).isInstanceOf(Outcome.Waiting.class);
      assertThat(journal.size()).isEqualTo(size);
      assertThat(calls).hasValue(1);

      assertThat(engine.resume(RUN, ALICE).settled()).isInstanceOf(Outcome.Waiting.class);
      assertThat(engine.resume(RUN, ALICE).settled()).isInstanceOf(Outcome.Completed.class);
      assertThat(calls).hasValue(3);
      assertThat(events(engine, Event.RunResumed.class))
          .containsExactly(
              new Event.RunResumed(Optional.of("alice"), Optional.of("first")),
              new Event.RunResumed(Optional.of("alice"), Optional.of("first")));
    }

    @ParameterizedTest
    @EnumSource(
        value = Kind.class,
        names = {"VERIFICATION", "BUSINESS_RULE", "UNKNOWN", "JOURNAL"})
    void thatDoesNotPassEndsTheRun(Kind kind) {
      Failure failure =
          failedWith(
              text -> {
                throw new FailureException(kind, "never").toCheck("this");
              });
      assertThat(failure.kind()).isEqualTo(kind);
      assertThat(failure.toCheck()).contains("this");
      Engine next = engine(failing(t -> t));
      int size = journal.size();
      assertThat(next.resume(RUN, ALICE).settled())
          .isEqualTo(new Outcome.Failed<>("first", failure));
      assertThat(journal.size()).isEqualTo(size);
    }
  }

  @Nested
  class ABodyThatMisbehaves {
    static class Mute extends RuntimeException {
      private static final long serialVersionUID = 1L;

      @Override
      public String getMessage() {
        throw new IllegalStateException("no message for you");
      }

      @Override
      public String toString() {
        throw new IllegalStateException("no text for you");
      }
    }

    /** Gives 100 MB when it is asked what happened, and itself when it is asked why. */
    static class Wordy extends RuntimeException {
      private static final long serialVersionUID = 1L;

      @Override
      public String getMessage() {
        return "x".repeat(100_000_000);
      }

      @Override
      public synchronized Throwable getCause() {
        return this;
      }
    }

    static Stream<Throwable> thrown() {
      Exception circle = new Exception("round");
      circle.initCause(new Exception("and round", circle));
      return Stream.of(
          new Wordy(),
          new ExceptionInInitializerError(new Mute()),
          new CloneNotSupportedException("never declared"),
          new StackOverflowError(),
          new OutOfMemoryError("pretended"),
          new AssertionError("no"),
          new NoClassDefFoundError("Gone"),
          new ThreadDeath(),
          new Mute(),
          circle,
          new RuntimeException("x".repeat(1_000_000)));
    }

    @ParameterizedTest
    @MethodSource("thrown")
    @Tag("attack")
    void failsItsStepWhateverItThrows(Throwable thrown) {
      Failure failure = failedWith(text -> sneak(thrown));
      assertThat(failure.kind()).isEqualTo(Kind.UNKNOWN);
      assertThat(failure.message().getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(1024);
      assertThat(engine().start(oneStep(t -> t), RunId.of("next"), INPUT).settled())
          .isInstanceOf(Outcome.Completed.class);
    }

    @Test
    @Tag("attack")
    void leavesTheThreadThatItRanOnAlive() throws Exception {
      List<Thread> threads = new CopyOnWriteArrayList<>();
      ExecutorService pool = Executors.newSingleThreadExecutor();
      try {
        Engine engine = Engine.on(journal).executor(pool).build();
        for (Throwable thrown : thrown().toList()) {
          RunId id = RunId.of("run-" + threads.size());
          Outcome<Text> outcome =
              engine
                  .start(
                      failing(
                          text -> {
                            threads.add(Thread.currentThread());
                            return sneak(thrown);
                          }),
                      id,
                      INPUT)
                  .settled();
          assertThat(outcome).as(thrown.getClass().getName()).isInstanceOf(Outcome.Failed.class);
        }
        assertThat(pool.submit(Thread::currentThread).get()).isSameAs(threads.get(0));
        assertThat(threads).hasSizeGreaterThan(9).allMatch(threads.get(0)::equals);
        assertThat(later).hasValue(0);
      } finally {
        pool.shutdownNow();
      }
    }

    @Test
    void failsItsStepWhenItsStackOverflows() {
      Failure failure = failedWith(this::deeper);
      assertThat(failure.type()).contains("StackOverflowError");
    }

    @SuppressWarnings("InfiniteRecursion") // it is meant to overflow
    private Text deeper(Text text) {
      return deeper(text).and("");
    }

    @Test
    @SuppressWarnings("NullAway")
    void failsItsStepWithNull() {
      assertThat(failedWith(text -> null).kind()).isEqualTo(Kind.VERIFICATION);
    }

    @Test
    void failsItsStepWithAValueOfAnotherType() {
      Failure failure = failedWith(text -> polluted(new Saw("other")));
      assertThat(failure.kind()).isIn(Kind.VERIFICATION, Kind.UNKNOWN);
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // the mistake is the point
    private static <T> T polluted(Object other) {
      return (T) other;
    }

    @Test
    void failsItsStepWithAValueThatHoldsNull() {
      Workflow<Text, Numbers> holding =
          Workflow.define(
              "holding",
              Text.class,
              (flow, text) ->
                  flow.step("only", Numbers.class)
                      .reading(text)
                      .combine(t -> new Numbers(Arrays.asList(1, null))));
      assertThat(engine().start(holding, RUN, INPUT).settled()).isInstanceOf(Outcome.Failed.class);
    }

    @Test
    void failsItsStepWithAValueTooLargeForTheRecord() {
      Failure failure = failedWith(text -> new Text("x".repeat(17_000_000)));
      assertThat(failure)
          .isEqualTo(
              Failure.of(
                  Kind.BUSINESS_RULE,
                  "FailureException",
                  "the value of step 'first' has 17000011 bytes; the most is 16777216"));
    }

    @Test
    void failsItsStepWithEvidenceTooLargeForTheRecord() {
      Workflow<Text, Text> wordy =
          Workflow.define(
              "wordy",
              Text.class,
              (flow, text) ->
                  flow.step("only", Text.class)
                      .reading(text, flow.evidence())
                      .unverified("a test")
                      .compute(
                          (t, evidence) -> {
                            evidence.add(new Saw("x".repeat(17_000_000)));
                            return t;
                          }));
      assertThat(engine().start(wordy, RUN, INPUT).settled()).isInstanceOf(Outcome.Failed.class);
    }

    @Test
    void leavesNoInterruptForTheNextOne() {
      List<Boolean> interrupted = new CopyOnWriteArrayList<>();
      Workflow<Text, Text> two =
          Workflow.define(
              "two",
              Text.class,
              (flow, text) -> {
                Ref<Text> first =
                    flow.step("first", Text.class)
                        .reading(text)
                        .combine(
                            t -> {
                              Thread.currentThread().interrupt();
                              return t;
                            });
                Ref<Approved<Text>> yes = flow.gate("yes", first, Approvers.confirmedBy("a"));
                return flow.step("second", Text.class)
                    .reading(yes)
                    .combine(
                        t -> {
                          interrupted.add(Thread.currentThread().isInterrupted());
                          return t.value();
                        });
              });
      desk.answering(
          request -> {
            interrupted.add(Thread.currentThread().isInterrupted());
            Thread.currentThread().interrupt();
            return DeskChannel.yes(request);
          });
      assertThat(engine().start(two, RUN, INPUT).settled()).isInstanceOf(Outcome.Completed.class);
      assertThat(interrupted).containsExactly(false, false);
      assertThat(Thread.interrupted()).isFalse();
    }
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

  @Nested
  class ACheckOfAStep {
    static Stream<Arguments> verdicts() {
      return Stream.of(
          with("it did not", text -> Verdict.failed("it did not")),
          with("it did not", text -> Verdict.failed("it did not", new Saw("nothing"))),
          with("without evidence", text -> Verdict.passed(new Nothing())),
          with("without evidence", text -> Verdict.passed(ABodyThatHasNothing.NONE)),
          with("no verdict", text -> ABodyThatHasNothing.verdict()),
          with("cannot look", text -> sneak(new AssertionError("cannot look"))));
    }

    private static Arguments with(String message, Check<Text> check) {
      return Arguments.of(message, check);
    }

    private Workflow<Text, Text> checked(Check<Text> check) {
      return Workflow.define(
          "checked",
          Text.class,
          (flow, text) ->
              after(
                  flow,
                  flow.step("first", Text.class)
                      .reading(text)
                      .verifiedBy("look", (t, r) -> check.examine(r))
                      .compute(t -> t)));
    }

    @ParameterizedTest
    @MethodSource("verdicts")
    void failsItUnlessItPassesWithEvidence(String message, Check<Text> check) {
      Outcome<Text> outcome = engine().start(checked(check), RUN, INPUT).settled();
      assertThat(outcome).isInstanceOf(Outcome.Failed.class);
      assertThat(((Outcome.Failed<Text>) outcome).failure().message()).contains(message);
      assertThat(later).hasValue(0);
    }

    @Test
    void thatCannotLookYetMakesTheRunWait() {
      Check<Text> down = text -> sneak(new ConnectException("refused"));
      assertThat(engine().start(checked(down), RUN, INPUT).settled())
          .isInstanceOf(Outcome.Waiting.class);
    }

    @Test
    void mayHaveSeenMoreThanTheRecordHoldsWithoutStoppingTheRun() {
      Check<Text> wordy = text -> Verdict.failed("it did not", new Saw("x".repeat(17_000_000)));
      Outcome<Text> outcome = engine().start(checked(wordy), RUN, INPUT).settled();
      assertThat(outcome).isInstanceOf(Outcome.Failed.class);
      assertThat(journal.names()).containsSubsequence("step.failed", "run.failed");
    }

    @Test
    void mayGiveALongReasonWithoutStoppingTheRun() {
      Check<Text> wordy = text -> Verdict.failed("x".repeat(70_000));
      Outcome<Text> outcome = engine().start(checked(wordy), RUN, INPUT).settled();
      assertThat(outcome).isInstanceOf(Outcome.Failed.class);
      assertThat(((Outcome.Failed<Text>) outcome).failure().kind()).isEqualTo(Kind.VERIFICATION);
    }

    @Test
    void isNotReachedWhenAnExpectationDoesNotHold() {
      Workflow<Text, Text> expecting =
          Workflow.define(
              "expecting",
              Text.class,
              (flow, text) ->
                  flow.step("first", Text.class)
                      .reading(text)
                      .expecting("it is short", t -> t.text().length() < 3)
                      .verifiedBy(
                          "look",
                          (t, r) -> {
                            later.incrementAndGet();
                            return Sample.seen(r);
                          })
                      .compute(t -> t));
      Outcome<Text> outcome = engine().start(expecting, RUN, INPUT).settled();
      assertThat(((Outcome.Failed<Text>) outcome).failure())
          .isEqualTo(Failure.of(Kind.VERIFICATION, "FailureException", "expected: it is short"));
      assertThat(later).hasValue(0);
      assertThat(events(engine(), Event.CheckFailed.class))
          .extracting(Event.CheckFailed::check)
          .containsExactly("it is short");
    }
  }

  /** What no signature allows and any cast brings about. */
  @SuppressWarnings("NullAway")
  static final class ABodyThatHasNothing {
    static final Record NONE = null;

    private ABodyThatHasNothing() {}

    static Verdict verdict() {
      return null;
    }
  }

  @Nested
  class ACheckOfItsOwn {
    private Workflow<Text, Text> checking(Check<Text> check) {
      return Workflow.define(
          "checking",
          Text.class,
          (flow, text) -> {
            Ref<Checked<Text>> sound = flow.check("sound", text, check);
            return flow.step("act", Text.class)
                .reading(sound)
                .unverified("a test")
                .act(
                    witness -> {
                      later.incrementAndGet();
                      return witness.value();
                    });
          });
    }

    @ParameterizedTest
    @MethodSource("dev.interlock.EngineFailuresTest$ACheckOfAStep#verdicts")
    void rejectsTheRunUnlessItPassesWithEvidence(String message, Check<Text> check) {
      Outcome<Text> outcome = engine().start(checking(check), RUN, INPUT).settled();
      assertThat(outcome).isInstanceOf(Outcome.Rejected.class);
      assertThat(((Outcome.Rejected<Text>) outcome).path()).isEqualTo("sound");
      assertThat(((Outcome.Rejected<Text>) outcome).reason()).contains(message);
      assertThat(later).hasValue(0);
      assertThat(journal.names()).containsExactly("run.started", "check.failed", "run.rejected");
    }

    @Test
    void thatCannotLookYetIsTriedAgainOnAPersonsWord() {
      Check<Text> missing =
          text -> {
            if (calls.incrementAndGet() < 4) {
              throw new NoSuchFileException("reports");
            }
            return Sample.seen(text);
          };
      Engine engine = engine();
      Run<Text> run = engine.start(checking(missing), RUN, INPUT);
      assertThat(run.settled()).isInstanceOf(Outcome.Waiting.class);
      int size = journal.size();
      engine.resume(RUN).settled();
      assertThat(journal.size()).isEqualTo(size);
      assertThat(engine.resume(RUN, ALICE).settled()).isInstanceOf(Outcome.Waiting.class);
      assertThat(engine.resume(RUN, ALICE).settled()).isInstanceOf(Outcome.Waiting.class);
      assertThat(engine.resume(RUN, ALICE).settled()).isInstanceOf(Outcome.Completed.class);
      assertThat(calls).hasValue(4);
      assertThat(Sample.events(engine, RUN, Event.StepFailed.class))
          .extracting(Event.StepFailed::attempt)
          .containsExactly(1, 2, 3);
      assertThat(later).hasValue(1);
    }

    @Test
    void rejectsTheRunWhenItPassesWithMoreThanTheRecordHolds() {
      Check<Text> wordy = text -> Verdict.passed(new Saw("x".repeat(17_000_000)));
      assertThat(engine().start(checking(wordy), RUN, INPUT).settled())
          .isInstanceOf(Outcome.Rejected.class);
      assertThat(later).hasValue(0);
    }

    @Test
    void rejectsTheRunWhenItFailsWithMoreThanTheRecordHolds() {
      Check<Text> wordy =
          text -> Verdict.failed("y".repeat(70_000), new Saw("x".repeat(17_000_000)));
      assertThat(engine().start(checking(wordy), RUN, INPUT).settled())
          .isInstanceOf(Outcome.Rejected.class);
    }
  }

  @Nested
  class OneBranchThatFails {
    @Test
    void endsTheRunOnlyWhenTheOtherBodyIsDoneAndNothingNewStarts() throws Exception {
      CountDownLatch running = new CountDownLatch(1);
      CountDownLatch go = new CountDownLatch(1);
      Workflow<Text, Text> branches =
          Workflow.define(
              "branches",
              Text.class,
              (flow, text) ->
                  flow.parallel("all", Text.class)
                      .branch(
                          "slow",
                          b ->
                              after(
                                  b,
                                  b.step("slow", Text.class)
                                      .reading(text)
                                      .combine(
                                          t -> {
                                            running.countDown();
                                            go.await();
                                            calls.incrementAndGet();
                                            return t;
                                          })))
                      .branch("gate", b -> b.gate("open", text, Approvers.confirmedBy("a")))
                      .branch(
                          "bad",
                          b ->
                              b.step("bad", Text.class)
                                  .reading(text)
                                  .combine(
                                      t -> {
                                        running.await();
                                        throw new IllegalStateException("broken");
                                      }))
                      .join((s, g, b) -> s));
      CountDownLatch failed = new CountDownLatch(1);
      ExecutorService pool = Executors.newFixedThreadPool(4);
      try {
        Engine engine =
            Engine.on(journal)
                .channel(desk)
                .executor(pool)
                .listener(
                    entry -> {
                      if (entry.name().equals("step.failed")) {
                        failed.countDown();
                      }
                    })
                .build();
        Run<Text> run = engine.start(branches, RUN, INPUT);
        failed.await();
        assertThat(journal.names()).doesNotContain("run.failed", "gate.closed");
        go.countDown();
        assertThat(run.settled()).isInstanceOf(Outcome.Failed.class);
        assertThat(calls).hasValue(1);
        assertThat(later).hasValue(0);
        assertThat(journal.names()).endsWith("step.completed", "gate.closed", "run.failed");
        assertThat(events(engine, Event.GateClosed.class).get(0).outcome()).isEqualTo("cancelled");
        assertThat(engine.decide(DeskChannel.yes(desk.last())))
            .get()
            .asString()
            .startsWith("closed");
      } finally {
        pool.shutdownNow();
      }
    }

    @Test
    void thatMayPassLetsTheOtherFinishAndThenTheRunWaits() {
      Workflow<Text, Text> branches =
          Workflow.define(
              "branches",
              Text.class,
              (flow, text) ->
                  flow.parallel("all", Text.class)
                      .branch(
                          "bad",
                          b ->
                              b.step("bad", Text.class)
                                  .reading(text)
                                  .combine(
                                      t -> {
                                        if (calls.incrementAndGet() == 1) {
                                          throw new ConnectException("refused");
                                        }
                                        return t;
                                      }))
                      .branch("good", b -> after(b, after2(b, text)))
                      .join((s, g) -> s));
      Engine engine = engine();
      Run<Text> run = engine.start(branches, RUN, INPUT);
      assertThat(run.settled()).isInstanceOf(Outcome.Waiting.class);
      assertThat(later).hasValue(2);
      assertThat(engine.resume(RUN, ALICE).settled()).isInstanceOf(Outcome.Completed.class);
      assertThat(later).hasValue(2);
    }

    private Ref<Text> after2(Flow flow, Ref<Text> text) {
      return flow.step("soon", Text.class)
          .reading(text)
          .combine(
              t -> {
                later.incrementAndGet();
                return t;
              });
    }
  }

  @Nested
  class ACodecThatCannotReadWhatItWrote {
    @Test
    void stopsTheRunAndNobodyWaitsForEver() {
      Codec writing =
          new Codec() {
            @Override
            public <T> Json write(T value, Class<T> type) {
              return Codec.json().write(value, type);
            }

            @Override
            public <T> T read(Json json, Class<T> type) {
              if (json.toString().contains("unreadable")) {
                throw new IllegalArgumentException("cannot read it");
              }
              return Codec.json().read(json, type);
            }
          };
      Engine engine = Engine.on(journal).codec(writing).build();
      Run<Text> run = engine.start(oneStep(t -> new Text("unreadable")), RUN, INPUT);
      assertThat(run.settled()).isInstanceOf(Outcome.Stopped.class);
      assertThat(run.await()).isInstanceOf(Outcome.Stopped.class);
    }
  }
}
