package dev.interlock.audit;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands the heads of a log to one anchor, one at a time and the newest only, on a thread that lives
 * as long as there is one to hand over. Safe for many threads; none but {@link #await} waits.
 */
final class Handover {
  private static final Logger LOGGER = LoggerFactory.getLogger(Anchor.class);

  /** One call of the anchor; whoever ends it first, it or the time, has the last word. */
  private static final class Call {
    private final Head head;
    private final Thread thread = Thread.currentThread();
    private boolean ended;

    private Call(Head head) {
      this.head = head;
    }
  }

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition idle = lock.newCondition();
  private final Anchor anchor;
  private final Anchor.Log log;
  private final Duration limit;

  private @Nullable Head newest;
  private @Nullable Head pending;
  private long taken;
  private Optional<String> problem = Optional.empty();
  private boolean busy;

  /**
   * Hands over to an anchor.
   *
   * @param limit how long it may take for one head
   */
  Handover(Anchor anchor, Anchor.Log log, Duration limit) {
    this.anchor = anchor;
    this.log = log;
    this.limit = limit;
  }

  /** There is a new head. */
  void offer(Head head) {
    lock.lock();
    try {
      newest = head;
      pending = head;
      begin();
    } finally {
      lock.unlock();
    }
  }

  /** Tries the newest head once more if it was not taken. */
  void offerAgain() {
    lock.lock();
    try {
      if (newest != null && newest.size() != taken && !busy) {
        pending = newest;
        begin();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Under the lock. No failure to begin is the journal's. */
  private void begin() {
    if (busy) {
      return;
    }
    try {
      Thread thread = new Thread(this::work, "interlock-anchor");
      thread.setDaemon(true);
      thread.start();
      busy = true;
    } catch (RuntimeException | Error e) {
      problem = Optional.of("no thread for it: " + e);
    }
  }

  private void work() {
    Head head = next();
    while (head != null) {
      handOver(new Call(head));
      head = next();
    }
  }

  private @Nullable Head next() {
    lock.lock();
    try {
      Head head = pending;
      pending = null;
      if (head == null) {
        busy = false;
        idle.signalAll();
      }
      return head;
    } finally {
      lock.unlock();
    }
  }

  private void handOver(Call call) {
    CompletableFuture.delayedExecutor(limit.toMillis(), TimeUnit.MILLISECONDS)
        .execute(() -> expire(call));
    Optional<String> failed = Optional.empty();
    boolean rolledBack = false;
    try {
      anchor.take(call.head, log);
    } catch (InterruptedException | IOException | RuntimeException | Error e) {
      failed = Optional.of(reason(e));
      rolledBack = e instanceof RolledBackException;
    }
    end(call, failed, rolledBack);
  }

  /** The message, unless that is only the name of a file or nothing. */
  static String reason(Throwable problem) {
    String message = problem.getMessage();
    return message == null || problem instanceof FileSystemException ? problem.toString() : message;
  }

  /** What came too late and yet was taken is taken. */
  private void end(Call call, Optional<String> failed, boolean rolledBack) {
    boolean news = false;
    lock.lock();
    try {
      if (failed.isEmpty()) {
        taken = call.head.size();
      }
      if (!call.ended || failed.isEmpty() || rolledBack) {
        news = found(failed);
      }
      call.ended = true;
    } finally {
      Thread.interrupted();
      lock.unlock();
    }
    if (news) {
      tell(call.head, failed.orElse(""), rolledBack);
    }
  }

  private void expire(Call call) {
    String late = "no answer within " + limit.toMillis() + " ms";
    boolean news = false;
    lock.lock();
    try {
      if (!call.ended) {
        call.ended = true;
        call.thread.interrupt();
        news = found(Optional.of(late));
      }
    } finally {
      lock.unlock();
    }
    if (news) {
      tell(call.head, late, false);
    }
  }

  /** Whether this is a problem, and another one than before; under the lock. */
  private boolean found(Optional<String> now) {
    boolean news = now.isPresent() && !now.equals(problem);
    problem = now;
    return news;
  }

  /** Never under the lock: whoever logs may be slow. */
  private void tell(Head head, String why, boolean rolledBack) {
    String text = "the anchor '{}' did not take the head of {} lines of '{}': {}";
    if (rolledBack || anchor.isRequired()) {
      LOGGER.error(text, anchor.name(), head.size(), head.origin(), why);
    } else {
      LOGGER.warn(text, anchor.name(), head.size(), head.origin(), why);
    }
  }

  /** Waits until nothing is handed over any more, but no longer than so many nanoseconds. */
  void await(long nanos) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = nanos;
      while (busy && left > 0) {
        left = idle.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  /** How far the anchor is. */
  Anchor.Standing standing() {
    lock.lock();
    try {
      return new Anchor.Standing(
          anchor.name(), anchor.isRequired(), newest == null ? 0 : newest.size(), taken, problem);
    } finally {
      lock.unlock();
    }
  }
}
