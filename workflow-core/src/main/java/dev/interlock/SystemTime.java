package dev.interlock;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The one place of the core that reads a clock. */
enum SystemTime implements Time {
  INSTANCE;

  @Override
  public Instant now() {
    return Instant.now();
  }

  @Override
  public long nanos() {
    return System.nanoTime();
  }

  @Override
  public void after(Duration delay, Runnable task) {
    CompletableFuture.delayedExecutor(
            delay.toNanos(), TimeUnit.NANOSECONDS, SystemTime::onAThreadOfItsOwn)
        .execute(task);
  }

  /**
   * The same result, or a failure once so much time has passed: of this machine's time, whatever
   * time the host gives to runs, because a thread waits for it.
   */
  static <T> CompletableFuture<T> within(Duration patience, CompletableFuture<T> result) {
    return result.orTimeout(patience.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** A task may run a body: on a shared pool it would keep the timer that ends it from firing. */
  private static void onAThreadOfItsOwn(Runnable task) {
    Thread thread = new Thread(task, "interlock-timer");
    thread.setDaemon(true);
    thread.start();
  }
}
