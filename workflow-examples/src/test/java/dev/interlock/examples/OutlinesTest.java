package dev.interlock.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.Workflow;
import dev.interlock.examples.deployment.Deployment;
import dev.interlock.examples.release.Release;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The outlines of deployment and release are those that were agreed on. */
class OutlinesTest {
  private static final Path GOLDEN = Path.of("src/test/resources/dev/interlock/examples");

  private static void isAgreedOn(Workflow<?, ?> workflow, String file) throws IOException {
    String outline = workflow.outline().json().toString().replace("},", "},\n") + "\n";
    Path golden = GOLDEN.resolve(file);
    Path now = Files.writeString(Path.of("target", golden.getFileName().toString()), outline);
    assertThat(Files.exists(golden) ? Files.readString(golden) : "")
        .as("the outline; if it may change, copy %s over %s", now, golden)
        .isEqualTo(outline);
  }

  /** The names at the outermost level, in order. */
  private static List<String> steps(Workflow<?, ?> workflow) {
    Matcher names =
        Pattern.compile("\"name\":\"([1-8]-[a-z-]+)\"")
            .matcher(workflow.outline().json().toString());
    return names.results().map(found -> found.group(1)).distinct().toList();
  }

  @Test
  void ofTheDeploymentIsGolden() throws IOException {
    Workflow<?, ?> workflow = Deployment.workflow(Path.of("log"));

    assertThat(steps(workflow))
        .containsExactly(
            "1-pre-deployment-checks",
            "2-build-verification",
            "3-staging-deployment",
            "4-smoke-tests",
            "5-security-review",
            "6-approval",
            "7-production-deployment",
            "8-post-deployment-verification");
    assertThat(workflow.digest()).isEqualTo(Deployment.workflow(Path.of("elsewhere")).digest());
    isAgreedOn(workflow, "deployment/deployment.outline.json");
  }

  @Test
  void ofTheReleaseIsGolden() throws IOException {
    Workflow<?, ?> workflow = Release.workflow(Path.of("log"));

    assertThat(steps(workflow))
        .containsExactly(
            "1-version-validation",
            "2-changelog-verification",
            "3-test-suite",
            "4-documentation-review",
            "5-quality-gates",
            "6-approval",
            "7-git-tag",
            "8-publish");
    assertThat(workflow.digest()).isEqualTo(Release.workflow(Path.of("elsewhere")).digest());
    isAgreedOn(workflow, "release/release.outline.json");
  }
}
