package dev.interlock.examples;

import dev.interlock.examples.sprintreview.SprintReview;
import dev.interlock.examples.sprintreview.SprintReviewRun;
import dev.interlock.record.RunId;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** A process that is killed in the midst of a sprint review. */
final class DoomedReview {
  private static final RunId RUN = RunId.of("s7");

  private DoomedReview() {}

  /**
   * Runs.
   *
   * @param args the folder of the log, and after how many events to stop; 0 for never
   */
  public static void main(String[] args) {
    Path log = Path.of(args[0]);
    AtomicInteger left = new AtomicInteger(Integer.parseInt(args[1]));
    Doomed.run(
        log,
        SprintReview.workflow(log),
        RUN,
        () -> SprintReviewRun.prepare(log, RUN, Map.of("sprint", "Sprint 7")),
        "product-owner",
        entry -> left.decrementAndGet() == 0);
  }
}
