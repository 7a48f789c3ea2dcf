package dev.interlock.examples.release;

import dev.interlock.Approved;
import dev.interlock.Attempt;
import dev.interlock.Evidence;
import dev.interlock.Verdict;
import dev.interlock.examples.release.Found.Candidate;
import dev.interlock.examples.release.Found.Notes;
import dev.interlock.examples.release.Found.Pages;
import dev.interlock.examples.release.Found.Tested;
import dev.interlock.examples.release.Found.Version;
import dev.interlock.gates.check.ArchiveCheck;
import dev.interlock.gates.check.ChangelogCheck;
import dev.interlock.gates.check.CommandCheck;
import dev.interlock.gates.check.FileCheck;
import dev.interlock.gates.check.FileSeen;
import dev.interlock.gates.check.GitCheck;
import dev.interlock.gates.check.PinnedFilesCheck;
import dev.interlock.gates.check.SecretScan;
import dev.interlock.gates.check.TestReportCheck;
import dev.interlock.gates.check.VersionCheck;
import dev.interlock.gates.command.CommandResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Looks again at what each step said: at reports, files and the repository, never at its word. */
final class SecondLook {
  private final RunFolder files;

  SecondLook(RunFolder files) {
    this.files = files;
  }

  /** The version follows the one before. */
  Verdict version(ReleaseRequest request, Evidence evidence, Version version) {
    return new VersionCheck().examine(new VersionCheck.Bump(version.from(), version.to()));
  }

  /** The changelog has a section of it. */
  Verdict notes(ReleaseRequest request, Version version, Notes notes) {
    return ChangelogCheck.in(files.project(request), "CHANGELOG.md").examine(version.to());
  }

  /** The reports of the tests, in a folder that was new, with a canary that failed. */
  Verdict tested(ReleaseRequest request, Attempt attempt, Evidence evidence, Tested tested) {
    return TestReportCheck.in(files.project(request))
        .atLeast(request.maven().leastTests())
        .canary(tested.canary())
        .examine(tested.reports());
  }

  /** Nothing switches the tests off: what could is as it was given, or is not there. */
  Verdict unswitched(ReleaseRequest request, Attempt attempt, Evidence evidence, Tested tested) {
    return PinnedFilesCheck.in(files.project(request))
        .examine(PinnedFilesCheck.Pins.ofMaven(request.maven().settings()));
  }

  /** The README and the changelog are there, and the README names the version. */
  Verdict pages(ReleaseRequest request, Version version, Pages pages) {
    List<FileSeen> seen = new ArrayList<>();
    for (String page : List.of("README.md", "CHANGELOG.md")) {
      seen.add(files.read(request, page).seen());
    }
    String readme = new String(files.read(request, "README.md").bytes(), StandardCharsets.UTF_8);
    return Verdict.of(
        readme.contains(version.to()) && pages.pages().contains("README.md"),
        "'README.md' does not name the version '" + version.to() + "'",
        new Found.Documentation(seen));
  }

  /** What is to be published is built and is in one piece. */
  Verdict built(ReleaseRequest request, Version version, Evidence evidence, Candidate candidate) {
    Verdict same =
        FileCheck.in(files.project(request))
            .withDigest(candidate.sha256())
            .examine(candidate.jar());
    return same instanceof Verdict.Passed
        ? ArchiveCheck.in(files.project(request)).examine(candidate.jar())
        : same;
  }

  /** The files are those of the commit. */
  Verdict committed(ReleaseRequest request, Version version, Evidence evidence, Candidate built) {
    return GitCheck.of(
            files.runner(request), files.allowlist(request).named("git"), files.project(request))
        .ignoring("target", request.maven().in("target"))
        .examine(built.commit());
  }

  /** No file holds a secret, but for what somebody has looked at. */
  Verdict scanned(ReleaseRequest request, Version version, Evidence evidence, Candidate built) {
    return SecretScan.in(files.project(request))
        .accepting(request.reviewed())
        .examine(request.maven().in("src/main"));
  }

  /** The tag is there, of the commit that was approved. */
  Verdict tagged(ReleaseRequest request, Approved<Candidate> approval, Evidence evidence, Tag tag) {
    Verdict asked =
        CommandCheck.by(files.runner(request))
            .examine(
                files.git(
                    request,
                    "rev-parse",
                    "--verify",
                    "-q",
                    "refs/tags/" + tag.name() + "^{commit}"));
    String commit = approval.value().commit();
    return asked instanceof Verdict.Passed passed
            && !((CommandResult) passed.seen()).stdout().head().strip().equals(commit)
        ? Verdict.failed("the tag is of another commit", passed.seen())
        : asked;
  }

  /** What is in the repository is what was approved. */
  Verdict published(
      ReleaseRequest request,
      Version version,
      Tag tag,
      Approved<Candidate> approval,
      Publication publication) {
    Candidate candidate = approval.value();
    String name =
        publication.folder() + "/" + version.artifact() + "-" + candidate.version() + ".jar";
    return FileCheck.in(files.log()).withDigest(candidate.sha256()).examine(name);
  }
}
