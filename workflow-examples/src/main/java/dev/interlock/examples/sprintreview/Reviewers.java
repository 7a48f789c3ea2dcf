package dev.interlock.examples.sprintreview;

import dev.interlock.Verdict;
import java.util.ArrayList;
import java.util.List;

/** The reviewers that judge by numbers alone, and the check of what comes of all reviews. */
final class Reviewers {
  private Reviewers() {}

  /** Quality: APPROVE if enough is done, else BLOCK. */
  static Review qa(Metrics metrics, TestResults tests, int least) {
    Advice advice = metrics.reaches(least) ? Advice.APPROVE : Advice.BLOCK;
    String ran = tests.tests() - tests.skipped() + " of " + tests.tests() + " tests ran and passed";
    return new Review("qa", advice, metrics.completion_rate(), least, List.of(ran));
  }

  /** Engineering: APPROVE if enough is done, else CONDITIONAL. */
  static Review engineering(Metrics metrics, Analysis analysis, int least) {
    Advice advice = metrics.reaches(least) ? Advice.APPROVE : Advice.CONDITIONAL;
    List<String> notes = new ArrayList<>();
    analysis.by_state().forEach(counted -> notes.add(counted.count() + " " + counted.name()));
    if (!analysis.blocked().isEmpty()) {
      notes.add("blocked: " + String.join(", ", analysis.blocked()));
    }
    return new Review("engineering", advice, metrics.completion_rate(), least, notes);
  }

  /**
   * Passes unless a reviewer blocks; asks the reviewers' words, not the sum that was made of them.
   */
  static Verdict notBlocked(Recommendation recommendation) {
    Recommendation.Reviewed reviewed =
        new Recommendation.Reviewed(
            recommendation.recommendation(),
            recommendation.qa(),
            recommendation.security(),
            recommendation.engineering());
    boolean blocked =
        List.of(
                recommendation.recommendation(),
                recommendation.qa(),
                recommendation.security(),
                recommendation.engineering())
            .contains(Advice.BLOCK);
    return Verdict.of(
        !blocked, "the recommendation is BLOCK: " + recommendation.rationale(), reviewed);
  }
}
