package dev.interlock.gates.check;

import dev.interlock.Check;
import dev.interlock.Verdict;
import dev.interlock.record.WorkflowException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Tests ran and passed, by the XML reports of Surefire. What it examines is the path of their
 * folder, relative to the workspace; {@link FreshFolder} makes one in which nothing was before.
 *
 * <p>It looks at all reports together: as many tests as there must be, none failed, no more skipped
 * than allowed, and every report's numbers are those of its elements. A test is known by its class
 * and its name, in which Surefire writes the number of a repetition or of a set of parameters. One
 * that is there twice, in one report or in two, may be a copy and is refused; so is one that was
 * run again until it passed. A canary is a test that must fail: where it passes, failures do not
 * show, and no other result is worth anything.
 *
 * <p>Immutable; every call returns a new object. Safe for many threads.
 */
public final class TestReportCheck implements Check<String> {
  private static final long MOST_BYTES = 16 * 1024 * 1024;
  private static final int MOST_REPORTS = 10_000;

  private final Path root;
  private final int least;
  private final int mostSkipped;
  private final Optional<String> canary;
  private final Optional<Instant> since;

  private TestReportCheck(
      Path root, int least, int mostSkipped, Optional<String> canary, Optional<Instant> since) {
    this.root = root;
    this.least = least;
    this.mostSkipped = mostSkipped;
    this.canary = canary;
    this.since = since;
  }

  /**
   * What it saw. Immutable.
   *
   * @param tests how many ran, without the canary
   * @param failures how many failed, without the canary
   * @param errors how many threw
   * @param skipped how many were skipped
   * @param canary whether the canary was there and failed; false where none was asked for
   * @param reports the reports
   */
  public record Seen(
      int tests, int failures, int errors, int skipped, boolean canary, List<FileSeen> reports) {
    /** Copies the list. */
    public Seen {
      reports = List.copyOf(reports);
    }
  }

  /** Reports in this workspace: at least one test, none skipped. */
  public static TestReportCheck in(Path root) {
    return new TestReportCheck(root, 1, 0, Optional.empty(), Optional.empty());
  }

  /** The same, with at least so many tests that were run: those of the last accepted result. */
  public TestReportCheck atLeast(int tests) {
    if (tests < 1) {
      throw new WorkflowException("no tests at all are no result; say at least 1");
    }
    return new TestReportCheck(root, tests, mostSkipped, canary, since);
  }

  /** The same, with at most so many that were skipped. */
  public TestReportCheck skippedAtMost(int tests) {
    return new TestReportCheck(root, least, tests, canary, since);
  }

  /** The same, where this test must be there and have failed, as {@code class#method}. */
  public TestReportCheck canary(String test) {
    return new TestReportCheck(root, least, mostSkipped, Optional.of(test), since);
  }

  /** The same, with all reports written at this time or later. */
  public TestReportCheck since(Instant time) {
    return new TestReportCheck(root, least, mostSkipped, canary, Optional.of(time));
  }

  @Override
  public Verdict examine(String folder) {
    try {
      List<FileSeen> files = new ArrayList<>();
      List<TestReport> reports = new ArrayList<>();
      for (String name : names(folder)) {
        WorkspacePath.Content content =
            WorkspacePath.of(root, folder + "/" + name).read(MOST_BYTES);
        Optional<String> objection =
            since.flatMap(time -> Freshness.objection(content.seen(), time, Instant.now()));
        NotAsItShouldBe.unless(objection.isEmpty(), objection.orElse(""));
        files.add(content.seen());
        reports.add(TestReport.read(name, content.bytes()));
      }
      refuseTwice(reports);
      Seen seen = seen(files, reports);
      return Verdict.of(objection(seen).isEmpty(), objection(seen).orElse(""), seen);
    } catch (NotAsItShouldBe e) {
      return Verdict.failed(e.what());
    } catch (IOException | WorkflowException e) {
      return Verdict.failed(String.valueOf(e.getMessage()));
    }
  }

  private static void refuseTwice(List<TestReport> reports) throws NotAsItShouldBe {
    Set<String> names = new HashSet<>();
    for (TestReport report : reports) {
      for (String name : new TreeSet<>(report.names())) {
        NotAsItShouldBe.unless(names.add(name), "the test '" + name + "' is in two reports");
      }
    }
  }

  private List<String> names(String folder) throws IOException, NotAsItShouldBe {
    Path path = WorkspacePath.of(root, folder).path();
    NotAsItShouldBe.unless(
        Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS), "there is no folder '" + folder + "'");
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(path, "TEST-*.xml")) {
      for (Path file : files) {
        names.add(file.getFileName().toString());
        NotAsItShouldBe.unless(names.size() <= MOST_REPORTS, "there are too many reports");
      }
    }
    return names.stream().sorted().toList();
  }

  private Seen seen(List<FileSeen> files, List<TestReport> reports) {
    boolean sang =
        canary.isPresent() && reports.stream().anyMatch(r -> r.failed().contains(canary.get()));
    int itself = sang ? 1 : 0;
    return new Seen(
        reports.stream().mapToInt(TestReport::tests).sum() - itself,
        reports.stream().mapToInt(TestReport::failures).sum() - itself,
        reports.stream().mapToInt(TestReport::errors).sum(),
        reports.stream().mapToInt(TestReport::skipped).sum(),
        sang,
        files);
  }

  private Optional<String> objection(Seen seen) {
    int ran = seen.tests() - seen.skipped();
    if (canary.isPresent() && !seen.canary()) {
      return Optional.of("the test '" + canary.get() + "', which must fail, did not");
    }
    if (seen.failures() > 0 || seen.errors() > 0) {
      return Optional.of(seen.failures() + " tests failed and " + seen.errors() + " threw");
    }
    if (seen.skipped() > mostSkipped) {
      return Optional.of(
          seen.skipped() + " tests were skipped; at most " + mostSkipped + " may be");
    }
    return ran < least
        ? Optional.of(ran + " tests ran; there must be at least " + least)
        : Optional.empty();
  }
}
