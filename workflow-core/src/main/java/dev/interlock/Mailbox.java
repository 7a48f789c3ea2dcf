package dev.interlock;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Messages that are handled one at a time, by whichever thread finds nobody at it.
 *
 * <p>A message that posts another does not recurse, so that the stack stays flat on any executor.
 * Safe for many threads.
 */
final class Mailbox {
  private final Queue<Runnable> messages = new ConcurrentLinkedQueue<>();
  private final AtomicInteger waiting = new AtomicInteger();
  private final Runnable afterAll;

  /**
   * A mailbox.
   *
   * @param afterAll called by the handling thread each time when no message is left
   */
  Mailbox(Runnable afterAll) {
    this.afterAll = afterAll;
  }

  /** Adds a message; {@link #handle()} must follow. */
  void add(Runnable message) {
    messages.add(message);
  }

  boolean isEmpty() {
    return messages.isEmpty();
  }

  /** Handles what is there, unless another thread is at it: then that thread will. */
  void handle() {
    if (waiting.getAndIncrement() != 0) {
      return;
    }
    int seen = 1;
    do {
      for (Runnable message = messages.poll(); message != null; message = messages.poll()) {
        message.run();
      }
      afterAll.run();
      seen = waiting.addAndGet(-seen);
    } while (seen != 0);
  }
}
