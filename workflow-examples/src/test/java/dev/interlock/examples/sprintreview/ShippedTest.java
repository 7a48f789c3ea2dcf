package dev.interlock.examples.sprintreview;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShippedTest {
  @TempDir Path log;

  @Test
  void indexNamesExactlyTheFilesThatAreThere() throws IOException, URISyntaxException {
    Path index =
        Path.of(Objects.requireNonNull(Shipped.class.getResource("shipped/index.txt")).toURI());
    Path root = Objects.requireNonNull(index.getParent());
    try (Stream<Path> found = Files.walk(root)) {
      List<String> there =
          found
              .filter(Files::isRegularFile)
              .map(file -> root.relativize(file).toString().replace('\\', '/'))
              .filter(name -> !name.equals("index.txt"))
              .toList();
      assertThat(Shipped.index()).containsExactlyInAnyOrderElementsOf(there).isSorted();
    }
  }

  @Test
  void sprint7HasAllTypesAndIsNearlyDone() {
    Bench bench = Bench.of(log, "Sprint 7");
    Metrics metrics = new Counting(bench.files()).metrics(bench.input());
    Analysis analysis = new Counting(bench.files()).analysis(bench.input(), metrics);
    assertThat(metrics.total_tasks()).isEqualTo(26);
    assertThat(metrics.completed_tasks()).isEqualTo(24);
    assertThat(analysis.by_type())
        .extracting(Counted::name)
        .containsExactly("Bug", "Epic", "Feature", "Task", "User Story");
  }

  @Test
  void sprint8IsAt78PerCent() {
    Bench bench = Bench.of(log, "Sprint 8");
    Metrics metrics = new Counting(bench.files()).metrics(bench.input());
    assertThat(metrics.total_tasks()).isEqualTo(50);
    assertThat(metrics.completed_tasks()).isEqualTo(39);
    assertThat(metrics.completion_rate()).isEqualByComparingTo("78.0");
  }

  @Test
  void aClosedEpicDiffersInTwoLinesOnly() {
    Bench bench = Bench.of(log, "Sprint 7");
    String file = "items/epics/EPIC-001.json";
    byte[] written = JsonFile.write(bench.read(file).moved(State.DONE, Bench.NOW), WorkItem.class);
    List<String> before = bench.text(file).lines().toList();
    List<String> after =
        new String(written, java.nio.charset.StandardCharsets.UTF_8).lines().toList();
    assertThat(after).hasSameSizeAs(before);
    assertThat(after.stream().filter(line -> !before.contains(line)))
        .containsExactly("  \"state\": \"Done\",", "  \"updated_at\": \"2026-03-13T15:00:00Z\",");
  }
}
