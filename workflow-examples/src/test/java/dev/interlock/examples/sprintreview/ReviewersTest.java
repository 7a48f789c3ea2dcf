package dev.interlock.examples.sprintreview;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReviewersTest {
  private static final Seen SEEN = new Seen("runs/run-1/items", 1, "0".repeat(64));
  private static final TestResults TESTS = new TestResults(5, 0, 0, 1, List.of("a.md"), SEEN);

  private static Metrics metrics(int done, int total) {
    return new Metrics(total, done, Rate.shown(done, total), SEEN);
  }

  private static Recommendation recommendation(Advice qa, Advice security, Advice engineering) {
    Metrics metrics = metrics(9, 10);
    Reviews reviews =
        new Reviews(
            new Review("qa", qa, metrics.completion_rate(), 80, List.of()),
            new SecurityReview(security, List.of(), List.of(), 0, List.of(), SEEN),
            new Review("engineering", engineering, metrics.completion_rate(), 90, List.of()));
    return Recommendation.of(new SprintToReview("Sprint 7", "runs/run-1"), metrics, reviews);
  }

  @ParameterizedTest
  @CsvSource({
    "799,1000,BLOCK",
    "800,1000,APPROVE",
    "7999,10000,BLOCK",
    "39,50,BLOCK",
    "4,5,APPROVE"
  })
  void qaApprovesFrom80PerCent(int done, int total, Advice expected) {
    assertThat(Reviewers.qa(metrics(done, total), TESTS, 80).recommendation()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"899,1000,CONDITIONAL", "900,1000,APPROVE", "8999,10000,CONDITIONAL", "9,10,APPROVE"})
  void engineeringApprovesFrom90PerCent(int done, int total, Advice expected) {
    Analysis analysis =
        new Analysis(
            total, List.of(), List.of(new Counted("Done", done)), List.of("TASK-001"), SEEN);
    Review review = Reviewers.engineering(metrics(done, total), analysis, 90);
    assertThat(review.recommendation()).isEqualTo(expected);
    assertThat(review.notes()).containsExactly(done + " Done", "blocked: TASK-001");
  }

  @ParameterizedTest
  @CsvSource({"7999,10000,79.9", "8,10,80.0", "2,3,66.6", "26,26,100.0", "0,3,0.0"})
  void ratesAreNeverShownAsMoreThanTheyAre(int done, int total, String shown) {
    assertThat(Rate.shown(done, total)).hasToString(shown);
  }

  @ParameterizedTest
  @CsvSource({
    "APPROVE,APPROVE,APPROVE,APPROVE",
    "APPROVE,APPROVE,CONDITIONAL,CONDITIONAL",
    "APPROVE,CONDITIONAL,APPROVE,CONDITIONAL",
    "BLOCK,APPROVE,CONDITIONAL,BLOCK",
    "APPROVE,BLOCK,APPROVE,BLOCK"
  })
  void recommendationIsTheWorstOfThem(
      Advice qa, Advice security, Advice engineering, Advice expected) {
    Recommendation recommendation = recommendation(qa, security, engineering);
    assertThat(recommendation.recommendation()).isEqualTo(expected);
    assertThat(Reviewers.notBlocked(recommendation))
        .isInstanceOf(expected == Advice.BLOCK ? Verdict.Failed.class : Verdict.Passed.class);
  }

  @Test
  void checkAsksTheReviewersAndNotTheirSum() {
    Recommendation told = recommendation(Advice.BLOCK, Advice.APPROVE, Advice.APPROVE);
    Recommendation forged =
        new Recommendation(
            told.sprint(),
            Advice.APPROVE,
            told.rationale(),
            told.completion_rate(),
            told.qa(),
            told.security(),
            told.engineering());
    assertThat(Reviewers.notBlocked(forged)).isInstanceOf(Verdict.Failed.class);
  }
}
