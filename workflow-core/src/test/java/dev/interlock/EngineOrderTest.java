package dev.interlock;

import static dev.interlock.Sample.INPUT;
import static dev.interlock.Sample.RUN;
import static dev.interlock.Sample.events;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.Sample.Text;
import dev.interlock.record.Event;
import dev.interlock.record.Failure;
import dev.interlock.record.WorkflowException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EngineOrderTest {
  private final TestJournal journal = new TestJournal();
  private final List<String> ran = new CopyOnWriteArrayList<>();

  private Engine engine() {
    return Engine.on(journal).build();
  }

  private Ref<Text> step(Flow flow, String name, Ref<Text> reads) {
    return flow.step(name, Text.class)
        .reading(reads)
        .unverified("a test")
        .compute(
            text -> {
              ran.add(name);
              return text.and(" " + name);
            });
  }

  private Workflow<Text, Text> row(int steps) {
    return Workflow.define(
        "row",
        Text.class,
        (flow, text) -> {
          Ref<Text> last = text;
          for (int i = 1; i <= steps; i++) {
            last = step(flow, "step-" + i, last);
          }
          return last;
        });
  }

  @Nested
  class StepsInARow {
    @Test
    void runInTheOrderOfTheDefinitionAndAreRecordedOnceEach() {
      Outcome<Text> outcome = engine().start(row(4), RUN, INPUT).settled();
      assertThat(outcome)
          .isEqualTo(new Outcome.Completed<>(new Text("hello step-1 step-2 step-3 step-4")));
      assertThat(ran).containsExactly("step-1", "step-2", "step-3", "step-4");
      assertThat(journal.names())
          .containsExactly(
              "run.started",
              "step.started",
              "step.completed",
              "step.started",
              "step.completed",
              "step.started",
              "step.completed",
              "step.started",
              "step.completed",
              "run.completed");
    }

    @Test
    void costNineForcesForEight() {
      engine().start(row(8), RUN, INPUT).settled();
      assertThat(journal.forces()).isEqualTo(9);
    }

    @Test
    void areAnnouncedDurablyBeforeTheyRunAndForcedBeforeAnybodyReadsTheirResult() {
      List<String> durable = new ArrayList<>();
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
                              durable.add(String.join(" ", journal.durableCopy().names()));
                              return t;
                            });
                return flow.step("second", Text.class)
                    .reading(first)
                    .combine(
                        t -> {
                          durable.add(String.join(" ", journal.durableCopy().names()));
                          return t;
                        });
              });
      engine().start(two, RUN, INPUT).settled();
      assertThat(durable)
          .containsExactly(
              "run.started step.started", "run.started step.started step.completed step.started");
    }
  }

  @Nested
  class BranchesSideBySide {
    private Workflow<Text, Text> parallel() {
      return Workflow.define(
          "sides",
          Text.class,
          (flow, text) -> {
            Ref<Text> before = step(flow, "before", text);
            Ref<Text> joined =
                flow.parallel("middle", Text.class)
                    .branch("left", b -> step(b, "second", step(b, "first", before)))
                    .branch("right", b -> step(b, "first", before))
                    .branch("nothing", b -> before)
                    .join((l, r, n) -> new Text(l.text() + "|" + r.text() + "|" + n.text()));
            return step(flow, "after", joined);
          });
    }

    private void runsOn(Executor executor) {
      Engine engine = Engine.on(journal).executor(executor).build();
      assertThat(engine.start(parallel(), RUN, INPUT).settled().result())
          .contains(new Text("hello before first second|hello before first|hello before after"));
      List<Event.StepCompleted> done = events(engine, Event.StepCompleted.class);
      assertThat(done)
          .extracting(Event.StepCompleted::path)
          .containsExactlyInAnyOrder(
              "before",
              "middle/left/first",
              "middle/left/second",
              "middle/right/first",
              "middle",
              "after")
          .startsWith("before")
          .endsWith("middle", "after")
          .containsSubsequence("middle/left/first", "middle/left/second");
    }

    @Test
    void areJoinedOnADirectExecutor() {
      runsOn(Runnable::run);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void areJoinedOnAPool(int threads) {
      ExecutorService pool = Executors.newFixedThreadPool(threads);
      try {
        for (int i = 0; i < 50; i++) {
          new EngineOrderTest().new BranchesSideBySide().runsOn(pool);
        }
      } finally {
        pool.shutdownNow();
      }
    }

    @Test
    void runAtTheSameTimeWhereThereAreThreads() {
      CountDownLatch both = new CountDownLatch(2);
      Body.Of1<Text, Text> meet =
          text -> {
            both.countDown();
            both.await();
            return text;
          };
      Workflow<Text, Text> meeting =
          Workflow.define(
              "meeting",
              Text.class,
              (flow, text) ->
                  flow.parallel("both", Text.class)
                      .branch("a", b -> b.step("s", Text.class).reading(text).combine(meet))
                      .branch("b", b -> b.step("s", Text.class).reading(text).combine(meet))
                      .join((l, r) -> l));
      ExecutorService pool = Executors.newFixedThreadPool(2);
      try {
        assertThat(Engine.on(journal).executor(pool).build().start(meeting, RUN, INPUT).settled())
            .isInstanceOf(Outcome.Completed.class);
      } finally {
        pool.shutdownNow();
      }
    }

    @Test
    void mayBeNestedAndEachStandsUnderItsOwnPath() {
      Workflow<Text, Text> nested =
          Workflow.define(
              "nested",
              Text.class,
              (flow, text) ->
                  flow.parallel("outer", Text.class)
                      .branch(
                          "a",
                          a ->
                              a.parallel("inner", Text.class)
                                  .branch("x", x -> step(x, "s", text))
                                  .branch("y", y -> step(y, "s", text))
                                  .join((x, y) -> x))
                      .branch("b", b -> step(b, "s", text))
                      .join((a, b) -> a));
      Engine engine = engine();
      assertThat(engine.start(nested, RUN, INPUT).settled().result()).contains(new Text("hello s"));
      assertThat(events(engine, Event.StepStarted.class))
          .extracting(Event.StepStarted::path)
          .containsExactlyInAnyOrder(
              "outer/a/inner/x/s", "outer/a/inner/y/s", "outer/a/inner", "outer/b/s", "outer");
    }
  }

  @Nested
  class AUsedRunId {
    @Test
    void isRefusedWithTheStateOfThatRun() {
      Engine engine = engine();
      engine.start(row(1), RUN, INPUT).settled();
      int size = journal.size();
      assertThatThrownBy(() -> engine.start(row(1), RUN, INPUT))
          .isInstanceOf(WorkflowException.class)
          .hasMessageContaining("'run-1'")
          .hasMessageContaining("COMPLETED");
      assertThat(journal.size()).isEqualTo(size);
    }
  }

  @Nested
  class AnUnregisteredDefinition {
    @Test
    void isRefusedWithBothDigestsAndNothingIsWritten() {
      Workflow<Text, Text> old = Sample.publish(Approvers.confirmedBy("editor"));
      Workflow<Text, Text> changed = old.version("2");
      engine().start(old, RUN, INPUT).settled();
      int size = journal.size();
      Engine other = Engine.on(journal).workflow(changed).build();
      assertThat(other.pending()).isEmpty();
      assertThatThrownBy(() -> other.resume(RUN))
          .isInstanceOf(WorkflowException.class)
          .hasMessageContaining(old.digest())
          .hasMessageContaining(changed.digest());
      assertThatThrownBy(() -> other.cancel(RUN, DeskChannel.ALICE))
          .isInstanceOf(WorkflowException.class);
      assertThat(other.standing(RUN).orElseThrow().status()).isEqualTo(Run.Status.WAITING);
      other.runDue();
      assertThat(journal.size()).isEqualTo(size);
    }
  }

  @Test
  void theKindsOfFailureThatWaitAreThree() {
    assertThat(Failure.Kind.values())
        .filteredOn(Failure.Kind::waits)
        .containsExactly(
            Failure.Kind.TRANSIENT, Failure.Kind.PERMISSION, Failure.Kind.CONFIGURATION);
  }
}
