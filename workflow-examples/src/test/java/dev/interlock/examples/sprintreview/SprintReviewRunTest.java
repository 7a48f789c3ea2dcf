package dev.interlock.examples.sprintreview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.interlock.record.RunId;
import dev.interlock.record.WorkflowException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SprintReviewRunTest {
  private static final RunId RUN = RunId.of("r.1");

  @TempDir Path folder;
  private Path log;
  private Path items;
  private Path reports;

  @BeforeEach
  void data() throws IOException {
    log = folder.resolve("log");
    items = folder.resolve("mine/items");
    reports = folder.resolve("mine/reports");
    Shipped.copy("items", items);
    Shipped.copy("reports", reports);
  }

  private SprintToReview prepare(String sprint) {
    return SprintReviewRun.prepare(
        log,
        RUN,
        Map.of("sprint", sprint, "items", items.toString(), "reports", reports.toString()));
  }

  private static List<String> below(Path root) throws IOException {
    try (Stream<Path> found = Files.walk(root)) {
      return found
          .filter(Files::isRegularFile)
          .map(f -> root.relativize(f).toString())
          .sorted()
          .toList();
    }
  }

  private List<Path> inRuns() throws IOException {
    try (Stream<Path> found = Files.list(log.resolve("runs"))) {
      return found.toList();
    }
  }

  @Test
  void copiesTheDataAndNamesTheFolder() throws IOException {
    SprintToReview input = prepare("Sprint 7");
    assertThat(input).isEqualTo(new SprintToReview("Sprint 7", "runs/r.1"));
    assertThat(below(log.resolve("runs/r.1/items"))).isEqualTo(below(items)).hasSize(80);
    assertThat(below(log.resolve("runs/r.1/reports"))).isEqualTo(below(reports)).hasSize(6);
    assertThat(inRuns()).containsExactly(log.resolve("runs/r.1"));
  }

  @Test
  void takesTheSampleDataUnlessToldOtherwise() throws IOException {
    SprintReviewRun.prepare(log, RUN, Map.of("sprint", "Sprint 8"));
    assertThat(below(log.resolve("runs/r.1/items"))).isEqualTo(below(items));
  }

  @Test
  void offersItsOptions() {
    assertThat(SprintReviewRun.options())
        .extracting(SprintReviewRun.Option::name)
        .containsExactly("sprint", "items", "reports");
    assertThat(SprintReviewRun.options())
        .filteredOn(SprintReviewRun.Option::required)
        .extracting(SprintReviewRun.Option::name)
        .containsExactly("sprint");
  }

  @Test
  void refusesASprintWithoutItemsAndNamesThoseThereAre() throws IOException {
    assertThatThrownBy(() -> prepare("Sprint 9"))
        .isInstanceOf(WorkflowException.class)
        .hasMessageContaining("'Sprint 9'")
        .hasMessageContaining("'Backlog', 'Sprint 7', 'Sprint 8'");
    assertThat(inRuns()).isEmpty();
  }

  @Test
  void refusesAMissingSprint() {
    assertThatThrownBy(() -> SprintReviewRun.prepare(log, RUN, Map.of()))
        .isInstanceOf(WorkflowException.class)
        .hasMessageContaining("--sprint");
    assertThat(log).doesNotExist();
  }

  @Test
  void refusesAFolderThatIsThere() throws IOException {
    prepare("Sprint 7");
    Files.writeString(log.resolve("runs/r.1/closure.md"), "mine");
    assertThatThrownBy(() -> prepare("Sprint 7"))
        .isInstanceOf(WorkflowException.class)
        .hasMessageContaining("is there already");
    assertThat(log.resolve("runs/r.1/closure.md")).hasContent("mine");
    assertThat(inRuns()).hasSize(1);
  }

  @Test
  void leavesWhatIsMissingToTheRun() throws IOException {
    Copying.remove(reports.resolve("security"));
    Copying.remove(items.resolve("bugs"));
    prepare("Sprint 7");
    assertThat(log.resolve("runs/r.1/reports/security")).doesNotExist();
    assertThat(log.resolve("runs/r.1/reports/tests")).exists();
    assertThat(log.resolve("runs/r.1/items/bugs")).doesNotExist();
  }

  @Test
  void leavesAFolderThatDoesNotExistToTheRun() {
    SprintReviewRun.prepare(
        log, RUN, Map.of("sprint", "Sprint 7", "items", folder.resolve("no").toString()));
    assertThat(log.resolve("runs/r.1/items")).doesNotExist();
    assertThat(log.resolve("runs/r.1/reports/tests")).exists();
  }

  @Test
  void leavesMalformedItemsToTheRun() throws IOException {
    Files.writeString(items.resolve("tasks/TASK-001.json"), "{");
    assertThat(prepare("Sprint 7").folder()).isEqualTo("runs/r.1");
    assertThat(log.resolve("runs/r.1/items/tasks/TASK-001.json")).hasContent("{");
  }

  @Test
  void copiesEmptyFoldersAsEmptyFolders() throws IOException {
    Copying.remove(reports.resolve("security"));
    Files.createDirectory(reports.resolve("security"));
    prepare("Sprint 7");
    assertThat(log.resolve("runs/r.1/reports/security")).isEmptyDirectory();
  }

  @Test
  void whatCannotBeReadCannotBeReadInTheCopyEither() {
    File task = items.resolve("tasks/TASK-001.json").toFile();
    assumeTrue(task.setReadable(false, false) && !task.canRead(), "needs a user who is not root");
    prepare("Sprint 7");
    File copy = log.resolve("runs/r.1/items/tasks/TASK-001.json").toFile();
    assertThat(copy).exists();
    assertThat(copy.canRead()).isFalse();
  }

  @Test
  void anInputNamesNoFolderOutside() {
    for (String bad : List.of("", "runs/", "runs/../x", "/tmp/x", "runs/a/b", "items")) {
      assertThatThrownBy(() -> new SprintToReview("Sprint 7", bad))
          .isInstanceOf(WorkflowException.class);
    }
  }
}
