package dev.interlock.testing.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlock.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What every {@link Time} must do that has timers. Use from one thread. */
public abstract class TimeContract {
  private static final Duration SHORT = Duration.ofMillis(20);
  private static final long PATIENCE_SECONDS = 30;

  /** For those who extend it. */
  protected TimeContract() {}

  /** The time, always the same in one test. */
  protected abstract Time time();

  /** Lets so much time pass, or does nothing where it passes by itself. */
  protected abstract void pass(Duration time);

  @Test
  final void the_monotonic_reading_never_goes_back() {
    long last = time().nanos();
    for (int i = 0; i < 10_000; i++) {
      long next = time().nanos();
      assertTrue(next - last >= 0, "the reading went back by " + (last - next) + " ns");
      last = next;
    }
  }

  @Test
  final void a_task_is_run_once_and_not_before_its_time() throws InterruptedException {
    AtomicInteger runs = new AtomicInteger();
    CountDownLatch ran = new CountDownLatch(1);
    List<Long> at = new ArrayList<>();
    long from = time().nanos();
    time()
        .after(
            SHORT,
            () -> {
              at.add(time().nanos());
              runs.incrementAndGet();
              ran.countDown();
            });
    pass(SHORT);
    assertTrue(ran.await(PATIENCE_SECONDS, TimeUnit.SECONDS), "the task was never run");
    assertTrue(at.get(0) - from >= SHORT.toNanos(), "the task was run before its time");
    pass(SHORT);
    assertEquals(1, runs.get(), "how often the task was run");
  }

  @Test
  final void a_task_is_not_run_by_the_call_that_sets_it() {
    AtomicInteger runs = new AtomicInteger();
    time().after(Duration.ofHours(1), runs::incrementAndGet);
    assertEquals(0, runs.get(), "how often a task was run that is due in an hour");
  }

  @Test
  final void tasks_that_are_due_at_different_times_are_all_run() throws InterruptedException {
    CountDownLatch ran = new CountDownLatch(3);
    for (int i = 3; i >= 1; i--) {
      time().after(SHORT.multipliedBy(i), ran::countDown);
    }
    pass(SHORT.multipliedBy(3));
    assertTrue(ran.await(PATIENCE_SECONDS, TimeUnit.SECONDS), "not all tasks were run");
  }

  @Test
  final void the_wall_clock_reads_a_time_of_people() {
    long year = time().now().getEpochSecond() / 31_556_952 + 1970;
    assertFalse(year < 2020 || year > 9999, "the wall clock reads the year " + year);
  }
}
