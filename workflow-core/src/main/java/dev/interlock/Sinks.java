package dev.interlock;

import dev.interlock.record.AuditSink;
import dev.interlock.record.Entry;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** Tells sinks one event at a time, whichever runs they are of. Safe for many threads. */
final class Sinks {
  private final List<AuditSink> sinks;
  private final Lock one = new ReentrantLock();

  Sinks(List<AuditSink> sinks) {
    this.sinks = List.copyOf(sinks);
  }

  boolean isEmpty() {
    return sinks.isEmpty();
  }

  /** Tells all of them; what one throws is the caller's to act on. */
  void tell(Entry entry) {
    one.lock();
    try {
      sinks.forEach(sink -> sink.accept(entry));
    } finally {
      one.unlock();
    }
  }
}
