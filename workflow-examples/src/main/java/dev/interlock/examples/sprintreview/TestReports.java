package dev.interlock.examples.sprintreview;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The body of the fourth step: counts the tests of all reports and refuses a failed one. A report
 * is {@code TEST-*.xml} as Surefire writes it, or Markdown with one line {@code Tests run: n,
 * Failures: n, Errors: n, Skipped: n}; other files are not reports.
 */
final class TestReports {
  private static final int NAMED = 20;
  private static final Pattern LINE =
      Pattern.compile(
          "(?m)^Tests run: (\\d{1,7}), Failures: (\\d{1,7}), Errors: (\\d{1,7}),"
              + " Skipped: (\\d{1,7})[ \\t]*\\r?$");

  private final RunFiles files;

  TestReports(RunFiles files) {
    this.files = files;
  }

  /** Counts, and fails on a test that failed, on no report and on no test that ran. */
  TestResults tests(SprintToReview sprint) {
    List<String> reports =
        files.names(sprint.tests()).stream().filter(TestReports::isReport).toList();
    if (reports.isEmpty()) {
      throw Refusal.against(
          "there is no test report in '" + sprint.tests() + "'",
          "whether the tests ran and where their reports (TEST-*.xml, *.md) went");
    }
    TreeMap<String, String> digests = new TreeMap<>();
    TestCount sum = TestCount.NONE;
    for (String name : reports) {
      String file = sprint.tests() + "/" + name;
      byte[] bytes = files.bytes(file);
      digests.put(file, RunFiles.sha256(bytes));
      sum = sum.and(passed(file, count(file, bytes)));
    }
    requireSomeRan(sprint, sum);
    List<String> named = reports.stream().limit(NAMED).toList();
    Seen seen = Seen.of(sprint.tests(), digests);
    return new TestResults(sum.tests(), sum.failures(), sum.errors(), sum.skipped(), named, seen);
  }

  static boolean isReport(String name) {
    return name.endsWith(".md") || (name.startsWith("TEST-") && name.endsWith(".xml"));
  }

  /** The numbers of one report. */
  static TestCount count(String file, byte[] bytes) {
    TestCount count =
        file.endsWith(".md") ? markdown(file, bytes) : SurefireReport.count(file, bytes);
    if (!count.addsUp()) {
      throw Refusal.doesNotAddUp(
          "the report '" + file + "' does not add up: " + count, "how the report was made");
    }
    return count;
  }

  private static TestCount markdown(String file, byte[] bytes) {
    Matcher line = LINE.matcher(new String(bytes, StandardCharsets.UTF_8));
    if (!line.find()) {
      throw Refusal.malformed(
          file, "it has no line 'Tests run: n, Failures: n, Errors: n, Skipped: n'");
    }
    TestCount count =
        new TestCount(number(line, 1), number(line, 2), number(line, 3), number(line, 4));
    if (line.find()) {
      throw Refusal.malformed(file, "it has more than one line 'Tests run: ...'");
    }
    return count;
  }

  private static int number(Matcher line, int group) {
    return Integer.parseInt(line.group(group));
  }

  private static TestCount passed(String file, TestCount count) {
    if (count.failures() > 0 || count.errors() > 0) {
      throw Refusal.against(
          "tests failed, says '" + file + "': " + count, "the tests that failed in this report");
    }
    return count;
  }

  private static void requireSomeRan(SprintToReview sprint, TestCount sum) {
    if (sum.tests() <= sum.skipped()) {
      throw Refusal.against(
          "no test ran, say the reports in '" + sprint.tests() + "': " + sum,
          "why the tests are skipped or missing");
    }
  }
}
