package dev.interlock;

import dev.interlock.record.Entry;

/**
 * Is told every event of every run after it is durable, on the engine's executor, in the order of
 * each run. It can veto nothing; what it throws is logged.
 */
@FunctionalInterface
public interface RunListener {
  /** An event has happened. */
  void onEvent(Entry entry);
}
