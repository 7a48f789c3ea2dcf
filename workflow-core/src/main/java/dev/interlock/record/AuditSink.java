package dev.interlock.record;

/**
 * Receives every event of an engine, in the order of each run, after it is durable and before
 * anything that follows from it is done.
 *
 * <p>Called from one thread at a time. A sink that throws stops the run ({@code Outcome.Stopped}):
 * what must be told somewhere and cannot be is not done.
 */
@FunctionalInterface
public interface AuditSink {
  /** Takes one event. */
  void accept(Entry entry);
}
