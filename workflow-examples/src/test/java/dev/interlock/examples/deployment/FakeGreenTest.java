package dev.interlock.examples.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.Engine;
import dev.interlock.Outcome;
import dev.interlock.record.Journal;
import dev.interlock.record.RunId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With real Maven: builds that end with 0 though a test is broken, and do not get through. */
@Tag("long")
class FakeGreenTest {
  private static final RunId RUN = RunId.of("fake");

  @TempDir Path folder;
  private Path site;

  @BeforeEach
  void brokenSite() throws IOException {
    site = folder.resolve("site");
    Shipped.copy(site);
    edit("src/main/java/site/Site.java", "Hello from", "Goodbye from");
  }

  private void edit(String file, String from, String to) throws IOException {
    String text = Files.readString(site.resolve(file));
    assertThat(text).contains(from);
    Files.writeString(site.resolve(file), text.replace(from, to));
  }

  private void write(String file, String text) throws IOException {
    Files.createDirectories(site.resolve(file).resolveSibling("."));
    Files.writeString(site.resolve(file), text);
  }

  private String outcome() {
    Path log = folder.resolve("log");
    DeploymentRequest request =
        DeploymentRun.prepare(
            log, RUN, Map.of("site", site.toString(), "offline", "yes", "least-tests", "3"));
    Outcome<?> outcome =
        Engine.on(Journal.inMemory())
            .build()
            .start(Deployment.workflow(log), RUN, request)
            .settled();
    assertThat((Object) outcome).isInstanceOf(Outcome.Failed.class);
    return outcome.toString();
  }

  @Test
  void becauseMavenIsToldToSkipTests() throws IOException {
    write(".mvn/maven.config", "-DskipTests\n");

    assertThat(outcome()).contains("1-pre-deployment-checks/tests/run");
  }

  @Test
  void becauseThePomSkipsTests() throws IOException {
    edit("pom.xml", "<reports>", "<skipTests>true</skipTests><reports>");

    assertThat(outcome()).contains("which must fail, did not");
  }

  @Test
  void becauseFailuresAreIgnored() throws IOException {
    edit(
        "pom.xml",
        "<reports>",
        "<maven.test.failure.ignore>true</maven.test.failure.ignore><reports>");

    assertThat(outcome()).contains("1 tests failed");
  }

  @Test
  void becauseTheBrokenTestIsDisabled() throws IOException {
    edit(
        "src/test/java/site/SiteTest.java",
        "  @Test\n  void greets",
        "  @org.junit.jupiter.api.Disabled\n  @Test\n  void greets");

    assertThat(outcome()).contains("1 tests were skipped");
  }

  @Test
  void becauseTheBrokenTestAssumesWhatIsNotSo() throws IOException {
    edit(
        "src/test/java/site/SiteTest.java",
        "  void greets() {",
        "  void greets() {\n    org.junit.jupiter.api.Assumptions.assumeTrue(false);");

    assertThat(outcome()).contains("1 tests were skipped");
  }

  @Test
  void becauseAnExtensionSwallowsFailures() throws IOException {
    write(
        "src/test/java/site/Swallow.java",
        """
        package site;

        import org.junit.jupiter.api.extension.ExtensionContext;
        import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

        public class Swallow implements TestExecutionExceptionHandler {
          @Override
          public void handleTestExecutionException(ExtensionContext context, Throwable thrown) {}
        }
        """);
    write("src/test/resources/META-INF/x", "");
    write(
        "src/test/resources/junit-platform.properties",
        "junit.jupiter.extensions.autodetection.enabled=true\n");
    write(
        "src/test/resources/META-INF/services/org.junit.jupiter.api.extension.Extension",
        "site.Swallow\n");

    assertThat(outcome()).contains("which must fail, did not");
  }

  @Test
  void becauseAReportIsPlanted() throws IOException {
    write(
        "target/surefire-reports/TEST-site.SiteTest.xml",
        "<testsuite tests='3' failures='0' errors='0' skipped='0'><testcase/><testcase/><testcase/>"
            + "</testsuite>");
    edit("pom.xml", "<reports>", "<skipTests>true</skipTests><reports>");

    assertThat(outcome()).contains("which must fail, did not");
  }
}
