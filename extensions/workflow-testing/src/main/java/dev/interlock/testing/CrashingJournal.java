package dev.interlock.testing;

import dev.interlock.record.Entry;
import dev.interlock.record.Event;
import dev.interlock.record.Journal;
import dev.interlock.record.JournalException;
import dev.interlock.record.Json;
import dev.interlock.record.RunId;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A journal that takes so many events and then nothing: to its engine it is as if the process were
 * stopped there. Safe for many threads.
 */
final class CrashingJournal extends MarkedJournal {
  private final CrashPoint point;
  private int taken;
  private Optional<Event> refused = Optional.empty();
  private boolean stopped;

  /**
   * Where a process is stopped.
   *
   * @param after how many events are recorded by then
   * @param forced whether the last of them was made durable, so that what follows from it was done,
   *     such as the body of a step that was announced
   */
  record CrashPoint(int after, boolean forced) {}

  CrashingJournal(Journal inner, CrashPoint point) {
    super(inner);
    this.point = point;
  }

  /** The event that came too late, if the process was stopped. */
  synchronized Optional<Event> refused() {
    return refused;
  }

  /** Whether the process was stopped. */
  synchronized boolean isStopped() {
    return stopped;
  }

  @Override
  public synchronized Entry append(Instant at, RunId run, String event, Json data) {
    if (taken == point.after()) {
      stopped = true;
      refused = refused.or(() -> Optional.of(new Entry(taken, at, run, event, data).event()));
      throw new JournalException("the process was stopped here");
    }
    taken++;
    return super.append(at, run, event, data);
  }

  @Override
  public synchronized CompletionStage<Void> force() {
    stopped |= taken == point.after() && !point.forced();
    return stopped
        ? CompletableFuture.failedStage(new JournalException("the process was stopped here"))
        : super.force();
  }
}
