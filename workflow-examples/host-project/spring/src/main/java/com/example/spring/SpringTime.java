package com.example.spring;

import dev.interlock.Time;
import java.time.Duration;
import java.time.Instant;
import org.springframework.scheduling.TaskScheduler;

/** The scheduler of the application as the time of the engine. */
record SpringTime(TaskScheduler scheduler) implements Time {
  @Override
  public Instant now() {
    return scheduler.getClock().instant();
  }

  @Override
  public long nanos() {
    return System.nanoTime();
  }

  /** A scheduler counts milliseconds: one more, so that nothing is early. */
  @Override
  public void after(Duration delay, Runnable task) {
    scheduler.schedule(task, now().plus(delay).plusMillis(1));
  }
}
