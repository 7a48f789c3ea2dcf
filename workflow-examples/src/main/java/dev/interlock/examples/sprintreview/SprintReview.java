package dev.interlock.examples.sprintreview;

import static dev.interlock.Approvers.confirmedBy;

import dev.interlock.Approved;
import dev.interlock.Checked;
import dev.interlock.Flow;
import dev.interlock.Ref;
import dev.interlock.Workflow;
import java.nio.file.Path;
import java.time.Clock;

/**
 * The review of a sprint in eight steps: counts, looks, asks three reviewers, asks a person, and
 * only then closes epics. What a step says is looked at again by another party. Immutable.
 */
public final class SprintReview {
  /** The name of the workflow. */
  public static final String NAME = "sprint-review";

  /** The role in which somebody approves. */
  public static final String APPROVER = "product-owner";

  private static final int QA_LEAST = 80;
  private static final int ENGINEERING_LEAST = 90;

  private final Counting counting;
  private final ItemRecount recount;
  private final EpicCompletion completion;
  private final EpicSecondLook epicsAgain;
  private final TestReports reports;
  private final TestRecount testsAgain;
  private final SecurityReports security;
  private final SecuritySecondLook securityAgain;
  private final Closing closing;
  private final ReadBack readBack;

  private SprintReview(RunFiles files, Clock clock) {
    this.counting = new Counting(files);
    this.recount = new ItemRecount(files);
    this.completion = new EpicCompletion(files);
    this.epicsAgain = new EpicSecondLook(files);
    this.reports = new TestReports(files);
    this.testsAgain = new TestRecount(files);
    this.security = new SecurityReports(files);
    this.securityAgain = new SecuritySecondLook(files);
    this.closing = new Closing(files, clock);
    this.readBack = new ReadBack(files);
  }

  /**
   * The workflow on the runs below this folder.
   *
   * @param log the folder of the log, in which each run has its folder {@code runs/RUN}
   */
  public static Workflow<SprintToReview, Closure> workflow(Path log) {
    return workflow(log, Clock.systemUTC());
  }

  /**
   * The same with a clock of the host's.
   *
   * @param log the folder of the log, in which each run has its folder {@code runs/RUN}
   * @param clock says when an epic was changed
   */
  public static Workflow<SprintToReview, Closure> workflow(Path log, Clock clock) {
    SprintReview review = new SprintReview(new RunFiles(log), clock);
    return Workflow.define(NAME, SprintToReview.class, review::define);
  }

  private Ref<Closure> define(Flow flow, Ref<SprintToReview> sprint) {
    Ref<Metrics> metrics =
        flow.step("1-metrics", Metrics.class)
            .reading(sprint)
            .expecting("no more is done than there is", Metrics::plausible)
            .verifiedBy("recount", recount::metrics)
            .compute(counting::metrics);
    Ref<Analysis> analysis =
        flow.step("2-analysis", Analysis.class)
            .reading(sprint, metrics)
            .expecting("every item has one type and one state", Analysis::addsUp)
            .verifiedBy("recount", recount::analysis)
            .compute(counting::analysis);
    Ref<Epics> epics =
        flow.step("3-epics", Epics.class)
            .reading(sprint)
            .verifiedBy("second-look", epicsAgain::epics)
            .compute(completion::epics);
    Ref<TestResults> tests =
        flow.step("4-tests", TestResults.class)
            .reading(sprint)
            .expecting("a test ran and none failed", TestResults::passed)
            .verifiedBy("recount", testsAgain::tests)
            .compute(reports::tests);
    Ref<Reviews> reviews = reviews(flow, sprint, new Numbers(metrics, analysis, tests));
    return decide(flow, sprint, new Findings(metrics, epics, tests, reviews));
  }

  /** What the reviewers read. */
  private record Numbers(Ref<Metrics> metrics, Ref<Analysis> analysis, Ref<TestResults> tests) {}

  /** What there is before anybody decides. */
  private record Findings(
      Ref<Metrics> metrics, Ref<Epics> epics, Ref<TestResults> tests, Ref<Reviews> reviews) {}

  private Ref<Reviews> reviews(Flow flow, Ref<SprintToReview> sprint, Numbers numbers) {
    Ref<Integer> qaLeast = flow.given("qa-least-percent", QA_LEAST);
    Ref<Integer> engineeringLeast = flow.given("engineering-least-percent", ENGINEERING_LEAST);
    return flow.parallel("5-reviews", Reviews.class)
        .branch(
            "qa",
            qa ->
                qa.step("review", Review.class)
                    .reading(numbers.metrics(), numbers.tests(), qaLeast)
                    .combine(Reviewers::qa))
        .branch(
            "security",
            guard ->
                guard
                    .step("review", SecurityReview.class)
                    .reading(sprint)
                    .verifiedBy("second-look", securityAgain::review)
                    .compute(security::review))
        .branch(
            "engineering",
            engineering ->
                engineering
                    .step("review", Review.class)
                    .reading(numbers.metrics(), numbers.analysis(), engineeringLeast)
                    .combine(Reviewers::engineering))
        .join(Reviews::new);
  }

  private Ref<Closure> decide(Flow flow, Ref<SprintToReview> sprint, Findings found) {
    Ref<Recommendation> recommendation =
        flow.step("6-recommendation", Recommendation.class)
            .reading(sprint, found.metrics(), found.reviews())
            .combine(Recommendation::of);
    Ref<Checked<Recommendation>> sound =
        flow.check("not-blocked", recommendation, Reviewers::notBlocked);
    Ref<Approved<Checked<Recommendation>>> approval =
        flow.gate("7-approval", sound, confirmedBy(APPROVER))
            .showing(found.epics(), found.tests(), found.reviews());
    return flow.step("8-closure", Closure.class)
        .reading(sprint, found.epics(), approval)
        .verifiedBy("read-back", readBack::closure)
        .repeatable()
        .act(closing::close);
  }
}
