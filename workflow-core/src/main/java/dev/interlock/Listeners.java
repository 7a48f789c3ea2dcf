package dev.interlock;

import dev.interlock.record.Entry;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells listeners, one event after the other in the order of the log; what they throw is logged.
 */
final class Listeners {
  private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);

  private final List<Run.Listener> listeners;
  private final Mailbox news = new Mailbox(() -> {});
  private final AtomicBoolean asked = new AtomicBoolean();

  Listeners(List<Run.Listener> listeners) {
    this.listeners = List.copyOf(listeners);
  }

  boolean isEmpty() {
    return listeners.isEmpty();
  }

  /** Takes an event; {@link #tell} delivers it. */
  void add(Entry entry) {
    news.add(() -> deliver(entry));
  }

  /** Has what was added delivered on the executor. */
  void tell(Workers workers) {
    if (!news.isEmpty() && asked.compareAndSet(false, true)) {
      try {
        workers.execute(this::deliverAll);
      } catch (RejectedExecutionException e) {
        LOG.warn("listeners are not told: the executor takes no more work", e);
      }
    }
  }

  private void deliverAll() {
    asked.set(false);
    news.handle();
  }

  private void deliver(Entry entry) {
    for (Run.Listener listener : listeners) {
      try {
        listener.onEvent(entry);
      } catch (Throwable e) { // a listener can veto nothing, whatever it throws
        LOG.warn(
            "a listener failed at {} of run {}", entry.name(), entry.run(), Failures.forLog(e));
      }
    }
  }
}
