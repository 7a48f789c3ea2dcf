package dev.interlock.examples.sprintreview;

import java.math.BigDecimal;

/**
 * What is put before the person who decides. Immutable.
 *
 * @param sprint the sprint
 * @param recommendation BLOCK if a reviewer says so, else CONDITIONAL if one says so, else APPROVE
 * @param rationale who said what
 * @param completion_rate per cent, as the metrics have it
 * @param qa what quality says
 * @param security what security says
 * @param engineering what engineering says
 */
@SuppressWarnings("MemberName") // the names in the summary
public record Recommendation(
    String sprint,
    Advice recommendation,
    String rationale,
    BigDecimal completion_rate,
    Advice qa,
    Advice security,
    Advice engineering) {

  /** What follows from the reviews: the worst of them. */
  static Recommendation of(SprintToReview sprint, Metrics metrics, Reviews reviews) {
    Advice qa = reviews.qa().recommendation();
    Advice security = reviews.security().recommendation();
    Advice engineering = reviews.engineering().recommendation();
    Advice worst = qa.worse(security).worse(engineering);
    String rationale =
        "qa says " + qa + ", security says " + security + ", engineering says " + engineering;
    return new Recommendation(
        sprint.sprint(), worst, rationale, metrics.completion_rate(), qa, security, engineering);
  }

  /**
   * What the check of it saw.
   *
   * @param recommendation the recommendation
   * @param qa what quality says
   * @param security what security says
   * @param engineering what engineering says
   */
  public record Reviewed(Advice recommendation, Advice qa, Advice security, Advice engineering) {}
}
