package dev.interlock.examples.sprintreview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.Verdict;
import dev.interlock.record.Failure;
import dev.interlock.record.FailureException;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReportsTest {
  @TempDir Path log;
  private Bench bench;

  @BeforeEach
  void prepare() {
    bench = Bench.ofTasks(log, 10, 10);
  }

  private static AbstractThrowableAssert<?, ?> fails(Runnable body, Failure.Kind kind) {
    return assertThatThrownBy(body::run)
        .asInstanceOf(InstanceOfAssertFactories.type(FailureException.class))
        .satisfies(
            e -> {
              assertThat(e.kind()).isEqualTo(kind);
              assertThat(e.failure().toCheck()).isPresent();
              assertThat(e.failure().toRecover()).isPresent();
            })
        .asInstanceOf(InstanceOfAssertFactories.THROWABLE);
  }

  @Nested
  class Tests {
    private static final String SUITE =
        "<testsuite tests=\"%d\" failures=\"%d\" errors=\"%d\" skipped=\"%d\">%s</testsuite>";

    private TestResults tests() {
      TestResults results = new TestReports(bench.files()).tests(bench.input());
      assertThat(recount(results)).isInstanceOf(Verdict.Passed.class);
      return results;
    }

    private Verdict recount(TestResults claimed) {
      try {
        return new TestRecount(bench.files()).tests(bench.input(), claimed);
      } catch (Exception e) {
        throw new AssertionError(e);
      }
    }

    private void only(String name, String text) {
      bench
          .files()
          .names("runs/run-1/reports/tests")
          .forEach(n -> bench.delete("reports/tests/" + n));
      bench.write("reports/tests/" + name, text);
    }

    private AbstractThrowableAssert<?, ?> refused(Failure.Kind kind) {
      return fails(() -> new TestReports(bench.files()).tests(bench.input()), kind);
    }

    @Test
    void areCountedOverAllReports() {
      TestResults results = tests();
      assertThat(results.tests()).isEqualTo(22);
      assertThat(results.skipped()).isEqualTo(1);
      assertThat(results.reports()).hasSize(4).contains("acceptance.md");
      assertThat(results.seen().files()).isEqualTo(4);
    }

    @Test
    void recountFindsAClaimThatIsNotSo() {
      TestResults results = tests();
      TestResults forged = new TestResults(23, 0, 0, 1, results.reports(), results.seen());
      assertThat(recount(forged)).isInstanceOf(Verdict.Failed.class);
    }

    @Test
    void filesThatAreNoReportsAreLeftAlone() {
      bench.write("reports/tests/org.example.Test.txt", "Tests run: 9, Failures: 9");
      assertThat(tests().tests()).isEqualTo(22);
    }

    @Test
    void ofOtherElementsAreNotCounted() {
      only(
          "TEST-a.xml",
          SUITE.formatted(
              1,
              0,
              0,
              0,
              "<properties><property name=\"a\" value=\"b\"/></properties><testcase name=\"a\">"
                  + "<system-out><![CDATA[<testcase><failure/>]]></system-out></testcase>"));
      assertThat(tests().tests()).isEqualTo(1);
    }

    @Test
    void anEmptyFolderFails() {
      only("notes.txt", "nothing ran");
      refused(Failure.Kind.BUSINESS_RULE).hasMessageContaining("no test report in 'runs/run-1");
    }

    @Test
    void aMissingFolderMakesTheRunWait() {
      bench.deleteFolder("reports/tests");
      refused(Failure.Kind.CONFIGURATION)
          .hasMessageContaining("the folder 'runs/run-1/reports/tests' is missing");
    }

    @Test
    void aFailedTestFails() {
      only("TEST-a.xml", SUITE.formatted(1, 1, 0, 0, "<testcase><failure/></testcase>"));
      refused(Failure.Kind.BUSINESS_RULE)
          .hasMessageContaining("TEST-a.xml': 1 tests, 1 failures, 0 errors, 0 skipped");
    }

    @Test
    void anErrorFails() {
      only("a.md", "Tests run: 3, Failures: 0, Errors: 1, Skipped: 0\n");
      refused(Failure.Kind.BUSINESS_RULE).hasMessageContaining("a.md': 3 tests");
    }

    @ParameterizedTest
    @CsvSource({"2,0,0,0", "1,1,0,0", "1,0,1,0", "1,0,0,1", "0,0,0,0"})
    void numbersThatAreNotThoseOfTheTestCasesFail(
        int tests, int failures, int errors, int skipped) {
      only("TEST-a.xml", SUITE.formatted(tests, failures, errors, skipped, "<testcase/>"));
      refused(Failure.Kind.VERIFICATION).hasMessageContaining("TEST-a.xml' says " + tests);
    }

    @Test
    void moreSkippedThanThereAreFails() {
      only("a.md", "Tests run: 3, Failures: 0, Errors: 0, Skipped: 4\n");
      refused(Failure.Kind.VERIFICATION).hasMessageContaining("a.md' does not add up");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "Tests run: 0, Failures: 0, Errors: 0, Skipped: 0",
          "Tests run: 2, Failures: 0, Errors: 0, Skipped: 2"
        })
    void noTestThatRanFails(String line) {
      only("a.md", line);
      refused(Failure.Kind.BUSINESS_RULE).hasMessageContaining("no test ran");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          "<testsuite",
          "<testsuites/>",
          "<testsuite tests=\"1\" failures=\"0\" errors=\"0\"><testcase/></testsuite>",
          "<testsuite tests=\"-1\" failures=\"0\" errors=\"0\" skipped=\"0\"/>",
          "<!DOCTYPE testsuite [<!ENTITY a SYSTEM \"file:///etc/hostname\">]>"
              + "<testsuite tests=\"1\" failures=\"0\" errors=\"0\" skipped=\"0\">"
              + "<testcase>&a;</testcase></testsuite>",
          "<testsuite tests=\"1\" failures=\"0\" errors=\"0\" skipped=\"0\"><testcase/></testsuite>x"
        })
    void aMalformedReportFails(String xml) {
      only("TEST-a.xml", xml);
      refused(Failure.Kind.BUSINESS_RULE).hasMessageContaining("TEST-a.xml' is not valid");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          "all passed",
          "Tests run: many, Failures: 0, Errors: 0, Skipped: 0",
          "Tests run: 1, Failures: 0, Errors: 0, Skipped: 0\n"
              + "Tests run: 2, Failures: 0, Errors: 0, Skipped: 0"
        })
    void markdownWithoutItsLineFails(String text) {
      only("a.md", text);
      refused(Failure.Kind.BUSINESS_RULE).hasMessageContaining("a.md' is not valid");
    }
  }

  @Nested
  class Security {
    private SecurityReview review() {
      SecurityReview review = new SecurityReports(bench.files()).review(bench.input());
      assertThat(new SecuritySecondLook(bench.files()).review(bench.input(), review))
          .isInstanceOf(Verdict.Passed.class);
      return review;
    }

    private void only(String text) {
      bench
          .files()
          .names("runs/run-1/reports/security")
          .forEach(name -> bench.delete("reports/security/" + name));
      bench.write("reports/security/scan.json", text);
    }

    @Test
    void approvesWhenNothingSevereIsOpen() {
      SecurityReview review = review();
      assertThat(review.recommendation()).isEqualTo(Advice.APPROVE);
      assertThat(review.findings()).isEqualTo(5);
      assertThat(review.open_findings()).containsExactly(new Counted("low", 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"critical", "high"})
    void blocksOnAnOpenSevereFinding(String severity) {
      only("[{\"id\": \"A\", \"severity\": \"" + severity + "\", \"open\": true}]");
      assertThat(review().recommendation()).isEqualTo(Advice.BLOCK);
    }

    @Test
    void approvesWhenTheSevereFindingIsClosed() {
      only("[{\"id\": \"A\", \"severity\": \"critical\", \"open\": false}]");
      assertThat(review().recommendation()).isEqualTo(Advice.APPROVE);
    }

    @Test
    void blocksWithoutAnyReport() {
      only("[]");
      bench.delete("reports/security/scan.json");
      assertThat(review().recommendation()).isEqualTo(Advice.BLOCK);
      assertThat(review().notes()).anyMatch(note -> note.contains("no security report"));
    }

    @Test
    void isConditionalWithAnOpenItemTaggedSecurity() {
      bench.item("BUG-100", "Bug", "Active", ", \"tags\": [\"Security\"]");
      assertThat(review().recommendation()).isEqualTo(Advice.CONDITIONAL);
      assertThat(review().open_items()).containsExactly("BUG-100");
    }

    @Test
    void approvesWhenTheTaggedItemIsDone() {
      bench.item("BUG-100", "Bug", "Done", ", \"tags\": [\"security\"]");
      assertThat(review().recommendation()).isEqualTo(Advice.APPROVE);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "[{\"id\": \"A\", \"severity\": \"severe\", \"open\": true}]",
          "[{\"id\": \"A\", \"severity\": \"HIGH\", \"open\": false}]",
          "[{\"id\": \"A\", \"open\": true}]",
          "[{\"id\": \"A\", \"severity\": \"low\", \"open\": \"yes\"}]",
          "[{\"id\": \"A\", \"severity\": \"low\", \"open\": false, \"more\": 1}]",
          "[null]",
          "{}",
          "null",
          "nothing found"
        })
    void refusesWhatItDoesNotKnow(String text) {
      only(text);
      fails(
              () -> new SecurityReports(bench.files()).review(bench.input()),
              Failure.Kind.BUSINESS_RULE)
          .hasMessageContaining("reports/security/scan.json");
    }

    @Test
    void aMissingFolderMakesTheRunWait() {
      bench.deleteFolder("reports/security");
      fails(
          () -> new SecurityReports(bench.files()).review(bench.input()),
          Failure.Kind.CONFIGURATION);
    }

    @Test
    void secondLookFindsAClaimThatIsNotSo() {
      SecurityReview honest = review();
      SecurityReview forged =
          new SecurityReview(Advice.CONDITIONAL, List.of(), List.of(), 0, List.of(), honest.seen());
      assertThat(new SecuritySecondLook(bench.files()).review(bench.input(), forged))
          .isInstanceOf(Verdict.Failed.class);
    }
  }
}
