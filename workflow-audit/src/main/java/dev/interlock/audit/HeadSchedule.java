package dev.interlock.audit;

import java.util.concurrent.TimeUnit;

/**
 * When the next head is due: when the writer is idle and a run waits or has ended, after so many
 * events, after so much time; never sooner than a tenth of a second after the last one. Knows no
 * clock: every reading is handed in, in nanoseconds. Use under one lock.
 */
final class HeadSchedule {
  /** No head is due, however much time passes. */
  static final long NEVER = Long.MAX_VALUE;

  static final int MOST_EVENTS = 1000;
  static final long LONGEST = TimeUnit.SECONDS.toNanos(60);
  static final long SHORTEST = TimeUnit.MILLISECONDS.toNanos(100);

  private long covered;
  private long forced;
  private long uncoveredSince;
  private long lastAt;
  private boolean settled;

  /**
   * Begins with a log as it was found.
   *
   * @param covered how many of its events the largest head covers
   * @param forced how many events it has
   */
  HeadSchedule(long covered, long forced, long now) {
    this.covered = covered;
    this.forced = forced;
    this.uncoveredSince = now;
    this.lastAt = now - SHORTEST;
  }

  /**
   * More events are durable.
   *
   * @param settling whether with one of them a run began to wait or ended
   */
  void forced(long size, boolean settling, long now) {
    if (forced == covered) {
      uncoveredSince = now;
    }
    forced = size;
    settled |= settling;
  }

  /** A head of so many events begins to be made. */
  void made(long size, long now) {
    covered = size;
    uncoveredSince = now;
    lastAt = now;
    settled = false;
  }

  /** Whether there is an event that no head covers. */
  boolean uncovered() {
    return forced > covered;
  }

  /** In how many nanoseconds a head is due: 0 or less for now, {@link #NEVER} for not at all. */
  long dueIn(boolean idle, long now) {
    if (!uncovered()) {
      return NEVER;
    }
    return forced - covered >= MOST_EVENTS || (settled && idle)
        ? SHORTEST - (now - lastAt)
        : LONGEST - (now - uncoveredSince);
  }
}
