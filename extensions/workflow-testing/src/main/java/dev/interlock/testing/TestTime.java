package dev.interlock.testing;

import dev.interlock.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Time that only a test moves: two clocks and a timer. It begins at 2026-03-01T10:00:00Z. Safe for
 * many threads.
 */
public final class TestTime implements Time {
  /** When it begins. */
  public static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

  private final List<Timer> timers = new ArrayList<>();
  private Instant wall;
  private long nanos = 1_000_000_000L;

  private record Timer(long due, Runnable task) {}

  /** Time at its beginning. */
  public TestTime() {
    this(START);
  }

  /** Time that begins then. */
  public TestTime(Instant begin) {
    this.wall = begin;
  }

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
    timers.add(new Timer(nanos + Math.max(0, delay.toNanos()), task));
  }

  /** Lets so much time pass on both clocks; what was to be done meanwhile is done in its order. */
  public TestTime pass(Duration time) {
    long end = nanos() + time.toNanos();
    for (Optional<Timer> next = takeDue(end); next.isPresent(); next = takeDue(end)) {
      moveTo(Math.max(nanos(), next.get().due()));
      next.get().task().run();
    }
    moveTo(end);
    return this;
  }

  /** Sets the wall clock, ahead or back, as somebody does who sets a clock; no timer heeds it. */
  public synchronized TestTime setWall(Instant to) {
    wall = to;
    return this;
  }

  /** How long it is until the next timer, if there is one. */
  public synchronized Optional<Duration> untilNextTimer() {
    return timers.stream()
        .min(Comparator.comparingLong(Timer::due))
        .map(timer -> Duration.ofNanos(Math.max(0, timer.due() - nanos)));
  }

  private synchronized Optional<Timer> takeDue(long end) {
    Optional<Timer> next =
        timers.stream()
            .filter(timer -> timer.due() - end <= 0)
            .min(Comparator.comparingLong(Timer::due));
    next.ifPresent(timers::remove);
    return next;
  }

  private synchronized void moveTo(long reading) {
    wall = wall.plusNanos(reading - nanos);
    nanos = reading;
  }
}
