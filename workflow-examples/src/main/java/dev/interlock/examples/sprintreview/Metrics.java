package dev.interlock.examples.sprintreview;

import java.math.BigDecimal;

/**
 * How much of the sprint is done. Immutable.
 *
 * @param total_tasks the items of the sprint, of all types; at least 1
 * @param completed_tasks those in state Done
 * @param completion_rate per cent with one decimal
 * @param seen the files that were read
 */
@SuppressWarnings("MemberName") // the names in the summary
public record Metrics(int total_tasks, int completed_tasks, BigDecimal completion_rate, Seen seen) {

  /** Whether no more is done than there is. */
  boolean plausible() {
    return total_tasks > 0 && completed_tasks >= 0 && completed_tasks <= total_tasks;
  }

  /** Whether at least this many per cent are done. */
  boolean reaches(int percent) {
    return Rate.reaches(completed_tasks, total_tasks, percent);
  }

  /**
   * What the recount saw.
   *
   * @param total the items of the sprint
   * @param done those in state Done
   * @param seen the files that were read
   */
  public record Recounted(int total, int done, Seen seen) {}
}
