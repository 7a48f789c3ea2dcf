package dev.interlock;

import static dev.interlock.Sample.INPUT;
import static dev.interlock.Sample.RUN;
import static dev.interlock.Sample.names;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.Sample.Text;
import dev.interlock.record.Journal;
import dev.interlock.record.RunId;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

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
    void thatIsLateWithABodyDoesNotBeginItOnceTheRunIsStopped() {
      Deque<Runnable> queue = new ArrayDeque<>();
      List<String> begun = new ArrayList<>();
      Workflow<Text, Text> both =
          Workflow.define(
              "both",
              Text.class,
              (flow, text) ->
                  flow.parallel("both", Text.class)
                      .branch("a", b -> losing(b, "a", text, begun))
                      .branch("b", b -> losing(b, "b", text, begun))
                      .join((a, b) -> a));
      Run<Text> run = Engine.on(journal).executor(queue::push).build().start(both, RUN, INPUT);
      while (!queue.isEmpty()) {
        queue.pop().run(); // the newest first, so that a body waits longest
      }
      assertThat(run.settled()).isInstanceOf(Outcome.Stopped.class);
      assertThat(begun).hasSize(1);
    }

    /** A step whose body loses the journal. */
    private Ref<Text> losing(Flow flow, String name, Ref<Text> text, List<String> begun) {
      return flow.step(name, Text.class)
          .reading(text)
          .combine(
              t -> {
                begun.add(name);
                journal.failAtAppend(1, true);
                return t;
              });
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

  private static void awaitIt(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
