package dev.interlock;

import static dev.interlock.DeskChannel.BOB;
import static dev.interlock.Sample.INPUT;
import static dev.interlock.Sample.RUN;
import static dev.interlock.Sample.events;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.Sample.Saw;
import dev.interlock.Sample.Text;
import dev.interlock.record.Codec;
import dev.interlock.record.Event;
import dev.interlock.record.JournalException;
import dev.interlock.record.Json;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Why a value that is handed in does not count, and that the run then waits on. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EngineSubmissionRefusalsTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private final TestJournal journal = new TestJournal();
  private final ManualTime time = new ManualTime();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch looking = new CountDownLatch(1);
  private final CountDownLatch seen = new CountDownLatch(1);

  @AfterEach
  void noMoreThreads() {
    threads.shutdownNow();
  }

  private static Workflow<Text, Text> asking(UnaryOperator<Submission.Receipt<Text>> as) {
    return Workflow.define(
        "asking",
        Text.class,
        (flow, text) ->
            flow.step("use", Text.class)
                .reading(as.apply(flow.receive("plan", Text.class)).from("agent"), text)
                .combine((plan, t) -> plan));
  }

  private Engine engine() {
    return Engine.on(journal).time(time).executor(threads).build();
  }

  private Verdict slowly(Text text) throws InterruptedException {
    looking.countDown();
    seen.await();
    return Sample.seen();
  }

  private static Json json(String text) {
    return Codec.json().write(new Text(text), Text.class);
  }

  private static Submission plan(Submission.Request request) {
    return request.answer(BOB, "agent", json("a plan"));
  }

  private Submission.Request asked(Engine engine, Workflow<Text, Text> workflow) {
    engine.start(workflow, RUN, INPUT).settled();
    return engine.requested(RUN).get(0);
  }

  private CompletableFuture<Optional<String>> submitted(Engine engine, Submission submission) {
    return CompletableFuture.supplyAsync(() -> engine.submit(submission), threads);
  }

  private Check<Text> slow() {
    return this::slowly;
  }

  /** Hands in a plan, and comes back while it is looked at. */
  private CompletableFuture<Optional<String>> beingChecked(
      Engine engine, Submission.Request request) throws InterruptedException {
    CompletableFuture<Optional<String>> told = submitted(engine, plan(request));
    looking.await();
    return told;
  }

  @Nested
  class OneThatIsNotWhatIsAskedFor {
    private void isRefused(UnaryOperator<Submission> as, String why) {
      Engine engine = engine();
      Submission.Request request = asked(engine, asking(r -> r.unverified("a test")));
      assertThat(engine.submit(as.apply(plan(request)))).contains(why);
      assertThat(events(engine, Event.SubmissionRefused.class))
          .extracting(Event.SubmissionRefused::reason)
          .containsExactly(why);
      assertThat(engine.submit(plan(request))).isEmpty();
      assertThat(engine.resume(RUN).await()).isInstanceOf(Outcome.Completed.class);
    }

    private static Submission with(Submission s, int attempt, String nonce) {
      return new Submission(s.run(), s.path(), attempt, nonce, s.by(), s.role(), s.value());
    }

    @Test
    void answers_another_request() {
      isRefused(s -> with(s, 1, "0".repeat(32)), "replay: it answers another request");
    }

    @Test
    void answers_another_attempt() {
      isRefused(s -> with(s, 2, s.nonce()), "replay: it answers another request");
    }

    @Test
    void comes_in_another_role() {
      isRefused(
          s -> new Submission(s.run(), s.path(), 1, s.nonce(), s.by(), "guest", s.value()),
          "role: it is not asked of this role");
    }

    @Test
    void is_for_another_place() {
      isRefused(
          s -> new Submission(s.run(), "use", 1, s.nonce(), s.by(), s.role(), s.value()),
          "closed: this run asks for nothing there");
      assertThat(
              journal.all().stream()
                  .map(entry -> entry.event())
                  .filter(Event.SubmissionRefused.class::isInstance)
                  .map(event -> ((Event.SubmissionRefused) event).path()))
          .containsExactly("-");
    }

    @Test
    void is_of_another_type() {
      Engine engine = engine();
      Submission.Request request = asked(engine, asking(r -> r.unverified("a test")));
      Json number = Codec.json().write("five", String.class);
      assertThat(engine.submit(request.answer(BOB, "agent", number)))
          .hasValueSatisfying(why -> assertThat(why).startsWith("type: "));
    }
  }

  @Nested
  class OneThatDoesNotPass {
    private Optional<String> told(Check<Text> check) {
      Engine engine = engine();
      return engine.submit(plan(asked(engine, asking(r -> r.verifiedBy("look", check)))));
    }

    @Test
    void is_told_what_the_check_says() {
      assertThat(told(text -> Verdict.failed("it has no end", new Saw("it"))))
          .contains("check: 'look' failed: it has no end");
    }

    @Test
    void is_told_that_the_check_threw() {
      assertThat(
              told(
                  text -> {
                    throw new IllegalStateException("it is dark");
                  }))
          .contains("check: it threw java.lang.IllegalStateException: it is dark");
    }

    @Test
    void because_so_much_was_seen_is_refused_for_its_size() {
      Engine engine = engine();
      Submission.Request request =
          asked(
              engine,
              asking(
                  r -> {
                    Submission.Receipt<Text> all = r;
                    Saw much = new Saw("so much ".repeat(20));
                    for (int i = 0; i < 400; i++) {
                      all = all.verifiedBy("look-" + i, text -> Verdict.passed(much));
                    }
                    return all;
                  }));
      assertThat(engine.submit(plan(request)))
          .hasValueSatisfying(why -> assertThat(why).startsWith("size: "));
      assertThat(journal.names()).endsWith("submission.refused");
    }
  }

  @Nested
  class OneThatComesWhileAnotherIsBeingChecked {
    @Test
    void is_told_so_and_the_other_one_counts() throws Exception {
      Engine engine = engine();
      Submission.Request request = asked(engine, asking(r -> r.verifiedBy("look", slow())));
      CompletableFuture<Optional<String>> first = beingChecked(engine, request);
      assertThat(engine.submit(plan(request)))
          .contains("busy: another submission is being checked");
      seen.countDown();
      assertThat(first.get()).isEmpty();
    }
  }

  @Nested
  class OneThatIsBeingCheckedWhenTheJournalIsLost {
    @Test
    void is_told_so_and_nobody_waits_for_an_answer() throws Exception {
      Engine engine = engine();
      Submission.Request request = asked(engine, asking(r -> r.verifiedBy("look", slow())));
      CompletableFuture<Optional<String>> first = beingChecked(engine, request);
      journal.failAtAppend(1, true);
      Run<?> run = engine.cancel(RUN, BOB);
      assertThatThrownBy(first::get)
          .hasCauseInstanceOf(JournalException.class)
          .hasMessageContaining("run '" + RUN + "' is stopped: ");
      seen.countDown();
      assertThat(run.settled()).isInstanceOf(Outcome.Stopped.class);
    }
  }

  @Nested
  class OneThatNobodyChecks {
    @Test
    void is_recorded_with_the_reason() {
      Engine engine = engine();
      assertThat(engine.submit(plan(asked(engine, asking(r -> r.unverified("a test")))))).isEmpty();
      assertThat(events(engine, Event.SubmissionReceived.class))
          .flatExtracting(Event.SubmissionReceived::checks)
          .containsExactly(
              new Event.CheckResult("none", "unverified", Optional.empty(), Optional.of("a test")));
    }
  }

  @Nested
  class OneWhoseTimeIsOverWhileItIsChecked {
    @Test
    void is_late_and_the_run_ends_only_then() throws Exception {
      Engine engine = Engine.on(journal).time(time).build();
      Submission.Request request =
          asked(
              engine,
              asking(
                  r -> r.verifiedBy("look", slow()).within(HOUR).otherwise(new Text("no plan"))));
      CompletableFuture<Optional<String>> told = beingChecked(engine, request);
      time.pass(HOUR);
      time.fire();
      assertThat(journal.names()).endsWith("step.completed");
      seen.countDown();
      assertThat(told.get()).contains("late: the time for it is over");
      assertThat(engine.resume(RUN).await())
          .isEqualTo(new Outcome.Completed<>(new Text("no plan")));
      assertThat(journal.names()).endsWith("submission.refused", "run.completed");
    }
  }
}
