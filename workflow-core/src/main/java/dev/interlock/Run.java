package dev.interlock;

import dev.interlock.record.RunId;

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
}
