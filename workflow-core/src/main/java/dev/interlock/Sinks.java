package dev.interlock;

import dev.interlock.record.AuditSink;
import dev.interlock.record.Entry;
import dev.interlock.record.WorkflowException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells sinks one event at a time, whichever runs they are of, on a thread of its own: one that
 * never returns holds nobody longer than its patience. Safe for many threads.
 */
final class Sinks {
  private static final Logger LOG = LoggerFactory.getLogger(Sinks.class);

  private final List<AuditSink> sinks;
  private final Lock one = new ReentrantLock();
  private final Executor thread = thread();

  /** Those that did not return: they may still be at it, and are told nothing more. */
  private final Set<AuditSink> lost = ConcurrentHashMap.newKeySet();

  Sinks(List<AuditSink> sinks) {
    this.sinks = List.copyOf(sinks);
  }

  /**
   * A thread that is there only while there is something to tell; a new one beside one that hangs.
   */
  private static Executor thread() {
    return new ThreadPoolExecutor(
        0,
        Integer.MAX_VALUE,
        1,
        TimeUnit.SECONDS,
        new SynchronousQueue<>(),
        task -> {
          Thread made = new Thread(task, "interlock-sink");
          made.setDaemon(true);
          return made;
        });
  }

  boolean isEmpty() {
    return sinks.isEmpty();
  }

  /** Tells all of them; what a required one throws is the caller's to act on. */
  void tell(Entry entry) {
    one.lock();
    try {
      for (AuditSink sink : sinks) {
        if (sink.isRequired()) {
          call(sink, entry);
        } else {
          tryToCall(sink, entry);
        }
      }
    } finally {
      one.unlock();
    }
  }

  private void tryToCall(AuditSink sink, Entry entry) {
    try {
      call(sink, entry);
    } catch (Throwable e) { // it is told as well as it goes
      LOG.warn("a sink failed at {} of run {}", entry.name(), entry.run(), Failures.forLog(e));
    }
  }

  private void call(AuditSink sink, Entry entry) {
    if (lost.contains(sink)) {
      throw new WorkflowException(
          "a sink that did not return in time is told nothing more; build the engine anew");
    }
    try {
      SystemTime.within(
              sink.patience(), CompletableFuture.runAsync(() -> sink.accept(entry), thread))
          .join();
    } catch (CompletionException e) {
      throw failure(sink, entry, e);
    }
  }

  private RuntimeException failure(AuditSink sink, Entry entry, CompletionException thrown) {
    if (thrown.getCause() instanceof TimeoutException) {
      lost.add(sink);
      return new WorkflowException(
          "a sink took longer than " + sink.patience() + " for " + entry.name(), thrown);
    }
    return new WorkflowException("a sink failed at " + entry.name(), thrown);
  }
}
