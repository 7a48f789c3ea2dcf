package dev.interlock;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What every time must do that has timers. */
abstract class TimeContract {
  private static final Duration SHORT = Duration.ofMillis(5);

  abstract Time time();

  /** Lets so much time pass, or does nothing where it passes by itself. */
  abstract void pass(Duration time);

  @Test
  void the_monotonic_reading_never_goes_back() {
    long last = time().nanos();
    for (int i = 0; i < 1_000; i++) {
      long next = time().nanos();
      assertThat(next - last).isNotNegative();
      last = next;
    }
  }

  @Test
  void a_task_is_run_once_and_not_before_its_time() throws Exception {
    AtomicInteger runs = new AtomicInteger();
    CountDownLatch ran = new CountDownLatch(1);
    long from = time().nanos();
    time()
        .after(
            SHORT,
            () -> {
              runs.incrementAndGet();
              ran.countDown();
            });
    pass(SHORT);
    ran.await();
    assertThat(time().nanos() - from).isGreaterThanOrEqualTo(SHORT.toNanos());
    pass(SHORT);
    assertThat(runs).hasValue(1);
  }
}
