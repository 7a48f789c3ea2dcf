package dev.interlock.testing;

import dev.interlock.Outcome;
import dev.interlock.Run;
import dev.interlock.Submission;
import dev.interlock.record.Entry;
import dev.interlock.record.RunId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * A run in a test. Use from one thread.
 *
 * @param <O> the type of the workflow's result
 */
public final class TestRun<O> {
  private static final int MOST_WAITS = 10_000;

  private final TestHost host;
  private final Run<O> run;

  TestRun(TestHost host, Run<O> run) {
    this.host = host;
    this.run = run;
  }

  /** Its id. */
  public RunId id() {
    return run.id();
  }

  /**
   * How it was left, after the people of the script handed in what it asks for.
   *
   * @throws AssertionError if it waits for its time and nothing else, such as for the next try of a
   *     step: move the time of the host, or call {@link #passingWaits}
   */
  public Outcome<O> outcome() {
    goesOn();
    if (isWaitingForTime()) {
      throw Facts.of("run", id())
          .and("expected", "to be settled")
          .and("but", "it goes on in " + next().orElse(Duration.ZERO))
          .and("type", "host.time().pass(...), or run.passingWaits()")
          .failure();
    }
    return run.settled();
  }

  /** Lets all time pass that it waits for, until it ends or waits for somebody. */
  public TestRun<O> passingWaits() {
    return passingWaits(() -> false);
  }

  /** The same, until its process was stopped. */
  TestRun<O> passingWaits(BooleanSupplier stopped) {
    for (int i = 0; i < MOST_WAITS && !stopped.getAsBoolean() && waitsForTime(); i++) {
      host.time().pass(next().orElseThrow());
      goesOn();
    }
    return this;
  }

  private boolean waitsForTime() {
    boolean pausing =
        !isWaitingForTime()
            && run.settled() instanceof Outcome.Waiting<O> waiting
            && !waiting.causes().isEmpty()
            && waiting.causes().stream().allMatch(Outcome.Cause.Paused.class::isInstance);
    return next().isPresent() && (pausing || isWaitingForTime());
  }

  private boolean isWaitingForTime() {
    return host.engine().standing(id()).map(Run.Standing::status).equals(running())
        && next().isPresent();
  }

  private static Optional<Run.Status> running() {
    return Optional.of(Run.Status.RUNNING);
  }

  private Optional<Duration> next() {
    return host.time().untilNextTimer();
  }

  /** Its events in their order. */
  public List<Entry> entries() {
    return host.journal().entries(id());
  }

  /** What was recorded of it. */
  public RunRecord record() {
    return RunRecord.of(host.journal(), id());
  }

  /** Hands in what the script says, as long as that is asked for. */
  TestRun<O> goesOn() {
    boolean counted = true;
    while (counted) {
      counted = false;
      for (Submission.Request request : host.engine().requested(id())) {
        Optional<Submission> answer = host.people().answer(request);
        counted |= answer.isPresent() && host.engine().submit(answer.get()).isEmpty();
      }
    }
    return this;
  }
}
