package dev.interlock.examples.deployment;

import dev.interlock.Approved;
import dev.interlock.Attempt;
import dev.interlock.Evidence;
import dev.interlock.Verdict;
import dev.interlock.examples.deployment.Findings.Linted;
import dev.interlock.examples.deployment.Findings.Scanned;
import dev.interlock.examples.deployment.Findings.Tested;
import dev.interlock.gates.check.ArchiveCheck;
import dev.interlock.gates.check.FileCheck;
import dev.interlock.gates.check.HttpCheck;
import dev.interlock.gates.check.PinnedFilesCheck;
import dev.interlock.gates.check.SecretScan;
import dev.interlock.gates.check.TestReportCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Looks again at what each step said: at reports, files and services, never at its word. */
final class SecondLook {
  private final RunFolder files;

  SecondLook(RunFolder files) {
    this.files = files;
  }

  /** The reports of the tests, in a folder that was new, with a canary that failed. */
  Verdict tested(DeploymentRequest request, Attempt attempt, Evidence evidence, Tested tested) {
    return TestReportCheck.in(files.site(request))
        .atLeast(request.leastTests())
        .canary(tested.canary())
        .examine(tested.reports());
  }

  /** What tells Maven and JUnit what to do is what it was when the run was prepared. */
  Verdict unchanged(DeploymentRequest request, Attempt attempt, Evidence evidence, Tested tested) {
    return PinnedFilesCheck.in(files.site(request))
        .examine(PinnedFilesCheck.Pins.ofMaven(Map.of("pom.xml", request.pom())));
  }

  /** The compiler wrote at least a class for each source. */
  Verdict linted(DeploymentRequest request, Evidence evidence, Linted linted) throws IOException {
    List<Path> classes;
    try (Stream<Path> all = Files.walk(files.site(request).resolve("target"))) {
      classes =
          all.filter(file -> file.toString().contains("/lint-"))
              .filter(file -> file.toString().endsWith(".class"))
              .toList();
    }
    return Verdict.of(
        classes.size() >= linted.files() && linted.files() > 0,
        "there are " + classes.size() + " classes of " + linted.files() + " sources",
        new Findings.Compiled(classes.size()));
  }

  /** No file of the project's sources holds a secret. */
  Verdict scanned(DeploymentRequest request, Scanned scanned) {
    return SecretScan.in(files.site(request)).examine(scanned.folder());
  }

  /** The jar is there, is the one that was said, and can be unpacked without harm. */
  Verdict built(DeploymentRequest request, Checks checks, Evidence evidence, Build build) {
    Verdict same =
        FileCheck.in(files.site(request)).withDigest(build.sha256()).examine(build.jar());
    return same instanceof Verdict.Passed
        ? ArchiveCheck.in(files.site(request)).examine(build.jar())
        : same;
  }

  /** The trial answers, with the version that was built. */
  Verdict staged(DeploymentRequest request, Build build, Evidence evidence, Site site)
      throws InterruptedException {
    return says(site.url(), build.version());
  }

  /** The trial still answers. */
  Verdict smoked(Site staged, Answers answers) throws InterruptedException {
    return says(staged.url(), staged.version());
  }

  /** What was reviewed answers to this day. */
  Verdict reviewed(Site staged, Answers answers, SecurityReview review)
      throws InterruptedException {
    return says(staged.url(), staged.version());
  }

  /** Production runs, from the jar that was approved. */
  Verdict live(
      DeploymentRequest request,
      Site staged,
      Approved<Build> approval,
      Evidence evidence,
      Live live) {
    Build build = approval.value();
    Path jar = Path.of("site-" + build.sha256().substring(0, 16) + ".jar");
    return FileCheck.in(files.production()).withDigest(build.sha256()).examine(jar.toString());
  }

  /** Production answers, with the version that was approved. */
  Verdict verified(Live live, Approved<Build> approval, Verified verified)
      throws InterruptedException {
    return says(verified.url(), approval.value().version());
  }

  private static Verdict says(String url, String version) throws InterruptedException {
    return Patiently.examine(
        () -> HttpCheck.of(url).saying("ok, version " + version).examine(url + "/health"));
  }
}
