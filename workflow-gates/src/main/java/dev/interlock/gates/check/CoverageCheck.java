package dev.interlock.gates.check;

import dev.interlock.Check;
import dev.interlock.Verdict;
import dev.interlock.record.WorkflowException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Enough of the code ran in the tests, by JaCoCo's XML report. What it examines is the report's
 * path, relative to the workspace. Immutable; safe for many threads.
 */
public final class CoverageCheck implements Check<String> {
  private static final long MOST_BYTES = 64 * 1024 * 1024;

  private final Path root;
  private final String counter;
  private final int leastPercent;

  private CoverageCheck(Path root, String counter, int leastPercent) {
    this.root = root;
    this.counter = counter;
    this.leastPercent = leastPercent;
  }

  /**
   * What it saw. Immutable.
   *
   * @param counter what was counted, such as {@code LINE}
   * @param covered how many of them ran
   * @param missed how many did not
   * @param report the report
   */
  public record Seen(String counter, long covered, long missed, FileSeen report) {}

  /** At least so many percent of the lines, 0 to 100; nothing at all to count is not enough. */
  public static CoverageCheck ofLines(Path root, int leastPercent) {
    return new CoverageCheck(root, "LINE", leastPercent);
  }

  /** The same for branches. */
  public static CoverageCheck ofBranches(Path root, int leastPercent) {
    return new CoverageCheck(root, "BRANCH", leastPercent);
  }

  @Override
  public Verdict examine(String path) {
    try {
      WorkspacePath.Content content = WorkspacePath.of(root, path).read(MOST_BYTES);
      Seen seen = counted(path, content);
      long all = seen.covered() + seen.missed();
      return Verdict.of(
          all > 0 && seen.covered() * 100 >= all * leastPercent,
          seen.covered() + " of " + all + " ran; at least " + leastPercent + " % must",
          seen);
    } catch (NotAsItShouldBe e) {
      return Verdict.failed(e.what());
    } catch (IOException | WorkflowException e) {
      return Verdict.failed(String.valueOf(e.getMessage()));
    }
  }

  private Seen counted(String path, WorkspacePath.Content content) throws NotAsItShouldBe {
    Map<String, Long> sums = new HashMap<>();
    Xml.read(
        path,
        content.bytes(),
        true,
        (depth, parent, name, attributes) -> {
          NotAsItShouldBe.unless(
              depth > 1 || name.equals("report"), "'" + path + "' is no coverage report");
          boolean counts = name.equals("counter") && counter.equals(attributes.get("type"));
          if (counts && (parent.equals("report") || parent.equals("class"))) {
            sums.merge(parent + "+", (long) Xml.number(path, attributes, "covered"), Long::sum);
            sums.merge(parent + "-", (long) Xml.number(path, attributes, "missed"), Long::sum);
          }
        });
    long covered = sums.getOrDefault("report+", 0L);
    long missed = sums.getOrDefault("report-", 0L);
    NotAsItShouldBe.unless(
        covered == sums.getOrDefault("class+", 0L) && missed == sums.getOrDefault("class-", 0L),
        "'" + path + "' says other numbers than those of its classes");
    return new Seen(counter, covered, missed, content.seen());
  }
}
