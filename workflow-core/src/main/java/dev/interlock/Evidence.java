package dev.interlock;

/**
 * Where a body writes what it did: read by name through {@code flow.evidence()}.
 *
 * <p>Write-only, bound to one attempt and dead after it: it can read nothing and start nothing.
 * What is written stands in the record of the step. Safe for many threads.
 */
public interface Evidence {
  /**
   * Adds one piece of evidence.
   *
   * @param seen a record that the codec can write, with at least one component
   * @throws dev.interlock.record.WorkflowException if the attempt is over, or it cannot be written
   */
  void add(Record seen);
}
