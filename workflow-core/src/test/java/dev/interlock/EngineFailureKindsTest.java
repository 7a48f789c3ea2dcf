package dev.interlock;

import static dev.interlock.DeskChannel.ALICE;
import static dev.interlock.Sample.INPUT;
import static dev.interlock.Sample.RUN;
import static dev.interlock.Sample.events;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.Sample.Text;
import dev.interlock.record.Event;
import dev.interlock.record.Failure;
import dev.interlock.record.Failure.Kind;
import dev.interlock.record.FailureException;
import java.net.ConnectException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What follows from a failure, by its kind, also beside other branches. */
class EngineFailureKindsTest {
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
}
