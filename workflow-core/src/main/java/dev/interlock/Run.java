package dev.interlock;

import dev.interlock.record.Entry;
import dev.interlock.record.Event;
import dev.interlock.record.RunId;
import java.time.Instant;
import java.util.List;

/**
 * A handle on one run. Safe for many threads.
 *
 * @param <O> the type of the workflow's result
 */
public interface Run<O> {
  /** Its id. */
  RunId id();

  /**
   * Waits until the run has ended, or nothing in it goes on before somebody acts, and no channel is
   * still asking.
   *
   * @throws dev.interlock.record.WorkflowException if the waiting thread is interrupted
   */
  Outcome<O> settled();

  /**
   * Waits until the run has ended or is stopped.
   *
   * @throws dev.interlock.record.WorkflowException if the waiting thread is interrupted
   */
  Outcome<O> await();

  /**
   * Is told every event of every run after it is durable, on the engine's executor, in the order of
   * each run. It can veto nothing; what it throws is logged.
   */
  @FunctionalInterface
  interface Listener {
    /** An event has happened. */
    void onEvent(Entry entry);
  }

  /** Where a run stands, from its events alone. Immutable. */
  public record Standing(
      RunId run,
      String workflow,
      Status status,
      Instant startedAt,
      Instant lastAt,
      List<Event.Awaited> awaited) {}

  /**
   * What it means for a run to go on under another definition. Immutable.
   *
   * @param changes what is another in that definition
   * @param problems why the run cannot go on under it; none if it can
   */
  record Migration(List<String> changes, List<String> problems) {
    /** Copies the lists. */
    public Migration {
      changes = List.copyOf(changes);
      problems = List.copyOf(problems);
    }
  }

  /** How a run was left. */
  public enum Status {
    /** It is at work, or the process that worked at it was stopped. */
    RUNNING,
    WAITING,
    COMPLETED,
    REJECTED,
    FAILED,
    CANCELLED
  }
}
