package dev.interlock.examples.deployment;

import dev.interlock.Approved;
import dev.interlock.Approvers;
import dev.interlock.Flow;
import dev.interlock.Ref;
import dev.interlock.Workflow;
import dev.interlock.examples.deployment.Findings.Linted;
import dev.interlock.examples.deployment.Findings.Scanned;
import dev.interlock.examples.deployment.Findings.Tested;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * The deployment of a web site in eight steps: tests, builds, serves a trial, looks at it, asks a
 * release manager and security, and only then serves the real thing. What does not hold there is
 * taken back. Immutable.
 */
public final class Deployment {
  /** The name of the workflow. */
  public static final String NAME = "deployment";

  /** The roles in which two people approve. */
  public static final String RELEASE_MANAGER = "release-manager";

  /** The other of them. */
  public static final String SECURITY = "security";

  private final Building building;
  private final Serving serving;
  private final Asking asking = new Asking();
  private final SecondLook again;

  private Deployment(RunFolder files) {
    this.building = new Building(files);
    this.serving = new Serving(files);
    this.again = new SecondLook(files);
  }

  /**
   * The workflow on the runs below this folder.
   *
   * @param log the folder of the log, in which each run has its folder {@code runs/RUN}
   */
  public static Workflow<DeploymentRequest, Verified> workflow(Path log) {
    return workflow(log, line -> {});
  }

  /**
   * The same, telling what its commands write.
   *
   * @param progress is told each line, on threads of the commands
   */
  public static Workflow<DeploymentRequest, Verified> workflow(
      Path log, Consumer<String> progress) {
    Deployment deployment = new Deployment(new RunFolder(log, progress));
    return Workflow.define(NAME, DeploymentRequest.class, deployment::define);
  }

  private Ref<Verified> define(Flow flow, Ref<DeploymentRequest> request) {
    Ref<Checks> checks = checks(flow, request);
    Ref<Build> build =
        flow.step("2-build-verification", Build.class)
            .reading(request, checks, flow.evidence())
            .verifiedBy("jar", again::built)
            .compute(building::build);
    Ref<Site> staged =
        flow.step("3-staging-deployment", Site.class)
            .reading(request, build, flow.evidence())
            .verifiedBy("answers", again::staged)
            .unguarded("a trial that only this machine reaches")
            .compensatedBy(serving::unstage)
            .act(serving::stage);
    Ref<Answers> smoke =
        flow.step("4-smoke-tests", Answers.class)
            .reading(staged)
            .expecting("pages answer, and what is missing does not", Answers::well)
            .verifiedBy("answers", again::smoked)
            .compute(asking::smoke);
    Ref<SecurityReview> review =
        flow.step("5-security-review", SecurityReview.class)
            .reading(staged, smoke)
            .expecting("nothing was found", SecurityReview::clean)
            .verifiedBy("answers", again::reviewed)
            .compute(asking::review);
    Ref<Approved<Build>> approval =
        flow.gate("6-approval", build, approvers()).showing(checks, smoke, review);
    return goLive(flow, request, staged, approval);
  }

  private Ref<Checks> checks(Flow flow, Ref<DeploymentRequest> request) {
    return flow.parallel("1-pre-deployment-checks", Checks.class)
        .branch(
            "tests",
            tests ->
                tests
                    .step("run", Tested.class)
                    .reading(request, tests.attempt(), tests.evidence())
                    .verifiedBy("reports", again::tested)
                    .verifiedBy("settings", again::unchanged)
                    .compute(building::test))
        .branch(
            "linting",
            linting ->
                linting
                    .step("run", Linted.class)
                    .reading(request, linting.evidence())
                    .verifiedBy("classes", again::linted)
                    .compute(building::lint))
        .branch(
            "security-scan",
            scan ->
                scan.step("run", Scanned.class)
                    .reading(request)
                    .verifiedBy("secrets", again::scanned)
                    .compute(building::scan))
        .join(Checks::new);
  }

  /** Two people, one for each role. */
  private static Approvers approvers() {
    return Approvers.all(RELEASE_MANAGER, SECURITY);
  }

  private Ref<Verified> goLive(
      Flow flow, Ref<DeploymentRequest> request, Ref<Site> staged, Ref<Approved<Build>> approval) {
    Ref<Live> live =
        flow.step("7-production-deployment", Live.class)
            .reading(request, staged, approval, flow.evidence())
            .verifiedBy("jar", again::live)
            .compensatedBy(serving::rollBack)
            .act(serving::release);
    return flow.step("8-post-deployment-verification", Verified.class)
        .reading(live, approval)
        .verifiedBy("answers", again::verified)
        .compute(asking::verify);
  }
}
