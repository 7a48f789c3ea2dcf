package dev.interlock;

import static dev.interlock.Sample.INPUT;
import static dev.interlock.Sample.RUN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.Sample.Text;
import dev.interlock.record.Presence;
import dev.interlock.record.RunId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Channels and bodies that hold a thread. */
class EngineBlockingTest {
  private final List<ExecutorService> pools = new ArrayList<>();
  private final TestJournal journal = new TestJournal();

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
