package dev.interlock;

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

  /** Where a run stands, from its events alone. Immutable. */
  public record Standing(
      RunId run,
      String workflow,
      Status status,
      Instant startedAt,
      Instant lastAt,
      List<Event.Awaited> awaited) {}

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
