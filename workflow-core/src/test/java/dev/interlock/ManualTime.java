package dev.interlock;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Two clocks and a timer that only a test moves. */
class ManualTime implements Time {
  static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

  private final List<Timer> timers = new ArrayList<>();
  private Instant wall = START;
  private long nanos = 7_000_000_000L;

  private record Timer(long due, Runnable task) {}

  @Override
  public synchronized Instant now() {
    return wall;
  }

  @Override
  public synchronized long nanos() {
    return nanos;
  }

  @Override
  public synchronized void after(Duration delay, Runnable task) {
    timers.add(new Timer(nanos + delay.toNanos(), task));
  }

  /** Both clocks go on, and no timer fires. */
  void pass(Duration time) {
    setWall(now().plus(time));
    passMonotonic(time);
  }

  synchronized void setWall(Instant to) {
    wall = to;
  }

  synchronized void passMonotonic(Duration time) {
    nanos += time.toNanos();
  }

  /** Fires the timers that are due. */
  void fire() {
    for (Runnable task : takeDue()) {
      task.run();
    }
  }

  synchronized int timers() {
    return timers.size();
  }

  private synchronized List<Runnable> takeDue() {
    List<Timer> due = timers.stream().filter(timer -> timer.due() - nanos <= 0).toList();
    timers.removeAll(due);
    return due.stream().map(Timer::task).toList();
  }
}
