package dev.interlock;

import dev.interlock.record.Failure;
import dev.interlock.record.FailureException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/**
 * The messages of one run, handled one at a time, and the tasks that they release to the executor.
 * Safe for many threads.
 */
final class Work {
  private final Workers workers;
  private final Listeners listeners;
  private final Consumer<Throwable> onFailure;
  private final Mailbox mailbox;
  private final Queue<Runnable> released = new ConcurrentLinkedQueue<>();

  /**
   * Work for one run.
   *
   * @param afterMessages called each time when no message is left
   * @param onFailure takes what a message threw
   */
  Work(Host host, Runnable afterMessages, Consumer<Throwable> onFailure) {
    this.workers = host.workers();
    this.listeners = host.listeners();
    this.onFailure = onFailure;
    this.mailbox = new Mailbox(afterMessages);
  }

  /** Adds a message; {@link #go} must follow. */
  void add(Runnable message) {
    mailbox.add(() -> guarded(message));
  }

  /** Handles messages, then hands out what they released. */
  void go() {
    mailbox.handle();
    for (Runnable task = released.poll(); task != null; task = released.poll()) {
      try {
        workers.dispatch(this, task);
      } catch (RejectedExecutionException e) {
        post(() -> onFailure.accept(noMoreWork(e)));
      } catch (RuntimeException | Error e) { // such as no memory for another thread
        post(() -> onFailure.accept(e));
      }
    }
    listeners.tell(workers);
  }

  private static FailureException noMoreWork(RejectedExecutionException e) {
    return new FailureException(Failure.Kind.CONFIGURATION, "the executor takes no more work", e);
  }

  void post(Runnable message) {
    add(message);
    go();
  }

  /** Posts a message from another thread than the executor's, on the executor if it can. */
  void postLater(Runnable message) {
    try {
      workers.dispatch(this, () -> post(message));
    } catch (RuntimeException | Error e) { // the executor takes no more work
      post(message);
    }
  }

  /** Does something; what it throws is the run's to deal with. */
  void guarded(Runnable action) {
    try {
      action.run();
    } catch (Throwable e) { // a host's code may throw what it never declared
      onFailure.accept(e);
    }
  }

  /** Has a task done on the executor once the messages are handled. */
  void release(Runnable task) {
    released.add(task);
  }

  boolean hasMessages() {
    return !mailbox.isEmpty();
  }

  boolean hasReleased() {
    return !released.isEmpty();
  }
}
