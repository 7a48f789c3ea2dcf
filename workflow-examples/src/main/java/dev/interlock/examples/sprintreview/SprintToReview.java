package dev.interlock.examples.sprintreview;

import dev.interlock.record.WorkflowException;
import java.util.regex.Pattern;

/**
 * What a review starts from: a sprint, and where the run's own copy of its data is. Immutable.
 *
 * @param sprint the name of the sprint, as it stands in the {@code iteration} of its items
 * @param folder the run's folder relative to the folder of the log, {@code runs/RUN}, so that a
 *     process that finds the log finds the data
 */
public record SprintToReview(String sprint, String folder) {
  private static final Pattern NAME = Pattern.compile("[^\\p{Cntrl}]{1,100}");
  private static final Pattern FOLDER = Pattern.compile("runs/[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

  /**
   * Checks both.
   *
   * @throws WorkflowException if the name is empty, too long or holds control characters, or the
   *     folder is not {@code runs/} and a run id
   */
  public SprintToReview {
    if (sprint.isBlank() || !NAME.matcher(sprint).matches()) {
      throw new WorkflowException(
          "the name of a sprint has 1 to 100 characters, none of them a control character");
    }
    if (!FOLDER.matcher(folder).matches()) {
      throw new WorkflowException("the folder of a review is 'runs/' and the id of its run");
    }
  }

  /** The folder of the work items, relative to the folder of the log. */
  String items() {
    return folder + "/items";
  }

  /** The folder of the test reports, relative to the folder of the log. */
  String tests() {
    return folder + "/reports/tests";
  }

  /** The folder of the security reports, relative to the folder of the log. */
  String security() {
    return folder + "/reports/security";
  }
}
