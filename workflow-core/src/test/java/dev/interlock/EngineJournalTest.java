package dev.interlock;

import static dev.interlock.Sample.INPUT;
import static dev.interlock.Sample.RUN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.Sample.Text;
import dev.interlock.record.AuditSink;
import dev.interlock.record.Entry;
import dev.interlock.record.Event;
import dev.interlock.record.Failure;
import dev.interlock.record.JournalException;
import dev.interlock.record.RunId;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EngineJournalTest {
  private final ExecutorService pool = Executors.newFixedThreadPool(2);
  private final ExecutorService forcer = Executors.newSingleThreadExecutor();
  private final List<String> ran = Collections.synchronizedList(new ArrayList<>());

  @AfterEach
  void end() {
    pool.shutdownNow();
    forcer.shutdownNow();
  }

  private Workflow<Text, Text> workflow() {
    return Workflow.define(
        "gated",
        Text.class,
        (flow, text) -> {
          Ref<Text> made =
              flow.parallel("sides", Text.class)
                  .branch("a", b -> step(b, "a1", step(b, "a0", text)))
                  .branch("b", b -> step(b, "b1", text))
                  .join((a, b) -> a.and(b.text()));
          Ref<Checked<Text>> sound = flow.check("sound", made, Sample::seen);
          Ref<Approved<Checked<Text>>> yes = flow.gate("yes", sound, Approvers.confirmedBy("lead"));
          return flow.step("act", Text.class)
              .reading(yes)
              .verifiedBy("look", Sample::seen)
              .repeatable()
              .act(
                  approved -> {
                    ran.add("act");
                    return approved.value().value();
                  });
        });
  }

  private Ref<Text> step(Flow flow, String name, Ref<Text> reads) {
    return flow.step(name, Text.class)
        .reading(reads)
        .combine(
            text -> {
              ran.add(name);
              return text.and(name);
            });
  }

  private Engine engine(TestJournal journal, boolean onPool) {
    Engine.Builder builder =
        Engine.on(journal).channel(DeskChannel.approving()).workflow(workflow());
    return (onPool ? builder.executor(pool) : builder).build();
  }

  /** Runs into the failure, and says whether there was one. */
  private boolean stopsAndGoesOn(TestJournal journal, boolean onPool) {
    ran.clear();
    Outcome<?> outcome = engine(journal, onPool).start(workflow(), RUN, INPUT).settled();
    if (outcome instanceof Outcome.Completed) {
      return false;
    }
    assertThat(outcome).isInstanceOf(Outcome.Stopped.class);
    assertThat(((Outcome.Stopped<?>) outcome).failure().kind()).isEqualTo(Failure.Kind.JOURNAL);

    TestJournal durable = journal.durableCopy();
    List<String> announced =
        durable.all().stream()
            .map(Entry::event)
            .filter(Event.StepStarted.class::isInstance)
            .map(event -> ((Event.StepStarted) event).path().replaceAll(".*/", ""))
            .toList();
    assertThat(announced).containsAll(ran);

    if (durable.size() > 0) {
      assertThat(engine(durable, onPool).resume(RUN).settled())
          .isEqualTo(new Outcome.Completed<>(new Text("helloa0a1hellob1")));
    }
    return true;
  }

  private boolean stopsAndGoesOn(boolean append, int n, boolean forGood, boolean onPool) {
    TestJournal journal = onPool ? TestJournal.forcingOn(forcer) : new TestJournal();
    return stopsAndGoesOn(
        append ? journal.failAtAppend(n, forGood) : journal.failAtForce(n, forGood), onPool);
  }

  @Nested
  class AJournalThatFails {
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void atAnyAppendStopsTheRunAndAnotherEngineGoesOnFromWhatIsDurable(boolean onPool) {
      int n = 1;
      while (stopsAndGoesOn(true, n, true, onPool)) {
        assertThat(stopsAndGoesOn(true, n, false, onPool)).isTrue();
        n++;
      }
      assertThat(n).isGreaterThan(15);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void atAnyForceStopsTheRunAndAnotherEngineGoesOnFromWhatIsDurable(boolean onPool) {
      int n = 1;
      while (stopsAndGoesOn(false, n, true, onPool)) {
        stopsAndGoesOn(false, n, false, onPool);
        n++;
      }
      assertThat(n).isGreaterThan(5);
    }

    @Test
    void letsNoDecisionBeToldAsCounted() {
      for (int n = 1; n <= 4; n++) {
        for (boolean append : List.of(true, false)) {
          TestJournal journal = new TestJournal();
          DeskChannel desk = new DeskChannel();
          Engine engine = Engine.on(journal).channel(desk).build();
          Run<Text> run = engine.start(workflow(), RUN, INPUT);
          assertThat(run.settled()).isInstanceOf(Outcome.Waiting.class);
          ran.clear();
          if (append) {
            journal.failAtAppend(n, true);
          } else {
            journal.failAtForce(n, true);
          }
          try {
            assertThat(engine.decide(DeskChannel.yes(desk.last()))).isEmpty();
            assertThat(journal.durableCopy().names()).contains("gate.decided");
          } catch (JournalException e) {
            assertThat(run.settled()).isNotInstanceOf(Outcome.Waiting.class);
          }
          if (!journal.durableCopy().names().contains("gate.closed")) {
            assertThat(ran).isEmpty();
          }
        }
      }
    }

    @Test
    void saysSoToWhoeverAsksAfterwards() {
      TestJournal journal = new TestJournal().failAtForce(3, true);
      Engine engine = engine(journal, false);
      Run<Text> run = engine.start(workflow(), RUN, INPUT);
      assertThat(run.settled()).isInstanceOf(Outcome.Stopped.class);
      assertThat(run.await()).isInstanceOf(Outcome.Stopped.class);
      assertThat(engine.resume(RUN).settled()).isInstanceOf(Outcome.Stopped.class);
      assertThat(engine.present(RUN).settled()).isInstanceOf(Outcome.Stopped.class);
      assertThat(engine.cancel(RUN, DeskChannel.ALICE).settled())
          .isInstanceOf(Outcome.Stopped.class);
      engine.runDue();
      Run<Text> other = engine.start(workflow(), RunId.of("other"), INPUT);
      assertThat(other.settled()).isInstanceOf(Outcome.Stopped.class);
    }

    @Test
    void whileAChannelAsksStopsTheRunAndNotTheThreadThatStartedIt() {
      TestJournal journal = new TestJournal();
      DeskChannel desk =
          new DeskChannel()
              .answering(
                  request -> {
                    journal.failAtAppend(1, true);
                    return DeskChannel.yes(request);
                  });
      Engine engine = Engine.on(journal).channel(desk).build();
      assertThat(engine.start(workflow(), RUN, INPUT).settled())
          .isInstanceOf(Outcome.Stopped.class);
    }

    @Test
    void letsNoOtherBodyBeginAndIsToldWhenNoneIsAtWork() throws Exception {
      TestJournal journal = new TestJournal();
      CountDownLatch running = new CountDownLatch(2);
      CountDownLatch first = new CountDownLatch(1);
      CountDownLatch second = new CountDownLatch(1);
      CountDownLatch lost = new CountDownLatch(1);
      Workflow<Text, Text> three =
          Workflow.define(
              "three",
              Text.class,
              (flow, text) ->
                  flow.parallel("all", Text.class)
                      .branch("a", b -> waiting(b, "a", text, running, first))
                      .branch("b", b -> waiting(b, "b", text, running, second))
                      .branch("c", b -> waiting(b, "c", text, lost, second))
                      .join((a, b, c) -> a));
      Engine engine = Engine.on(journal).executor(pool).build();
      Run<Text> run = engine.start(three, RUN, INPUT);
      running.await();
      journal.failAtAppend(1, true);
      first.countDown();
      pool.submit(lost::countDown).get();
      FutureTask<Outcome<Text>> settled = new FutureTask<>(run::settled);
      Thread asking = new Thread(settled);
      asking.start();
      while (!settled.isDone() && asking.getState() != Thread.State.WAITING) {
        Thread.onSpinWait();
      }
      assertThat(settled.isDone()).isFalse();
      second.countDown();
      assertThat(settled.get()).isInstanceOf(Outcome.Stopped.class);
      assertThat(ran).containsExactlyInAnyOrder("a", "b");
    }

    private Ref<Text> waiting(
        Flow flow, String name, Ref<Text> text, CountDownLatch begins, CountDownLatch ends) {
      return flow.step(name, Text.class)
          .reading(text)
          .combine(
              t -> {
                ran.add(name);
                begins.countDown();
                ends.await();
                return t;
              });
    }

    @Test
    void whileABodyRunsTellsWhoeverAwaitsTheEnd() throws Exception {
      CountDownLatch running = new CountDownLatch(1);
      CountDownLatch go = new CountDownLatch(1);
      TestJournal journal = new TestJournal();
      Engine engine = Engine.on(journal).executor(pool).build();
      Workflow<Text, Text> slow =
          Sample.oneStep(
              text -> {
                running.countDown();
                go.await();
                return text;
              });
      Run<Text> run = engine.start(slow, RUN, INPUT);
      Future<Outcome<Text>> end = forcer.submit(run::await);
      running.await();
      journal.failAtAppend(1, true);
      go.countDown();
      assertThat(end.get()).isInstanceOf(Outcome.Stopped.class);
      assertThat(journal.durableCopy().names()).containsExactly("run.started", "step.started");
    }
  }

  @Nested
  class ASink {
    @Test
    void isToldEveryEventInOrderBeforeWhatFollowsFromIt() {
      TestJournal journal = new TestJournal();
      List<String> told = new ArrayList<>();
      AtomicReference<List<String>> toldAtTheAct = new AtomicReference<>(List.of());
      Workflow<Text, Text> two =
          Workflow.define(
              "two",
              Text.class,
              (flow, text) ->
                  flow.step("act", Text.class)
                      .reading(step(flow, "first", text))
                      .unguarded("a test")
                      .unverified("a test")
                      .act(
                          t -> {
                            toldAtTheAct.set(List.copyOf(told));
                            return t;
                          }));
      Engine engine =
          Engine.on(journal)
              .sink(
                  entry -> {
                    assertThat(journal.durableCopy().all()).contains(entry);
                    told.add(entry.name());
                  })
              .build();
      assertThat(engine.start(two, RUN, INPUT).settled()).isInstanceOf(Outcome.Completed.class);
      assertThat(toldAtTheAct.get())
          .containsExactly("run.started", "step.started", "step.completed", "step.started");
      assertThat(told).isEqualTo(journal.names());
    }

    private static String why(Outcome<?> outcome) {
      return ((Outcome.Stopped<?>) outcome).failure().message();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void thatThrowsStopsTheRunAndNothingFollows(int failing) {
      TestJournal journal = new TestJournal();
      List<String> told = new ArrayList<>();
      Engine engine =
          Engine.on(journal)
              .sink(
                  entry -> {
                    if (told.size() + 1 == failing) {
                      throw new IllegalStateException("the auditor is out");
                    }
                    told.add(entry.name());
                  })
              .build();
      Run<Text> run = engine.start(workflow(), RUN, INPUT);
      assertThat(why(run.settled())).startsWith("a sink failed at ");
      assertThat(told).hasSize(failing - 1);
      long started = told.stream().filter(name -> name.equals("step.started")).count();
      assertThat(ran.size()).isLessThanOrEqualTo((int) started);
    }

    @Test
    void thatThrowsWhatItNeverDeclaredStopsTheRunAsWell() {
      Engine engine =
          Engine.on(new TestJournal())
              .sink(entry -> EngineJournalTest.<RuntimeException>sneak(new IOException("out")))
              .build();
      Run<Text> run = engine.start(workflow(), RUN, INPUT);
      assertThat(run.settled()).isInstanceOf(Outcome.Stopped.class);
      assertThat(ran).isEmpty();
    }

    @Test
    void thatIsNotRequiredMayFailAndTheNextOnesAreToldAllTheSame() {
      List<String> told = new ArrayList<>();
      Engine engine =
          Engine.on(new TestJournal())
              .sink(
                  new OfUse(
                      entry -> {
                        throw new StackOverflowError();
                      },
                      false))
              .sink(entry -> told.add(entry.name()))
              .build();
      assertThat(engine.start(workflow(), RUN, INPUT).settled())
          .isInstanceOf(Outcome.Waiting.class);
      assertThat(told).contains("run.started", "run.waiting");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void thatNeverReturnsIsWaitedForOnceAndToldNothingMore(boolean required) {
      CountDownLatch never = new CountDownLatch(1);
      AtomicInteger told = new AtomicInteger();
      Engine engine =
          Engine.on(new TestJournal())
              .sink(
                  new OfUse(
                      entry -> {
                        told.incrementAndGet();
                        awaitQuietly(never);
                      },
                      required))
              .build();
      for (int i = 0; i < 3; i++) {
        Outcome<Text> outcome = engine.start(workflow(), RunId.of("r" + i), INPUT).settled();
        if (required) {
          assertThat(why(outcome)).startsWith(i == 0 ? "a sink took longer than " : "a sink that ");
        } else {
          assertThat(outcome).isInstanceOf(Outcome.Waiting.class);
        }
      }
      assertThat(told).hasValue(1);
      assertThat(ran.isEmpty()).isEqualTo(required);
      never.countDown();
    }

    @Test
    void isToldWhateverInterruptsThereAre() {
      List<String> told = new ArrayList<>();
      Engine engine = Engine.on(new TestJournal()).sink(entry -> told.add(entry.name())).build();
      Thread.currentThread().interrupt();
      Outcome<Text> outcome = engine.start(Sample.oneStep(t -> t), RUN, INPUT).settled();
      Thread.interrupted(); // what a body leaves is taken away, and there was one
      assertThat(outcome).isInstanceOf(Outcome.Completed.class);
      assertThat(told).endsWith("run.completed");
    }

    /** A sink that says what it is, and has little patience. */
    private record OfUse(AuditSink sink, boolean isRequired) implements AuditSink {
      @Override
      public void accept(Entry entry) {
        sink.accept(entry);
      }

      @Override
      public Duration patience() {
        return Duration.ofMillis(50);
      }
    }

    @Test
    void isCalledByOneThreadAtATime() throws Exception {
      CountDownLatch inside = new CountDownLatch(1);
      CountDownLatch go = new CountDownLatch(1);
      List<String> threads = Collections.synchronizedList(new ArrayList<>());
      TestJournal journal = new TestJournal();
      Engine engine =
          Engine.on(journal)
              .executor(pool)
              .sink(
                  entry -> {
                    threads.add("in");
                    if (entry.run().equals(RUN) && entry.name().equals("run.started")) {
                      inside.countDown();
                      awaitQuietly(go);
                    }
                    threads.add("out");
                  })
              .build();
      Future<Run<Text>> first =
          forcer.submit(() -> engine.start(Sample.oneStep(t -> t), RUN, INPUT));
      inside.await();
      Future<Run<Text>> second =
          pool.submit(() -> engine.start(Sample.oneStep(t -> t), RunId.of("other"), INPUT));
      go.countDown();
      assertThat(first.get().settled()).isInstanceOf(Outcome.Completed.class);
      assertThat(second.get().settled()).isInstanceOf(Outcome.Completed.class);
      assertThat(String.join(" ", threads)).matches("(in out ?)+");
    }
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // what it is for
  private static <E extends Throwable> void sneak(Throwable thrown) throws E {
    throw (E) thrown;
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Nested
  class AForceThatIsDoneElsewhere {
    @Test
    void isWaitedForByNoThreadOfThePool() {
      TestJournal journal = TestJournal.forcingOn(forcer);
      Engine engine = Engine.on(journal).channel(DeskChannel.approving()).executor(pool).build();
      List<Run<Text>> runs = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        runs.add(engine.start(workflow(), RunId.of("r" + i), INPUT));
      }
      assertThat(runs)
          .allSatisfy(run -> assertThat(run.await()).isInstanceOf(Outcome.Completed.class));
    }

    @Test
    void isWaitedForOnADirectExecutor() {
      TestJournal journal = TestJournal.forcingOn(forcer);
      assertThat(stopsAndGoesOn(journal, false)).isFalse();
    }
  }

  @Nested
  class ARunThatWasNeverRecorded {
    @Test
    void isNotThere() {
      TestJournal journal = new TestJournal().failAtAppend(1, false);
      Engine engine = engine(journal, false);
      assertThat(engine.start(workflow(), RUN, INPUT).settled())
          .isInstanceOf(Outcome.Stopped.class);
      assertThat(engine.runs()).isEmpty();
      assertThat(engine.standing(RUN)).isEmpty();
      assertThatThrownBy(() -> engine(journal, false).resume(RUN)).hasMessageContaining("no run");
    }
  }
}
