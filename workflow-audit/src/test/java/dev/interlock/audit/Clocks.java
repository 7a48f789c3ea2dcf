package dev.interlock.audit;

import dev.interlock.Time;
import java.time.Duration;
import java.time.Instant;

/** Two clocks that only a test moves; no timer of them fires by itself. */
final class Clocks implements Time {
  private Instant wall = Logs.AT;
  private long nanos;

  @Override
  public Instant now() {
    return wall;
  }

  @Override
  public long nanos() {
    return nanos;
  }

  @Override
  public void after(Duration delay, Runnable task) {}

  void pass(Duration time) {
    wall = wall.plus(time);
    nanos += time.toNanos();
  }

  /** Somebody sets the clock on the wall back. */
  void setBack(Duration time) {
    wall = wall.minus(time);
  }
}
