package dev.interlock;

import static dev.interlock.Sample.INPUT;
import static dev.interlock.Sample.RUN;
import static dev.interlock.Sample.oneStep;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.Sample.Numbers;
import dev.interlock.Sample.Saw;
import dev.interlock.Sample.Text;
import dev.interlock.record.Failure;
import dev.interlock.record.Failure.Kind;
import dev.interlock.record.RunId;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EngineFailuresTest {
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

  /** A step with this body, and one that must not run when it fails. */
  private Workflow<Text, Text> failing(Body.Of1<Text, Text> body) {
    return Workflow.define(
        "failing",
        Text.class,
        (flow, text) -> {
          Ref<Text> first =
              flow.step("first", Text.class)
                  .reading(text)
                  .unverified("a test")
                  .compute(
                      t -> {
                        calls.incrementAndGet();
                        return body.apply(t);
                      });
          return after(flow, first);
        });
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

  private Failure failedWith(Body.Of1<Text, Text> body) {
    Outcome<Text> outcome = engine().start(failing(body), RUN, INPUT).settled();
    assertThat(later).hasValue(0);
    assertThat(journal.names())
        .containsExactly("run.started", "step.started", "step.failed", "run.failed");
    assertThat(outcome).isInstanceOf(Outcome.Failed.class);
    return ((Outcome.Failed<Text>) outcome).failure();
  }

  @Nested
  class ABodyThatMisbehaves {
    static class Mute extends RuntimeException {
      private static final long serialVersionUID = 1L;

      @Override
      public String getMessage() {
        throw new IllegalStateException("no message for you");
      }

      @Override
      public String toString() {
        throw new IllegalStateException("no text for you");
      }
    }

    /** Gives 100 MB when it is asked what happened, and itself when it is asked why. */
    static class Wordy extends RuntimeException {
      private static final long serialVersionUID = 1L;

      @Override
      public String getMessage() {
        return "x".repeat(100_000_000);
      }

      @Override
      public synchronized Throwable getCause() {
        return this;
      }
    }

    static Stream<Throwable> thrown() {
      Exception circle = new Exception("round");
      circle.initCause(new Exception("and round", circle));
      return Stream.of(
          new Wordy(),
          new ExceptionInInitializerError(new Mute()),
          new CloneNotSupportedException("never declared"),
          new StackOverflowError(),
          new OutOfMemoryError("pretended"),
          new AssertionError("no"),
          new NoClassDefFoundError("Gone"),
          new ThreadDeath(),
          new Mute(),
          circle,
          new RuntimeException("x".repeat(1_000_000)));
    }

    @ParameterizedTest
    @MethodSource("thrown")
    @Tag("attack")
    void failsItsStepWhateverItThrows(Throwable thrown) {
      Failure failure = failedWith(text -> sneak(thrown));
      assertThat(failure.kind()).isEqualTo(Kind.UNKNOWN);
      assertThat(failure.message().getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(1024);
      assertThat(engine().start(oneStep(t -> t), RunId.of("next"), INPUT).settled())
          .isInstanceOf(Outcome.Completed.class);
    }

    @Test
    @Tag("attack")
    void leavesTheThreadThatItRanOnAlive() throws Exception {
      List<Thread> threads = new CopyOnWriteArrayList<>();
      ExecutorService pool = Executors.newSingleThreadExecutor();
      try {
        Engine engine = Engine.on(journal).executor(pool).build();
        for (Throwable thrown : thrown().toList()) {
          RunId id = RunId.of("run-" + threads.size());
          Outcome<Text> outcome =
              engine
                  .start(
                      failing(
                          text -> {
                            threads.add(Thread.currentThread());
                            return sneak(thrown);
                          }),
                      id,
                      INPUT)
                  .settled();
          assertThat(outcome).as(thrown.getClass().getName()).isInstanceOf(Outcome.Failed.class);
        }
        assertThat(pool.submit(Thread::currentThread).get()).isSameAs(threads.get(0));
        assertThat(threads).hasSizeGreaterThan(9).allMatch(threads.get(0)::equals);
        assertThat(later).hasValue(0);
      } finally {
        pool.shutdownNow();
      }
    }

    @Test
    void failsItsStepWhenItsStackOverflows() {
      Failure failure = failedWith(this::deeper);
      assertThat(failure.type()).contains("StackOverflowError");
    }

    @SuppressWarnings("InfiniteRecursion") // it is meant to overflow
    private Text deeper(Text text) {
      return deeper(text).and("");
    }

    @Test
    @SuppressWarnings("NullAway")
    void failsItsStepWithNull() {
      assertThat(failedWith(text -> null).kind()).isEqualTo(Kind.VERIFICATION);
    }

    @Test
    void failsItsStepWithAValueOfAnotherType() {
      Failure failure = failedWith(text -> polluted(new Saw("other")));
      assertThat(failure.kind()).isIn(Kind.VERIFICATION, Kind.UNKNOWN);
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // the mistake is the point
    private static <T> T polluted(Object other) {
      return (T) other;
    }

    @Test
    void failsItsStepWithAValueThatHoldsNull() {
      Workflow<Text, Numbers> holding =
          Workflow.define(
              "holding",
              Text.class,
              (flow, text) ->
                  flow.step("only", Numbers.class)
                      .reading(text)
                      .combine(t -> new Numbers(Arrays.asList(1, null))));
      assertThat(engine().start(holding, RUN, INPUT).settled()).isInstanceOf(Outcome.Failed.class);
    }

    @Test
    void failsItsStepWithAValueTooLargeForTheRecord() {
      Failure failure = failedWith(text -> new Text("x".repeat(17_000_000)));
      assertThat(failure)
          .isEqualTo(
              Failure.of(
                  Kind.BUSINESS_RULE,
                  "FailureException",
                  "the value of step 'first' has 17000011 bytes; the most is 16777216"));
    }

    @Test
    void failsItsStepWithEvidenceTooLargeForTheRecord() {
      Workflow<Text, Text> wordy =
          Workflow.define(
              "wordy",
              Text.class,
              (flow, text) ->
                  flow.step("only", Text.class)
                      .reading(text, flow.evidence())
                      .unverified("a test")
                      .compute(
                          (t, evidence) -> {
                            evidence.add(new Saw("x".repeat(17_000_000)));
                            return t;
                          }));
      assertThat(engine().start(wordy, RUN, INPUT).settled()).isInstanceOf(Outcome.Failed.class);
    }

    @Test
    void leavesNoInterruptForTheNextOne() {
      List<Boolean> interrupted = new CopyOnWriteArrayList<>();
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
                              Thread.currentThread().interrupt();
                              return t;
                            });
                Ref<Approved<Text>> yes = flow.gate("yes", first, Approvers.confirmedBy("a"));
                return flow.step("second", Text.class)
                    .reading(yes)
                    .combine(
                        t -> {
                          interrupted.add(Thread.currentThread().isInterrupted());
                          return t.value();
                        });
              });
      desk.answering(
          request -> {
            interrupted.add(Thread.currentThread().isInterrupted());
            Thread.currentThread().interrupt();
            return DeskChannel.yes(request);
          });
      assertThat(engine().start(two, RUN, INPUT).settled()).isInstanceOf(Outcome.Completed.class);
      assertThat(interrupted).containsExactly(false, false);
      assertThat(Thread.interrupted()).isFalse();
    }
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // throws what is not declared
  private static <T, E extends Throwable> T sneak(Throwable thrown) throws E {
    throw (E) thrown;
  }

  /** What no signature allows and any cast brings about. */
  @SuppressWarnings("NullAway")
  static final class ABodyThatHasNothing {
    static final Record NONE = null;

    private ABodyThatHasNothing() {}

    static Verdict verdict() {
      return null;
    }
  }
}
