package dev.interlock.examples.sprintreview;

import java.util.List;

/**
 * What the test reports say, counted. Immutable.
 *
 * @param tests how many tests
 * @param failures how many failed
 * @param errors how many ended in an error
 * @param skipped how many did not run
 * @param reports the names of the reports, at most 20
 * @param seen the files that were read
 */
public record TestResults(
    int tests, int failures, int errors, int skipped, List<String> reports, Seen seen) {

  /** Copies the list. */
  public TestResults {
    reports = List.copyOf(reports);
  }

  /** Whether at least one test ran and none failed. */
  boolean passed() {
    return tests > skipped && failures == 0 && errors == 0;
  }

  /**
   * What the recount saw.
   *
   * @param tests how many tests
   * @param failures how many failed
   * @param errors how many ended in an error
   * @param skipped how many did not run
   * @param seen the files that were read
   */
  public record Recounted(int tests, int failures, int errors, int skipped, Seen seen) {}
}
