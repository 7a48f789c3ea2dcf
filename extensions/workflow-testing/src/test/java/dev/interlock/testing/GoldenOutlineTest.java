package dev.interlock.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.interlock.Approvers;
import dev.interlock.Workflow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GoldenOutlineTest {
  @TempDir Path folder;

  private static Workflow<?, ?> of(String role) {
    return Publishing.workflow(Publishing.site(new RecordedEffects()), Approvers.confirmedBy(role));
  }

  private static Path written(String name) {
    return Path.of("target", "golden", name);
  }

  @Test
  void one_that_is_missing_is_written_to_be_looked_at() throws IOException {
    Path golden = folder.resolve("missing.txt");
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> GoldenOutline.of(of("editor")).isThatIn(golden))
        .withMessageContaining("missing")
        .withMessageContaining("cp " + written("missing.txt") + " " + golden);
    Files.copy(written("missing.txt"), golden);
    GoldenOutline.of(of("editor")).isThatIn(golden);
  }

  @Test
  void one_that_differs_is_told_line_by_line() throws IOException {
    Path golden = folder.resolve("changed.txt");
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> GoldenOutline.of(of("editor")).isThatIn(golden));
    Files.copy(written("changed.txt"), golden);
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> GoldenOutline.of(of("lawyer")).isThatIn(golden))
        .withMessageContaining("-         \"editor\"")
        .withMessageContaining("+         \"lawyer\"")
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("3-publish"));
  }

  @Test
  void a_difference_keeps_what_is_common() {
    assertThat(Lines.difference(List.of("a", "b", "c"), List.of("a", "x", "c", "d")))
        .containsExactly("- b", "+ x", "+ d");
  }

  @Test
  void json_in_lines_leaves_strings_alone() {
    assertThat(Lines.indented("{\"a\":[1,\"b,{\\\"\"]}"))
        .isEqualTo("{\n  \"a\": [\n    1,\n    \"b,{\\\"\"\n  ]\n}");
  }
}
