package dev.interlock.examples.sprintreview;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class OutlineTest {
  private static final String FILE = "sprint-review.outline.json";

  @Test
  void isTheOneThatWasAgreedOn() throws IOException {
    String outline =
        JsonFile.indented(SprintReview.workflow(Path.of("log")).outline().json().toString()) + "\n";
    Files.writeString(Path.of("target", FILE), outline);
    assertThat(outline.lines().toList())
        .as("the outline; if it may change, copy target/%s over the golden file", FILE)
        .containsExactlyElementsOf(golden().lines().toList());
  }

  @Test
  void saysThatTheGateTakesTheCheckedRecommendation() {
    assertThat(SprintReview.workflow(Path.of("log")).outline().json().toString())
        .contains("{\"ref\":\"not-blocked\",\"type\":\"Checked<Recommendation>\"}")
        .contains("\"roles\":[\"product-owner\"]")
        .contains("\"given\":\"80\"")
        .contains("\"given\":\"90\"");
  }

  @Test
  void doesNotDependOnTheFolderOfTheLog() {
    assertThat(SprintReview.workflow(Path.of("here")).digest())
        .isEqualTo(SprintReview.workflow(Path.of("there")).digest());
  }

  private static String golden() throws IOException {
    try (InputStream in = OutlineTest.class.getResourceAsStream(FILE)) {
      return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
