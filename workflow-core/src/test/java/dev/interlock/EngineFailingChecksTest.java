package dev.interlock;

import static dev.interlock.DeskChannel.ALICE;
import static dev.interlock.Sample.INPUT;
import static dev.interlock.Sample.RUN;
import static dev.interlock.Sample.events;
import static dev.interlock.Sample.oneStep;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.EngineFailuresTest.ABodyThatHasNothing;
import dev.interlock.Sample.Nothing;
import dev.interlock.Sample.Saw;
import dev.interlock.Sample.Text;
import dev.interlock.record.Codec;
import dev.interlock.record.Event;
import dev.interlock.record.Failure;
import dev.interlock.record.Failure.Kind;
import dev.interlock.record.Json;
import java.net.ConnectException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks that fail or throw, and values that cannot be read back. */
class EngineFailingChecksTest {
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

  private Ref<Text> after(Flow flow, Ref<Text> first) {
    return flow.step("later", Text.class)
        .reading(first)
        .combine(
            t -> {
              later.incrementAndGet();
              return t;
            });
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // throws what is not declared
  private static <T, E extends Throwable> T sneak(Throwable thrown) throws E {
    throw (E) thrown;
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
    @MethodSource("dev.interlock.EngineFailingChecksTest$ACheckOfAStep#verdicts")
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
