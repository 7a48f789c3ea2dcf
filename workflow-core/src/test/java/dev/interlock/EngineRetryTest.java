package dev.interlock;

import static dev.interlock.DeskChannel.ALICE;
import static dev.interlock.Sample.INPUT;
import static dev.interlock.Sample.RUN;
import static dev.interlock.Sample.Text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.record.Event;
import dev.interlock.record.Failure;
import dev.interlock.record.FailureException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A step that is tried again. */
class EngineRetryTest {
  private final TestJournal journal = new TestJournal();
  private final ManualTime time = new ManualTime();
  private final AtomicInteger calls = new AtomicInteger();

  private Engine engine() {
    return Engine.on(journal).time(time).build();
  }

  private Workflow<Text, Text> failing(
      UnaryOperator<Step.Of1<Text, Text, Text>> options, Failure.Kind kind, int times) {
    return Workflow.define(
        "retrying",
        Text.class,
        (flow, text) ->
            options
                .apply(flow.step("only", Text.class).reading(text).unverified("a test"))
                .compute(
                    t -> {
                      if (calls.incrementAndGet() <= times) {
                        throw new FailureException(kind, "down");
                      }
                      return t.and(" at last");
                    }));
  }

  static Stream<Arguments> waits() {
    return Stream.of(
        Arguments.of(1, List.of()),
        Arguments.of(3, List.of(2, 4)),
        Arguments.of(6, List.of(2, 4, 8, 16, 30)),
        Arguments.of(8, List.of(2, 4, 8, 16, 30, 30, 30)));
  }

  @ParameterizedTest
  @MethodSource("waits")
  void waits_longer_each_time_and_then_for_a_person(int attempts, List<Integer> waits) {
    Run<Text> run =
        engine().start(failing(s -> s.retry(attempts), Failure.Kind.TRANSIENT, 99), RUN, INPUT);
    for (int i = 0; i < waits.size(); i++) {
      assertThat(calls).hasValue(i + 1);
      time.pass(Duration.ofSeconds(waits.get(i)).minusNanos(1));
      time.fire();
      assertThat(calls).hasValue(i + 1);
      time.pass(Duration.ofNanos(1));
      time.fire();
      assertThat(calls).hasValue(i + 2);
    }
    assertThat(run.settled()).isInstanceOf(Outcome.Waiting.class);
    assertThat(journal.names()).endsWith("step.failed", "run.waiting");
  }

  /** A timer of the JDK that is early by a nanosecond or two. */
  private static final class EarlyTime extends ManualTime {
    @Override
    public synchronized void after(Duration delay, Runnable task) {
      super.after(delay.minusNanos(Math.min(2, delay.toNanos() - 1)), task);
    }
  }

  @Test
  void goes_on_though_a_timer_fires_too_early() {
    EarlyTime early = new EarlyTime();
    Engine engine = Engine.on(journal).time(early).build();
    engine.start(failing(s -> s.retry(3), Failure.Kind.TRANSIENT, 1), RUN, INPUT);
    early.pass(Duration.ofSeconds(2).minusNanos(2));
    early.fire();
    assertThat(calls).hasValue(1);
    early.pass(Duration.ofNanos(1));
    early.fire();
    early.pass(Duration.ofNanos(1));
    early.fire();
    assertThat(engine.standing(RUN).orElseThrow().status()).isEqualTo(Run.Status.COMPLETED);
  }

  @Test
  void goes_on_once_it_works() {
    Run<Text> run = engine().start(failing(s -> s.retry(3), Failure.Kind.TRANSIENT, 1), RUN, INPUT);
    time.pass(Duration.ofSeconds(2));
    time.fire();
    assertThat(run.settled()).isEqualTo(new Outcome.Completed<>(new Text("hello at last")));
  }

  @ParameterizedTest
  @EnumSource(
      value = Failure.Kind.class,
      names = {"PERMISSION", "CONFIGURATION", "BUSINESS_RULE", "VERIFICATION", "UNKNOWN"})
  void is_for_what_may_pass_alone(Failure.Kind kind) {
    engine().start(failing(s -> s.retry(3), kind, 99), RUN, INPUT).settled();
    time.pass(Duration.ofDays(1));
    time.fire();
    assertThat(calls).hasValue(1);
  }

  @Test
  void waits_as_it_is_told() {
    Step.Retry retry = Step.Retry.attempts(4).waiting(Duration.ofMinutes(1), Duration.ofHours(1));
    engine().start(failing(s -> s.retry(retry), Failure.Kind.TRANSIENT, 99), RUN, INPUT);
    time.pass(Duration.ofMinutes(1));
    time.fire();
    time.pass(Duration.ofHours(1));
    time.fire();
    time.pass(Duration.ofHours(1));
    time.fire();
    assertThat(calls).hasValue(4);
  }

  @Test
  void with_jitter_waits_between_half_and_all_of_it() {
    Step.Retry retry = Step.Retry.attempts(2).jittered();
    Engine engine = Engine.on(journal).time(time).nonces(() -> "0badc0de").build();
    engine.start(failing(s -> s.retry(retry), Failure.Kind.TRANSIENT, 99), RUN, INPUT);
    Event.StepFailed failed = Sample.events(engine, Event.StepFailed.class).get(0);
    assertThat(Duration.between(time.now(), failed.due().orElseThrow()))
        .isGreaterThanOrEqualTo(Duration.ofSeconds(1))
        .isLessThan(Duration.ofSeconds(2));
  }

  @Nested
  class AfterARestart {
    @Test
    void waits_for_what_is_left() {
      Workflow<Text, Text> workflow = failing(s -> s.retry(3), Failure.Kind.TRANSIENT, 1);
      engine().start(workflow, RUN, INPUT);
      TestJournal left = journal.cutAfter(journal.size());
      time.pass(Duration.ofSeconds(1));
      Engine again = Engine.on(left).time(time).workflow(workflow).build();
      Run<?> run = again.resume(RUN);
      assertThat(calls).hasValue(1);
      time.pass(Duration.ofSeconds(1));
      time.fire();
      assertThat(run.settled()).isInstanceOf(Outcome.Completed.class);
    }

    @Test
    void is_done_by_a_host_without_timers() {
      Workflow<Text, Text> workflow = failing(s -> s.retry(3), Failure.Kind.TRANSIENT, 1);
      engine().start(workflow, RUN, INPUT);
      TestJournal left = journal.cutAfter(journal.size());
      time.pass(Duration.ofSeconds(2));
      Engine again = Engine.on(left).time(time).workflow(workflow).build();
      again.runDue();
      assertThat(again.standing(RUN).orElseThrow().status()).isEqualTo(Run.Status.COMPLETED);
    }

    @Test
    void is_not_looked_at_again_once_its_time_was_used() {
      Workflow<Text, Text> workflow = failing(s -> s.retry(2), Failure.Kind.TRANSIENT, 9);
      Engine engine = engine();
      engine.start(workflow, RUN, INPUT);
      time.pass(Duration.ofSeconds(2));
      engine.runDue();
      assertThat(engine.standing(RUN).orElseThrow().status()).isEqualTo(Run.Status.WAITING);
      int size = journal.size();
      time.pass(Duration.ofDays(1));
      engine.runDue();
      assertThat(journal.size()).isEqualTo(size);
      assertThat(calls).hasValue(2);
    }

    @Test
    void counts_on_and_begins_anew_on_a_persons_word() {
      Workflow<Text, Text> workflow = failing(s -> s.retry(2), Failure.Kind.TRANSIENT, 3);
      Engine engine = engine();
      engine.start(workflow, RUN, INPUT);
      time.pass(Duration.ofSeconds(2));
      time.fire();
      assertThat(calls).hasValue(2);
      Run<?> run = engine.resume(RUN, ALICE);
      assertThat(calls).hasValue(3);
      time.pass(Duration.ofSeconds(2));
      time.fire();
      assertThat(run.settled()).isInstanceOf(Outcome.Completed.class);
      assertThat(Sample.events(engine, Event.StepStarted.class))
          .extracting(Event.StepStarted::attempt)
          .containsExactly(1, 2, 3, 4);
    }
  }
}
