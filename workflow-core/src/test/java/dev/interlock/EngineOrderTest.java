package dev.interlock;

import static dev.interlock.Sample.INPUT;
import static dev.interlock.Sample.RUN;
import static dev.interlock.Sample.events;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.Sample.Numbers;
import dev.interlock.Sample.Saw;
import dev.interlock.Sample.Text;
import dev.interlock.record.Event;
import dev.interlock.record.Failure;
import dev.interlock.record.Journal;
import dev.interlock.record.RunId;
import dev.interlock.record.WorkflowException;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
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
  class AValue {
    private final List<Integer> kept = new CopyOnWriteArrayList<>();

    private Workflow<Text, Numbers> keepingAReference() {
      return Workflow.define(
          "keeping",
          Text.class,
          (flow, text) -> {
            Ref<Numbers> made =
                flow.step("made", Numbers.class)
                    .reading(text)
                    .expecting("the list is the recorded one", n -> n.all() != kept)
                    .verifiedBy(
                        "copy",
                        (t, n) -> {
                          kept.add(99);
                          return Verdict.of(
                              n.all().equals(List.of(1, 2)), "it was changed", new Saw("" + n));
                        })
                    .compute(
                        t -> {
                          kept.addAll(List.of(1, 2));
                          return new Numbers(kept);
                        });
            Ref<Numbers> greedy =
                flow.step("greedy", Numbers.class)
                    .reading(made)
                    .combine(
                        n -> {
                          n.all().add(3);
                          return n;
                        });
            return flow.step("last", Numbers.class)
                .reading(made, greedy)
                .combine((n, g) -> new Numbers(List.of(n.all().size(), g.all().size())));
          });
    }

    @Test
    void passesFromStepToStepInItsRecordedForm() {
      Outcome<Numbers> outcome = engine().start(keepingAReference(), RUN, INPUT).settled();
      assertThat(outcome.result()).contains(new Numbers(List.of(2, 3)));
      assertThat(kept).containsExactly(1, 2, 99);
    }

    @Test
    void reachesEachReaderAsAnObjectOfItsOwn() {
      List<Text> seen = new CopyOnWriteArrayList<>();
      Workflow<Text, Text> reading =
          Workflow.define(
              "reading",
              Text.class,
              (flow, text) ->
                  flow.step("only", Text.class)
                      .reading(text, text)
                      .verifiedBy(
                          "look",
                          (a, b, r) -> {
                            Collections.addAll(seen, a, b, r);
                            return Sample.seen(a);
                          })
                      .compute(
                          (a, b) -> {
                            Collections.addAll(seen, a, b);
                            return a;
                          }));
      engine().start(reading, RUN, INPUT).settled();
      assertThat(seen).hasSize(5).doesNotContainNull().allMatch(INPUT::equals);
      assertThat(seen.stream().map(System::identityHashCode).distinct()).hasSize(5);
    }

    @Test
    void givenWithTheDefinitionIsReadLikeAnyOther() {
      Workflow<Text, Text> given =
          Workflow.define(
              "given",
              Text.class,
              (flow, text) -> {
                Ref<Numbers> limits = flow.given("limits", new Numbers(List.of(80)));
                return flow.step("only", Text.class)
                    .reading(text, limits)
                    .combine((t, n) -> t.and(" " + n.all()));
              });
      assertThat(engine().start(given, RUN, INPUT).settled().result())
          .contains(new Text("hello [80]"));
    }
  }

  @Nested
  class AnAttempt {
    private final List<Attempt> attempts = new CopyOnWriteArrayList<>();

    private Workflow<Text, Text> attempting(int failures) {
      return Workflow.define(
          "attempting",
          Text.class,
          (flow, text) ->
              flow.parallel("sides", Text.class)
                  .branch(
                      "left",
                      b ->
                          b.step("try", Text.class)
                              .reading(text, b.attempt())
                              .unguarded("a test")
                              .unverified("a test")
                              .repeatable()
                              .act(
                                  (t, attempt) -> {
                                    attempts.add(attempt);
                                    if (attempt.number() <= failures) {
                                      throw new ConnectException("no route");
                                    }
                                    return t;
                                  }))
                  .branch("right", b -> step(b, "other", text))
                  .join((l, r) -> l));
    }

    @Test
    void hasAKeyMadeOfOriginRunAndPath() throws Exception {
      engine().start(attempting(0), RUN, INPUT).settled();
      String place = journal.origin() + "\nrun-1\nsides/left/try";
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(place.getBytes(StandardCharsets.UTF_8));
      String key = HexFormat.of().formatHex(digest).substring(0, 32);
      assertThat(attempts).containsExactly(new Attempt(1, key, Optional.empty()));
      assertThat(journal.all())
          .filteredOn(entry -> entry.name().equals("step.started"))
          .extracting(entry -> ((Event.StepStarted) entry.event()).key())
          .contains(key)
          .doesNotHaveDuplicates();
    }

    @Test
    void isCountedAndTheKeyStaysTheSame() {
      Engine engine = engine();
      Run<Text> run = engine.start(attempting(2), RUN, INPUT);
      engine.resume(RUN, DeskChannel.ALICE).settled();
      engine.resume(RUN, DeskChannel.ALICE).settled();
      assertThat(run.settled()).isInstanceOf(Outcome.Completed.class);
      assertThat(attempts).extracting(Attempt::number).containsExactly(1, 2, 3);
      assertThat(attempts).extracting(Attempt::key).containsOnly(attempts.get(0).key());
      assertThat(events(engine, Event.StepCompleted.class))
          .filteredOn(step -> step.path().equals("sides/left/try"))
          .extracting(Event.StepCompleted::attempt)
          .containsExactly(3);
    }
  }

  @Nested
  class TheEvidenceOfAnAttempt {
    private final List<Evidence> kept = new CopyOnWriteArrayList<>();

    private Workflow<Text, Text> seeing() {
      return Workflow.define(
          "seeing",
          Text.class,
          (flow, text) ->
              flow.step("only", Text.class)
                  .reading(text, flow.evidence())
                  .unverified("a test")
                  .compute(
                      (t, evidence) -> {
                        kept.add(evidence);
                        evidence.add(new Saw("first"));
                        evidence.add(new Saw("second"));
                        return t;
                      }));
    }

    @Test
    void standsInTheRecordOfTheStepInItsOrder() {
      Engine engine = engine();
      engine.start(seeing(), RUN, INPUT).settled();
      Event.StepCompleted completed = events(engine, Event.StepCompleted.class).get(0);
      assertThat(completed.evidence())
          .extracting(Object::toString)
          .containsExactly("{\"what\":\"first\"}", "{\"what\":\"second\"}");
      assertThat(completed.checks())
          .containsExactly(
              new Event.CheckResult("none", "unverified", Optional.empty(), Optional.of("a test")));
    }

    @Test
    void isRefusedWhenTheAttemptIsOver() {
      engine().start(seeing(), RUN, INPUT).settled();
      assertThatThrownBy(() -> kept.get(0).add(new Saw("late")))
          .isInstanceOf(WorkflowException.class)
          .hasMessageContaining("'only'")
          .hasMessageContaining("over");
      assertThat(journal.names()).endsWith("run.completed", "violation");
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
  class Witnesses {
    @Test
    void passThroughScopesAndHoldTheRecordedValue() {
      List<String> seen = new CopyOnWriteArrayList<>();
      Workflow<Text, Text> witnessed =
          Workflow.define(
              "witnessed",
              Text.class,
              (flow, text) -> {
                Ref<Text> made = step(flow, "made", text);
                Ref<Checked<Text>> sound = flow.check("sound", made, Sample::seen);
                Ref<Approved<Checked<Text>>> outer =
                    flow.gate("outer", sound, Approvers.confirmedBy("a"));
                return flow.parallel("sides", Text.class)
                    .branch(
                        "left",
                        b ->
                            b.step("act", Text.class)
                                .reading(outer)
                                .unverified("a test")
                                .act(
                                    approved -> {
                                      seen.add(approved.value().value().text());
                                      return approved.value().value();
                                    }))
                    .branch("right", b -> b.gate("inner", made, Approvers.confirmedBy("b")))
                    .join((left, right) -> right.value().and("|" + left.text()));
              });
      Engine engine = Engine.on(journal).channel(DeskChannel.approving()).build();
      assertThat(engine.start(witnessed, RUN, INPUT).settled().result())
          .contains(new Text("hello made|hello made"));
      assertThat(seen).containsExactly("hello made");
      assertThat(journal.names())
          .containsSubsequence("check.passed", "gate.requested", "gate.closed", "gate.requested");
    }

    @Test
    void mayBeWhatTheWorkflowGives() {
      Workflow<Text, Approved<Text>> approving =
          Workflow.define(
              "approving",
              Text.class,
              (flow, text) -> flow.gate("yes", text, Approvers.confirmedBy("a")));
      Engine engine = Engine.on(journal).channel(DeskChannel.approving()).build();
      Approved<Text> approved =
          engine.start(approving, RUN, INPUT).settled().result().orElseThrow();
      assertThat(approved.value()).isEqualTo(INPUT);
      assertThat(approved.by()).containsExactly(DeskChannel.ALICE);
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

  @Nested
  class AnInput {
    @Test
    void thatIsTooLargeIsRefusedBeforeAnythingIsWritten() {
      assertThatThrownBy(() -> engine().start(row(1), RUN, new Text("x".repeat(17_000_000))))
          .isInstanceOf(WorkflowException.class)
          .hasMessageContaining("input");
      assertThat(journal.size()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {32_000, 32_757, 32_758, 33_000, 65_000, 65_525, 65_526, 200_000})
    void isTakenWhetherOrNotItFillsALine(int letters) {
      Engine engine = Engine.on(Journal.inMemory()).build();
      RunId id = RunId.of("r" + "x".repeat(90) + letters);
      Text input = new Text("x".repeat(letters));
      assertThat(engine.start(Sample.oneStep(t -> t), id, input).settled().result())
          .contains(input);
    }

    @Test
    void isKeptAsItWasWhenTheRunStarted() {
      List<Integer> mine = new ArrayList<>(List.of(1));
      Workflow<Numbers, Numbers> waiting =
          Workflow.define(
              "waiting",
              Numbers.class,
              (flow, numbers) -> {
                Ref<Approved<Numbers>> yes = flow.gate("yes", numbers, Approvers.confirmedBy("a"));
                return flow.step("only", Numbers.class).reading(yes).combine(Approved::value);
              });
      DeskChannel desk = new DeskChannel();
      Engine engine = Engine.on(journal).channel(desk).build();
      Run<Numbers> run = engine.start(waiting, RUN, new Numbers(mine));
      mine.add(2);
      engine.decide(DeskChannel.yes(desk.last()));
      assertThat(run.settled().result()).contains(new Numbers(List.of(1)));
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
