package dev.interlock.gates.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Results that look green and are not. */
class TestReportsTest {
  private static final String CANARY = "x.CanaryTest#fails";
  private static final String SANG =
      suite(1, 1, 0, 0, "<testcase classname='x.CanaryTest' name='fails'><failure/></testcase>");

  @TempDir Path root;

  private static String suite(int tests, int failures, int errors, int skipped, String cases) {
    return "<testsuite tests='%d' failures='%d' errors='%d' skipped='%d'>%s</testsuite>"
        .formatted(tests, failures, errors, skipped, cases);
  }

  private static String test(String name, String outcome) {
    return "<testcase classname='a.A' name='" + name + "'>" + outcome + "</testcase>";
  }

  /** So many tests, whose names begin so. */
  private static String tests(String name, int tests) {
    return IntStream.range(0, tests)
        .mapToObj(i -> test(name + "[" + i + "]", ""))
        .collect(Collectors.joining());
  }

  private static String passed(int tests) {
    return passed("b", tests);
  }

  private static String passed(String name, int tests) {
    return suite(tests, 0, 0, 0, tests(name, tests));
  }

  private void report(String name, String xml) {
    try {
      Files.createDirectories(root.resolve("reports"));
      Files.writeString(root.resolve("reports/TEST-" + name + ".xml"), xml);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String reason(Verdict verdict) {
    return verdict instanceof Verdict.Failed failed ? failed.reason() : "passed: " + verdict;
  }

  private Verdict looked() {
    return TestReportCheck.in(root).atLeast(10).canary(CANARY).examine("reports");
  }

  @Test
  void ofAllTestsAndACanaryThatFailedPass() {
    report("a", passed("a", 8));
    report("b", passed("b", 3));
    report("canary", SANG);

    Verdict verdict = looked();

    assertThat(verdict).as(reason(verdict)).isInstanceOf(Verdict.Passed.class);
    TestReportCheck.Seen seen = (TestReportCheck.Seen) ((Verdict.Passed) verdict).seen();
    assertThat(seen.tests()).isEqualTo(11);
    assertThat(seen.failures()).isZero();
    assertThat(seen.canary()).isTrue();
    assertThat(seen.reports()).hasSize(3);
  }

  @Nested
  class AResultThatLooksGreen {
    @Test
    void becauseNoTestRanFails() throws IOException {
      assertThat(reason(looked())).contains("no folder");
      Files.createDirectories(root.resolve("reports"));
      assertThat(reason(looked())).contains("must fail, did not");
      assertThat(reason(TestReportCheck.in(root).examine("reports"))).contains("0 tests ran");
    }

    @Test
    void becauseFailuresAreIgnoredFails() {
      report("a", suite(11, 1, 0, 0, tests("b", 10) + test("c", "<failure/>")));
      report("canary", SANG);

      assertThat(reason(looked())).contains("1 tests failed");
    }

    @Test
    void becauseTestsAreDisabledOrTheirAssumptionsFailFails() {
      report("a", passed(10));
      report("b", suite(1, 0, 0, 1, test("c", "<skipped/>")));
      report("canary", SANG);

      assertThat(reason(looked())).contains("1 tests were skipped");
      assertThat(
              TestReportCheck.in(root)
                  .atLeast(10)
                  .skippedAtMost(1)
                  .canary(CANARY)
                  .examine("reports"))
          .isInstanceOf(Verdict.Passed.class);
    }

    @Test
    void becauseSomethingSwallowsFailuresFails() {
      report("a", passed(11));
      report("canary", passed(1).replace("a.A", "x.CanaryTest").replace("b[0]", "fails"));

      assertThat(reason(looked())).contains("'" + CANARY + "', which must fail, did not");
    }

    @Test
    void becauseTheCanaryWasSkippedOrIsAnotherOneFails() {
      report("a", passed(11));
      report(
          "canary",
          SANG.replace("<failure/>", "<error/>")
              .replace("failures='1' errors='0'", "failures='0' errors='1'"));
      assertThat(reason(looked())).contains("must fail, did not");
      report("canary", SANG.replace("x.CanaryTest", "y.CanaryTest"));

      assertThat(reason(looked())).contains("must fail, did not");
    }

    @Test
    void becauseItsReportsWereThereBeforeFails() throws IOException {
      Instant now = Instant.now();
      report("a", passed(11));
      Files.setLastModifiedTime(
          root.resolve("reports/TEST-a.xml"), FileTime.from(now.minusSeconds(10)));

      assertThat(reason(TestReportCheck.in(root).since(now).examine("reports")))
          .contains("was there before");
    }

    @Test
    void becauseAReportIsThereTwiceFails() {
      report("a", passed(6));
      report("b", passed(6));
      report("canary", SANG);

      assertThat(reason(looked())).contains("the test 'a.A#b[0]' is in two reports");
    }

    @Test
    void becauseATestIsThereTwiceFails() {
      report("a", suite(12, 0, 0, 0, tests("b", 11) + test("b[0]", "")));
      report("canary", SANG);

      assertThat(reason(looked())).contains("has the test 'a.A#b[0]' twice");
    }

    @ParameterizedTest
    @ValueSource(strings = {"flakyFailure", "flakyError", "rerunFailure", "rerunError"})
    void becauseATestWasRunUntilItPassedFails(String element) {
      report("a", suite(12, 0, 0, 0, tests("b", 11) + test("c", "<" + element + "/>")));
      report("canary", SANG);

      assertThat(reason(looked())).contains("'a.A#c' was run again after it failed");
    }

    @Test
    void becauseTestsHaveNoNamesFails() {
      report("a", suite(11, 0, 0, 0, "<testcase/>".repeat(11)));
      assertThat(reason(looked())).contains("a test without a classname");
      report("a", suite(1, 0, 0, 0, "<testcase classname='a.A' name=' '/>"));

      assertThat(reason(looked())).contains("a test without a name");
    }

    @Test
    void becauseThereAreFewerTestsThanBeforeFails() {
      report("a", passed(9));
      report("canary", SANG);

      assertThat(reason(looked())).contains("9 tests ran; there must be at least 10");
    }
  }

  @Nested
  class AReport {
    @Test
    void whoseNumbersAreNotThoseOfItsElementsFails() {
      report("a", suite(11, 0, 0, 0, test("b", "")));
      assertThat(reason(looked())).contains("other numbers");
      report("a", suite(1, 0, 0, 0, test("b", "<failure/>")));

      assertThat(reason(looked())).contains("other numbers");
    }

    @Test
    void ofAnotherFormFails() {
      for (String xml : new String[] {"", "x", "<a/>", "<testsuite tests='1'/>", passed(1) + "<"}) {
        report("a", xml);
        assertThat(reason(looked())).contains("TEST-a.xml");
      }
    }

    @Test
    void thatFetchesAnythingFails() {
      report(
          "a",
          "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>"
              + suite(1, 0, 0, 0, "<testcase name='&e;'/>"));

      assertThat(reason(looked())).contains("document type");
    }

    @Test
    void behindALinkFails() throws IOException {
      report("a", passed(11));
      Files.move(root.resolve("reports/TEST-a.xml"), root.resolve("elsewhere"));
      Files.createSymbolicLink(root.resolve("reports/TEST-a.xml"), root.resolve("elsewhere"));

      assertThat(reason(looked())).contains("reached by a link");
    }
  }

  @Nested
  class Coverage {
    private Verdict looked(int covered, int missed, int ofClass) throws IOException {
      Files.writeString(
          root.resolve("jacoco.xml"),
          "<?xml version='1.0'?><!DOCTYPE report PUBLIC '-//JACOCO//DTD Report 1.1//EN'"
              + " 'report.dtd'>"
              + "<report><package><class><counter type='LINE' covered='%d' missed='%d'/></class>"
                  .formatted(ofClass, missed)
              + "</package><counter type='LINE' covered='%d' missed='%d'/></report>"
                  .formatted(covered, missed));
      return CoverageCheck.ofLines(root, 80).examine("jacoco.xml");
    }

    @Test
    void isEnoughAtItsLeast() throws IOException {
      assertThat(looked(80, 20, 80)).isInstanceOf(Verdict.Passed.class);
      assertThat(reason(looked(79, 21, 79))).contains("79 of 100");
    }

    @Test
    void ofNothingIsNotEnough() throws IOException {
      assertThat(reason(looked(0, 0, 0))).contains("0 of 0");
    }

    @Test
    void thatIsNotThatOfItsClassesFails() throws IOException {
      assertThat(reason(looked(90, 10, 10))).contains("other numbers");
    }
  }
}
