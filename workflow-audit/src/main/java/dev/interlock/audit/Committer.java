package dev.interlock.audit;

import dev.interlock.record.JournalException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Brings lines to the disk, many with one force.
 *
 * <p>One thread at a time leads: it writes and forces all that was appended before. A caller leads
 * when nobody else waits; else the journal's own thread does, which also makes the heads. The first
 * failure is final. Safe for many threads.
 */
final class Committer {
  private static final CompletionStage<Void> DONE = CompletableFuture.completedStage(null);

  private final ReentrantLock lock;
  private final Condition changed;
  private final Batches batches;
  private final Disk.LogFile file;
  private final HeadMaker heads;
  private final LongSupplier nanos;
  private final Thread thread;

  private List<CompletableFuture<Void>> waiting = new ArrayList<>();
  private @Nullable JournalException poison;
  private boolean leading;
  private boolean stopping;
  private long wakesAt;

  Committer(LineStore lines, Disk.LogFile file, HeadMaker heads, LongSupplier nanos) {
    this.lock = lines.lock();
    this.changed = lock.newCondition();
    this.batches = lines.batches();
    this.file = file;
    this.heads = heads;
    this.nanos = nanos;
    this.thread = new Thread(this::work, "interlock-journal");
    this.thread.setDaemon(true);
  }

  /** Starts the journal's own thread. */
  void start() {
    thread.start();
  }

  /** Refuses if the journal has failed; under the lock. */
  void refuseIfFailed() {
    if (poison != null) {
      throw refusal(poison);
    }
  }

  /** A new exception for each caller, so that each has its own stack. */
  private static JournalException refusal(JournalException first) {
    return new JournalException(String.valueOf(first.getMessage()), first);
  }

  /** Whether the calling thread is the journal's own. */
  boolean isOwnThread() {
    return Thread.currentThread() == thread;
  }

  /** Makes durable all that was appended before. */
  CompletionStage<Void> force() {
    Batch batch;
    lock.lock();
    try {
      if (poison != null) {
        return CompletableFuture.failedStage(refusal(poison));
      }
      if (batches.isDurable()) {
        return DONE;
      }
      if (leading || (!waiting.isEmpty() && !isOwnThread())) {
        CompletableFuture<Void> mine = new CompletableFuture<>();
        waiting.add(mine);
        return mine;
      }
      batch = lead();
    } finally {
      lock.unlock();
    }
    JournalException failure = commit(batch);
    return failure == null ? DONE : CompletableFuture.failedStage(refusal(failure));
  }

  /** Becomes the one who writes; under the lock. */
  private Batch lead() {
    leading = true;
    return batches.write();
  }

  /** Writes and forces; only the one who leads. Afterwards nobody leads. */
  private @Nullable JournalException commit(Batch batch) {
    JournalException failure = null;
    try {
      write(batch);
    } catch (IOException | RuntimeException | Error e) {
      failure = failure("a write or force failed", e);
    }
    lock.lock();
    try {
      leading = false;
      if (failure == null) {
        batches.written(batch);
      } else if (poison == null) {
        poison = failure;
      }
      wakeIfNeeded();
      return poison;
    } finally {
      lock.unlock();
    }
  }

  private static JournalException failure(String what, Throwable cause) {
    return new JournalException(
        what + "; the journal takes nothing more until it is opened again: " + cause, cause);
  }

  private void write(Batch batch) throws IOException {
    if (batch.isEmpty()) {
      return;
    }
    int written = 0;
    while (written < batch.length()) {
      int more = file.write(batch.bytes(), written, batch.length() - written);
      if (more <= 0) {
        throw new IOException("the disk takes no more bytes");
      }
      written += more;
    }
    file.check(batch.end());
    file.sync();
    heads.forced(batch);
  }

  /** Wakes the journal's thread if there is something for it to do; under the lock. */
  private void wakeIfNeeded() {
    if (!waiting.isEmpty() || poison != null || stopping) {
      changed.signalAll();
      return;
    }
    long due = dueIn();
    if (due != HeadSchedule.NEVER && nanos.getAsLong() + Math.max(0, due) - wakesAt < 0) {
      changed.signalAll();
    }
  }

  private long dueIn() {
    boolean idle = !leading && waiting.isEmpty() && batches.isEmpty();
    return poison == null ? heads.dueIn(idle) : HeadSchedule.NEVER;
  }

  /** What the journal's own thread does until the journal is closed. */
  private void work() {
    boolean more = true;
    while (more) {
      try {
        more = workOnce();
      } catch (RuntimeException | Error e) {
        poison("the journal's thread failed", e);
      }
    }
  }

  private boolean workOnce() {
    Runnable work;
    lock.lock();
    try {
      work = nextWork();
    } finally {
      lock.unlock();
    }
    if (work != null) {
      work.run();
    }
    return work != null;
  }

  /** Waits for the next thing to do; nothing when all is done and the journal closes. */
  private @Nullable Runnable nextWork() {
    while (true) {
      if (!waiting.isEmpty() && (poison != null || !leading)) {
        List<CompletableFuture<Void>> served = waiting;
        waiting = new ArrayList<>();
        Batch batch = poison == null ? lead() : null;
        return () -> serve(served, batch);
      }
      if (stopping && !leading) {
        return lastWork();
      }
      long due = dueIn();
      if (due <= 0) {
        return this::makeHead;
      }
      await(due);
    }
  }

  private @Nullable Runnable lastWork() {
    if (poison != null) {
      return null;
    }
    if (!batches.isEmpty()) {
      Batch batch = lead();
      return () -> serve(List.of(), batch);
    }
    return heads.uncovered() ? this::makeHead : null;
  }

  @SuppressWarnings("WaitNotInLoop") // the loop is the caller's
  private void await(long nanoseconds) {
    wakesAt = nanos.getAsLong() + nanoseconds;
    try {
      changed.awaitNanos(nanoseconds);
    } catch (InterruptedException e) {
      // This thread is the journal's: nobody has a reason to stop it, and close() ends it.
    }
  }

  private void serve(List<CompletableFuture<Void>> served, @Nullable Batch batch) {
    JournalException failure = batch == null ? poison : commit(batch);
    for (CompletableFuture<Void> one : served) {
      if (failure == null) {
        one.complete(null);
      } else {
        one.completeExceptionally(refusal(failure));
      }
    }
  }

  private void makeHead() {
    try {
      heads.make();
    } catch (IOException | RuntimeException e) {
      poison("a head could not be written", e);
    }
  }

  /** Because of this nothing is taken any more. */
  JournalException poison(String what, Throwable cause) {
    lock.lock();
    try {
      poison = poison == null ? failure(what, cause) : poison;
      changed.signalAll();
      return refusal(poison);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Forces what was appended, makes the last head and ends the journal's thread.
   *
   * @throws JournalException if that fails; not if the journal had failed before
   */
  void close() {
    boolean failedBefore;
    lock.lock();
    try {
      failedBefore = poison != null;
      stopping = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    finish();
    if (!failedBefore) {
      refuseIfFailed();
    }
  }

  private void finish() {
    if (isOwnThread()) {
      work();
      return;
    }
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
