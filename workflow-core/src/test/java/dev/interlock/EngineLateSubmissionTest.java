package dev.interlock;

import static dev.interlock.DeskChannel.ALICE;
import static dev.interlock.DeskChannel.BOB;
import static dev.interlock.Sample.INPUT;
import static dev.interlock.Sample.RUN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.Sample.Text;
import dev.interlock.record.Codec;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Values that are handed in while a run waits for its end. */
class EngineLateSubmissionTest {
  private static final String CLOSED = "closed: the run must end, and asks for nothing more";

  private final TestJournal journal = new TestJournal();
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void noMoreThreads() {
    threads.shutdownNow();
  }

  /** Beside the value that it asks for, an act is in doubt, which keeps the run from its end. */
  private static Workflow<Text, Text> doubtful(Check<Text> check) {
    return Workflow.define(
        "doubtful",
        Text.class,
        (flow, text) ->
            flow.parallel("sides", Text.class)
                .branch(
                    "left",
                    b ->
                        b.step("paint", Text.class)
                            .reading(text)
                            .unverified("a test")
                            .unguarded("a test")
                            .act(
                                t -> {
                                  throw new InterruptedException("somebody else's");
                                }))
                .branch(
                    "right", b -> b.receive("plan", Text.class).verifiedBy("look", check).from("a"))
                .join((l, r) -> l));
  }

  private static Submission plan(Submission.Request request) {
    return request.answer(BOB, "a", Codec.json().write(INPUT, Text.class));
  }

  @Test
  void are_refused_and_nobody_looks_at_them() {
    AtomicInteger looks = new AtomicInteger();
    Workflow<Text, Text> workflow = doubtful(text -> Sample.seen(text, looks.incrementAndGet()));
    Engine engine = Engine.on(journal).build();
    engine.start(workflow, RUN, INPUT).settled();
    Submission.Request request = engine.requested(RUN).get(0);
    assertThat(engine.cancel(RUN, ALICE).settled()).isInstanceOf(Outcome.Waiting.class);

    assertThat(engine.submit(plan(request))).contains(CLOSED);
    assertThat(looks).hasValue(0);
    assertThat(journal.names())
        .endsWith("submission.refused")
        .doesNotContain("submission.received");
    engine.reconcile(RUN, "sides/left/paint", Optional.empty(), ALICE);
    assertThat(journal.names()).endsWith("step.reconciled", "run.cancelled");
  }

  @Test
  void are_asked_of_nobody() {
    Workflow<Text, Text> workflow = doubtful(Sample::seen);
    Engine engine = Engine.on(journal).build();
    engine.start(workflow, RUN, INPUT).settled();
    engine.cancel(RUN, ALICE).settled();
    assertThat(engine.requested(RUN)).isEmpty();
  }

  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void are_refused_though_they_came_before_the_run_was_called_off() throws Exception {
    CountDownLatch looking = new CountDownLatch(1);
    CountDownLatch seen = new CountDownLatch(1);
    Check<Text> slow =
        t -> {
          looking.countDown();
          seen.await();
          return Sample.seen();
        };
    Engine engine = Engine.on(journal).executor(threads).build();
    engine.start(doubtful(slow), RUN, INPUT).settled();
    Submission.Request request = engine.requested(RUN).get(0);
    CompletableFuture<Optional<String>> told =
        CompletableFuture.supplyAsync(() -> engine.submit(plan(request)), threads);
    looking.await();
    engine.cancel(RUN, ALICE);
    seen.countDown();

    assertThat(told.get()).contains(CLOSED);
    assertThat(journal.names()).doesNotContain("submission.received");
  }
}
