package dev.interlock.examples.release;

import dev.interlock.Approved;
import dev.interlock.Approvers;
import dev.interlock.Flow;
import dev.interlock.Ref;
import dev.interlock.Workflow;
import dev.interlock.examples.release.Found.Candidate;
import dev.interlock.examples.release.Found.Notes;
import dev.interlock.examples.release.Found.Pages;
import dev.interlock.examples.release.Found.Tested;
import dev.interlock.examples.release.Found.Version;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * The release of a library in eight steps: looks at version, changelog, tests and documentation,
 * builds, asks a release manager, and only then tags and publishes. Immutable.
 */
public final class Release {
  /** The name of the workflow. */
  public static final String NAME = "release";

  /** The role in which somebody approves. */
  public static final String RELEASE_MANAGER = "release-manager";

  private final Looking looking;
  private final Building building;
  private final Tagging tagging;
  private final Publishing publishing;
  private final SecondLook again;

  private Release(RunFolder files) {
    this.looking = new Looking(files);
    this.building = new Building(files);
    this.tagging = new Tagging(files);
    this.publishing = new Publishing(files);
    this.again = new SecondLook(files);
  }

  /**
   * The workflow on the runs below this folder.
   *
   * @param log the folder of the log, in which each run has its folder {@code runs/RUN}
   */
  public static Workflow<ReleaseRequest, Publication> workflow(Path log) {
    return workflow(log, line -> {});
  }

  /**
   * The same, telling what its commands write.
   *
   * @param progress is told each line, on threads of the commands
   */
  public static Workflow<ReleaseRequest, Publication> workflow(
      Path log, Consumer<String> progress) {
    Release release = new Release(new RunFolder(log, progress));
    return Workflow.define(NAME, ReleaseRequest.class, release::define);
  }

  private Ref<Publication> define(Flow flow, Ref<ReleaseRequest> request) {
    Ref<Version> version =
        flow.step("1-version-validation", Version.class)
            .reading(request, flow.evidence())
            .verifiedBy("follows", again::version)
            .compute(looking::version);
    Ref<Notes> notes =
        flow.step("2-changelog-verification", Notes.class)
            .reading(request, version)
            .verifiedBy("section", again::notes)
            .compute(looking::notes);
    Ref<Tested> tests = tested(flow, request);
    Ref<Pages> pages =
        flow.step("4-documentation-review", Pages.class)
            .reading(request, version)
            .verifiedBy("pages", again::pages)
            .compute(looking::pages);
    Ref<Candidate> candidate =
        flow.step("5-quality-gates", Candidate.class)
            .reading(request, version, flow.evidence())
            .verifiedBy("jar", again::built)
            .verifiedBy("commit", again::committed)
            .verifiedBy("secrets", again::scanned)
            .compute(building::build);
    return publish(flow, request, version, new Shown(candidate, notes, tests, pages));
  }

  private Ref<Tested> tested(Flow flow, Ref<ReleaseRequest> request) {
    return flow.step("3-test-suite", Tested.class)
        .reading(request, flow.attempt(), flow.evidence())
        .verifiedBy("reports", again::tested)
        .verifiedBy("settings", again::unswitched)
        .compute(building::test);
  }

  /** What people see before they decide. */
  private record Shown(
      Ref<Candidate> candidate, Ref<Notes> notes, Ref<Tested> tests, Ref<Pages> pages) {}

  private Ref<Publication> publish(
      Flow flow, Ref<ReleaseRequest> request, Ref<Version> version, Shown shown) {
    Ref<Approved<Candidate>> approval =
        flow.gate("6-approval", shown.candidate(), Approvers.confirmedBy(RELEASE_MANAGER))
            .showing(shown.notes(), shown.tests(), shown.pages());
    Ref<Tag> tag =
        flow.step("7-git-tag", Tag.class)
            .reading(request, approval, flow.evidence())
            .verifiedBy("tag", again::tagged)
            .repeatable()
            .act(tagging::tag);
    return flow.step("8-publish", Publication.class)
        .reading(request, version, tag, approval)
        .verifiedBy("files", again::published)
        .repeatable()
        .act(publishing::publish);
  }
}
