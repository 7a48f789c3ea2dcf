package dev.interlock;

import static dev.interlock.DeskChannel.ALICE;
import static dev.interlock.Sample.INPUT;
import static dev.interlock.Sample.RUN;
import static dev.interlock.Sample.names;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.Sample.Text;
import dev.interlock.record.Entry;
import dev.interlock.record.Principal;
import dev.interlock.record.RunId;
import dev.interlock.record.WorkflowException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Many runs at once, and many threads at one run. */
class EngineAtOnceTest {
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

  private static void awaitIt(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
