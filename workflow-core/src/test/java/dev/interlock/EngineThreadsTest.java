package dev.interlock;

import static dev.interlock.DeskChannel.ALICE;
import static dev.interlock.Sample.INPUT;
import static dev.interlock.Sample.RUN;
import static dev.interlock.Sample.names;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.Sample.Text;
import dev.interlock.record.Entry;
import dev.interlock.record.Journal;
import dev.interlock.record.Presence;
import dev.interlock.record.Principal;
import dev.interlock.record.RunId;
import dev.interlock.record.WorkflowException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EngineThreadsTest {
  private final List<ExecutorService> pools = new ArrayList<>();
  private final TestJournal journal = new TestJournal();
  private final DeskChannel desk = new DeskChannel();

  private ExecutorService pool(int threads) {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    pools.add(pool);
    return pool;
  }

  @AfterEach
  void end() {
    pools.forEach(ExecutorService::shutdownNow);
  }

  private static Workflow<Text, Text> chain(int steps) {
    return Workflow.define(
        "chain",
        Text.class,
        (flow, text) -> {
          Ref<Text> last = text;
          for (int i = 0; i < steps; i++) {
            last = flow.step("s" + i, Text.class).reading(last).combine(t -> t);
          }
          return last;
        });
  }

  private static Workflow<Text, Text> gated() {
    return Sample.publish(Approvers.confirmedBy("editor"));
  }

  @Nested
  class AListener {
    @Test
    void isToldEveryEventOfARunInOrder() {
      Map<RunId, List<String>> told = new ConcurrentHashMap<>();
      ExecutorService pool = pool(4);
      CountDownLatch ends = new CountDownLatch(40);
      Engine engine =
          Engine.on(journal)
              .channel(DeskChannel.approving())
              .executor(pool)
              .listener(
                  entry -> {
                    told.computeIfAbsent(entry.run(), id -> new CopyOnWriteArrayList<>())
                        .add(entry.name());
                    if (entry.name().equals("run.completed")) {
                      ends.countDown();
                    }
                  })
              .build();
      for (int i = 0; i < 40; i++) {
        engine.start(gated(), RunId.of("r" + i), INPUT);
      }
      awaitIt(ends);
      assertThat(told).hasSize(40);
      told.forEach((run, events) -> assertThat(events).isEqualTo(names(journal.entries(run))));
    }

    @Test
    void thatThrowsChangesNothing() {
      List<String> second = new CopyOnWriteArrayList<>();
      Engine engine =
          Engine.on(journal)
              .listener(
                  entry -> {
                    throw new StackOverflowError();
                  })
              .listener(entry -> second.add(entry.name()))
              .build();
      assertThat(engine.start(chain(2), RUN, INPUT).settled())
          .isInstanceOf(Outcome.Completed.class);
      assertThat(second).isEqualTo(journal.names());
    }

    @Test
    void thatBlocksHoldsUpNoRunWhereThereIsAnotherThread() {
      CountDownLatch never = new CountDownLatch(1);
      Engine engine =
          Engine.on(journal).executor(pool(2)).listener(entry -> awaitIt(never)).build();
      for (int i = 0; i < 20; i++) {
        assertThat(engine.start(chain(5), RunId.of("r" + i), INPUT).settled())
            .isInstanceOf(Outcome.Completed.class);
      }
      never.countDown();
    }

    @Test
    void mayAnswerAGateThatItIsToldOf() {
      Engine[] own = new Engine[1];
      own[0] =
          Engine.on(journal)
              .channel(desk)
              .listener(
                  entry -> {
                    if (entry.name().equals("gate.requested")) {
                      own[0].decide(DeskChannel.yes(own[0].pending().get(0)));
                    }
                  })
              .build();
      assertThat(own[0].start(gated(), RUN, INPUT).settled()).isInstanceOf(Outcome.Completed.class);
    }
  }

  @Nested
  class CallingARunOff {
    @Test
    void whileItWaitsClosesItsGates() {
      Engine engine = Engine.on(journal).channel(desk).build();
      engine.start(gated(), RUN, INPUT);
      assertThat(engine.cancel(RUN, ALICE).settled()).isEqualTo(new Outcome.Cancelled<>(ALICE));
      assertThat(journal.names())
          .endsWith("run.waiting", "cancel.requested", "gate.closed", "run.cancelled");
      assertThat(engine.decide(DeskChannel.yes(desk.last()))).get().asString().startsWith("closed");
      assertThat(engine.cancel(RUN, Principal.of("bob")).settled())
          .isEqualTo(new Outcome.Cancelled<>(ALICE));
      assertThat(journal.names()).endsWith("run.cancelled", "gate.refused");
    }

    @Test
    void whileABodyRunsWaitsForTheBodyAndStartsNothingNew() {
      CountDownLatch running = new CountDownLatch(1);
      CountDownLatch go = new CountDownLatch(1);
      AtomicInteger later = new AtomicInteger();
      Workflow<Text, Text> slow =
          Workflow.define(
              "slow",
              Text.class,
              (flow, text) -> {
                Ref<Text> first =
                    flow.step("first", Text.class)
                        .reading(text)
                        .combine(
                            t -> {
                              running.countDown();
                              go.await();
                              return t;
                            });
                return flow.step("second", Text.class)
                    .reading(first)
                    .combine(
                        t -> {
                          later.incrementAndGet();
                          return t;
                        });
              });
      Engine engine = Engine.on(journal).executor(pool(1)).build();
      Run<Text> run = engine.start(slow, RUN, INPUT);
      awaitIt(running);
      engine.cancel(RUN, ALICE);
      assertThat(journal.names()).doesNotContain("run.cancelled");
      go.countDown();
      assertThat(run.settled()).isEqualTo(new Outcome.Cancelled<>(ALICE));
      assertThat(later).hasValue(0);
      assertThat(journal.names()).endsWith("step.completed", "run.cancelled");
    }

    @Test
    void afterItsEndChangesNothing() {
      Engine engine = Engine.on(journal).build();
      Run<Text> run = engine.start(chain(1), RUN, INPUT);
      Outcome<Text> done = run.settled();
      int size = journal.size();
      assertThat(engine.cancel(RUN, ALICE).settled()).isEqualTo(done);
      assertThat(journal.size()).isEqualTo(size);
    }
  }

  @Nested
  class AnExecutor {
    @Test
    void thatTakesNoMoreStopsTheRunAndAnotherEngineGoesOn() {
      for (int taken = 1; taken < 8; taken++) {
        TestJournal own = new TestJournal();
        int most = taken;
        AtomicInteger count = new AtomicInteger();
        Engine engine =
            Engine.on(own)
                .channel(DeskChannel.approving())
                .executor(
                    task -> {
                      if (count.incrementAndGet() > most) {
                        throw new RejectedExecutionException("full");
                      }
                      task.run();
                    })
                .build();
        Outcome<Text> outcome = engine.start(gated(), RUN, INPUT).settled();
        if (!(outcome instanceof Outcome.Completed)) {
          assertThat(outcome).isInstanceOf(Outcome.Stopped.class);
          Engine next =
              Engine.on(own.durableCopy())
                  .channel(DeskChannel.approving())
                  .workflow(gated())
                  .build();
          Outcome<?> resumed = next.resume(RUN).settled();
          assertThat(resumed).isNotInstanceOf(Outcome.Failed.class);
        }
      }
    }

    @Test
    void thatFailsOtherwiseStopsTheRunAndNobodyWaitsForEver() {
      AtomicInteger count = new AtomicInteger();
      Engine engine =
          Engine.on(journal)
              .executor(
                  task -> {
                    if (count.incrementAndGet() > 1) {
                      throw new OutOfMemoryError("unable to create native thread");
                    }
                    task.run();
                  })
              .build();
      Run<Text> run = engine.start(chain(2), RUN, INPUT);
      assertThat(run.settled()).isInstanceOf(Outcome.Stopped.class);
    }

    @Test
    void thatIsShutDownWhileARunIsAtWorkStopsIt() {
      ExecutorService pool = pool(1);
      CountDownLatch running = new CountDownLatch(1);
      CountDownLatch go = new CountDownLatch(1);
      Workflow<Text, Text> slow =
          Workflow.define(
              "slow",
              Text.class,
              (flow, text) -> {
                Ref<Text> first =
                    flow.step("first", Text.class)
                        .reading(text)
                        .combine(
                            t -> {
                              running.countDown();
                              go.await();
                              return t;
                            });
                return flow.parallel("both", Text.class)
                    .branch("a", b -> b.step("a", Text.class).reading(first).combine(t -> t))
                    .branch("b", b -> b.step("b", Text.class).reading(first).combine(t -> t))
                    .join((a, b) -> a);
              });
      Run<Text> run = Engine.on(journal).executor(pool).build().start(slow, RUN, INPUT);
      awaitIt(running);
      pool.shutdown();
      go.countDown();
      assertThat(run.settled()).isInstanceOf(Outcome.Stopped.class);
    }
  }

  @Nested
  class TwoThousandSteps {
    @Test
    void inARowNeedNoDeepStackAndNoSquareOfTheirNumber() throws Exception {
      Workflow<Text, Text> long1 = chain(2_000);
      Engine engine = Engine.on(Journal.inMemory()).build();
      Outcome<?>[] outcome = new Outcome<?>[1];
      long from = System.nanoTime();
      Thread shallow =
          new Thread(
              null,
              () -> outcome[0] = engine.start(long1, RUN, INPUT).settled(),
              "shallow",
              256 * 1024);
      shallow.start();
      shallow.join();
      assertThat(outcome[0]).isInstanceOf(Outcome.Completed.class);
      assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void withAGateAfterEachNeedNoDeepStackEither() {
      Workflow<Text, Approved<Text>> gates =
          Workflow.define(
              "gates",
              Text.class,
              (flow, text) -> {
                Ref<Approved<Text>> yes = flow.gate("g", text, Approvers.confirmedBy("a"));
                for (int i = 0; i < 300; i++) {
                  Ref<Text> next =
                      flow.step("s" + i, Text.class).reading(yes).combine(Approved::value);
                  yes = flow.gate("g" + i, next, Approvers.confirmedBy("a"));
                }
                return yes;
              });
      Engine engine = Engine.on(Journal.inMemory()).channel(DeskChannel.approving()).build();
      assertThat(engine.start(gates, RUN, INPUT).settled()).isInstanceOf(Outcome.Completed.class);
    }
  }

  @Nested
  class ManyRuns {
    @Test
    void atOnceShareTwoThreads() {
      Engine engine = Engine.on(journal).channel(desk).executor(pool(2)).build();
      List<Run<Text>> runs = new ArrayList<>();
      for (int i = 0; i < 512; i++) {
        runs.add(engine.start(gated(), RunId.of("r" + i), INPUT));
      }
      runs.forEach(run -> assertThat(run.settled()).isInstanceOf(Outcome.Waiting.class));
      List<GateRequest> open = List.copyOf(desk.presented());
      assertThat(open).hasSize(512);
      List<Future<Optional<String>>> answers = new ArrayList<>();
      ExecutorService people = pool(4);
      for (GateRequest request : open) {
        answers.add(people.submit(() -> engine.decide(DeskChannel.yes(request))));
      }
      assertThat(answers).allSatisfy(answer -> assertThat(answer.get()).isEmpty());
      runs.forEach(run -> assertThat(run.await()).isInstanceOf(Outcome.Completed.class));
      Map<RunId, List<String>> byRun =
          journal.all().stream()
              .collect(
                  Collectors.groupingBy(
                      Entry::run, Collectors.mapping(Entry::name, Collectors.toList())));
      assertThat(byRun.values()).allSatisfy(events -> assertThat(events).hasSize(10));
    }

    @Test
    void ofOneIdHaveOneWinner() throws Exception {
      ExecutorService starters = pool(8);
      Engine engine = Engine.on(journal).executor(pool(2)).build();
      for (int round = 0; round < 50; round++) {
        RunId id = RunId.of("round-" + round);
        CountDownLatch together = new CountDownLatch(8);
        List<Future<Boolean>> all = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
          all.add(
              starters.submit(
                  () -> {
                    together.countDown();
                    together.await();
                    try {
                      engine.start(chain(1), id, INPUT);
                      return true;
                    } catch (WorkflowException e) {
                      return false;
                    }
                  }));
        }
        int won = 0;
        for (Future<Boolean> one : all) {
          won += one.get() ? 1 : 0;
        }
        assertThat(won).isEqualTo(1);
        assertThat(engine.resume(id).settled()).isInstanceOf(Outcome.Completed.class);
        assertThat(names(engine.events(id))).containsOnlyOnce("run.started", "run.completed");
      }
    }

    @Test
    void resumedByManyThreadsRunEachStepOnce() throws Exception {
      AtomicInteger acts = new AtomicInteger();
      Workflow<Text, Text> counting =
          Sample.publish(
              Approvers.confirmedBy("editor"),
              approved -> {
                acts.incrementAndGet();
                return approved.value();
              });
      Engine first = Engine.on(journal).channel(DeskChannel.approving()).build();
      first.start(counting, RUN, INPUT).settled();
      int decided = journal.names().indexOf("gate.closed") + 1;
      for (int round = 0; round < 25; round++) {
        acts.set(0);
        TestJournal cut = journal.cutAfter(decided);
        Engine engine = Engine.on(cut).workflow(counting).executor(pool(2)).build();
        CountDownLatch together = new CountDownLatch(4);
        ExecutorService callers = pool(4);
        List<Future<Outcome<?>>> all = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
          all.add(
              callers.submit(
                  () -> {
                    together.countDown();
                    together.await();
                    return engine.resume(RUN).settled();
                  }));
        }
        for (Future<Outcome<?>> one : all) {
          assertThat(one.get()).isInstanceOf(Outcome.Completed.class);
        }
        assertThat(acts).hasValue(1);
        assertThat(cut.names()).containsOnlyOnce("run.resumed", "run.completed");
        end();
        pools.clear();
      }
    }
  }

  @Nested
  class AStartInTheMaking {
    @Test
    void takesTheRunIdAlready() throws Exception {
      CountDownLatch appending = new CountDownLatch(1);
      CountDownLatch go = new CountDownLatch(1);
      ManualTime slow =
          new ManualTime() {
            @Override
            public synchronized Instant now() {
              appending.countDown();
              awaitIt(go);
              return super.now();
            }
          };
      Engine engine = Engine.on(journal).time(slow).build();
      Future<Outcome<Text>> first =
          pool(1).submit(() -> engine.start(chain(1), RUN, INPUT).settled());
      appending.await();
      assertThatThrownBy(() -> engine.start(chain(1), RUN, INPUT))
          .isInstanceOf(WorkflowException.class)
          .hasMessageContaining("RUNNING");
      go.countDown();
      assertThat(first.get()).isInstanceOf(Outcome.Completed.class);
      assertThat(journal.names()).containsOnlyOnce("run.started");
    }
  }

  @Nested
  class ABody {
    @Test
    void mayNotStartAnotherRun() {
      Engine engine = Engine.on(journal).build();
      Workflow<Text, Text> outer =
          Sample.oneStep(
              text ->
                  engine
                      .start(chain(3), RunId.of("inner"), text)
                      .settled()
                      .result()
                      .orElseThrow()
                      .and(" seen"));
      assertThat(engine.start(outer, RUN, INPUT).settled()).isInstanceOf(Outcome.Failed.class);
      assertThat(journal.names()).contains("violation");
      assertThat(engine.runs()).containsExactly(RUN);
    }
  }

  @Nested
  class AChannelThatBlocks {
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void andAnswersFromThereLetsTheRunGoOn(int threads) throws Exception {
      CountDownLatch asked = new CountDownLatch(1);
      CountDownLatch typed = new CountDownLatch(1);
      DeskChannel terminal =
          new DeskChannel()
              .answering(
                  request -> {
                    asked.countDown();
                    awaitIt(typed);
                    return DeskChannel.yes(request);
                  });
      Engine engine = Engine.on(journal).channel(terminal).executor(pool(threads)).build();
      Run<Text> run = engine.start(gated(), RUN, INPUT);
      Future<Outcome<Text>> settled = pool(1).submit(run::settled);
      asked.await();
      assertThat(settled.isDone()).isFalse();
      assertThat(journal.names()).doesNotContain("run.waiting");
      typed.countDown();
      assertThat(settled.get()).isInstanceOf(Outcome.Completed.class);
    }

    @Test
    void isNotPresentedTheGateOnceMoreWhileItAsks() throws Exception {
      CountDownLatch asked = new CountDownLatch(1);
      CountDownLatch typed = new CountDownLatch(1);
      DeskChannel terminal =
          new DeskChannel()
              .answering(
                  request -> {
                    asked.countDown();
                    awaitIt(typed);
                    return DeskChannel.yes(request);
                  });
      Engine engine = Engine.on(journal).channel(terminal).executor(pool(2)).build();
      Run<Text> run = engine.start(gated(), RUN, INPUT);
      asked.await();
      engine.present(RUN);
      engine.resume(RUN);
      typed.countDown();
      assertThat(run.settled()).isInstanceOf(Outcome.Completed.class);
      assertThat(terminal.presented()).hasSize(1);
    }

    @Test
    void untilTheRunHasEndedDoesNotHoldItUpWhereThereIsAnotherThread() {
      CountDownLatch ended = new CountDownLatch(1);
      List<String> seen = new CopyOnWriteArrayList<>();
      Channel staying =
          new Channel() {
            @Override
            public String name() {
              return "desk";
            }

            @Override
            public Presence presence() {
              return Presence.TERMINAL;
            }

            @Override
            public boolean reachable() {
              return true;
            }

            @Override
            public void present(GateRequest request, Answers answers) throws Exception {
              seen.add(answers.decide(DeskChannel.yes(request)).orElse("counted"));
              ended.await();
            }
          };
      Engine engine =
          Engine.on(journal)
              .channel(staying)
              .executor(pool(3))
              .listener(
                  entry -> {
                    if (entry.name().equals("run.completed")) {
                      ended.countDown();
                    }
                  })
              .build();
      assertThat(engine.start(gated(), RUN, INPUT).settled()).isInstanceOf(Outcome.Completed.class);
      assertThat(seen).containsExactly("counted");
    }

    @Test
    void isAnsweredByAnotherMeansAndTheLateAnswerIsRefused() throws Exception {
      CountDownLatch asked = new CountDownLatch(1);
      CountDownLatch typed = new CountDownLatch(1);
      DeskChannel terminal =
          new DeskChannel()
              .answering(
                  request -> {
                    asked.countDown();
                    awaitIt(typed);
                    return DeskChannel.yes(request);
                  });
      Engine engine = Engine.on(journal).channel(terminal).executor(pool(2)).build();
      Run<Text> run = engine.start(gated(), RUN, INPUT);
      asked.await();
      assertThat(engine.decide(DeskChannel.no(engine.pending().get(0)))).isEmpty();
      typed.countDown();
      assertThat(run.settled()).isInstanceOf(Outcome.Rejected.class);
      assertThat(journal.names()).endsWith("gate.closed", "run.rejected", "gate.refused");
    }
  }

  private static void awaitIt(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
