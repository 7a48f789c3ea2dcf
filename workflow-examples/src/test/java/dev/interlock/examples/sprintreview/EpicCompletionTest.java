package dev.interlock.examples.sprintreview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.Verdict;
import dev.interlock.record.FailureException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EpicCompletionTest {
  @TempDir Path log;
  private Bench bench;

  @BeforeEach
  void prepare() {
    bench = Bench.ofTasks(log, 1, 1);
  }

  private Epics epics() {
    Epics epics = new EpicCompletion(bench.files()).epics(bench.input());
    assertThat(new EpicSecondLook(bench.files()).epics(bench.input(), epics))
        .as("the second look agrees")
        .isInstanceOf(Verdict.Passed.class);
    return epics;
  }

  private String reason() {
    List<Epics.NotEligible> open = epics().not_eligible();
    assertThat(open).hasSize(1);
    return open.get(0).reason();
  }

  private static String children(String... ids) {
    return ", \"child_ids\": [\"" + String.join("\", \"", ids) + "\"]";
  }

  @Test
  void isEligibleWhenAllFeaturesAreDone() {
    bench.item("EPIC-010", "Epic", "Active", children("FEATURE-010", "FEATURE-011"));
    bench.item("FEATURE-010", "Feature", "Done", "").item("FEATURE-011", "Feature", "Done", "");
    assertThat(epics().eligible())
        .singleElement()
        .satisfies(
            epic -> {
              assertThat(epic.id()).isEqualTo("EPIC-010");
              assertThat(epic.file()).isEqualTo("runs/run-1/items/epics/EPIC-010.json");
              assertThat(epic.features()).containsExactly("FEATURE-010", "FEATURE-011");
            });
  }

  @Test
  void isNotEligibleWithAnOpenFeature() {
    bench.item("EPIC-010", "Epic", "Active", children("FEATURE-010", "FEATURE-011"));
    bench.item("FEATURE-010", "Feature", "Done", "").item("FEATURE-011", "Feature", "Active", "");
    assertThat(reason()).isEqualTo("1 Features incomplete: FEATURE-011 (Active)");
  }

  @Test
  void countsAFeatureThatNamesTheEpicThoughTheEpicDoesNotNameIt() {
    bench.item("EPIC-010", "Epic", "Active", children("FEATURE-010"));
    bench.item("FEATURE-010", "Feature", "Done", "");
    bench.item("FEATURE-011", "Feature", "New", ", \"parent_id\": \"EPIC-010\"");
    assertThat(reason()).isEqualTo("1 Features incomplete: FEATURE-011 (New)");
  }

  @Test
  void isNotEligibleWithoutChildren() {
    bench.item("EPIC-010", "Epic", "Active", "");
    assertThat(reason()).isEqualTo("the epic has no child Features");
  }

  @Test
  void isNotEligibleWithChildrenOfOtherTypesOnly() {
    bench.item("EPIC-010", "Epic", "Active", children("TASK-1000"));
    assertThat(reason()).isEqualTo("the epic has no Feature children, only 1 of other types");
  }

  @Test
  void isNotEligibleWhenAChildIsMissingAndNamesIt() {
    bench.item("EPIC-010", "Epic", "Active", children("FEATURE-010", "FEATURE-099"));
    bench.item("FEATURE-010", "Feature", "Done", "");
    assertThat(reason())
        .startsWith("1 children could not be read: FEATURE-099")
        .contains("missing");
  }

  @Test
  void isNotEligibleWhenAChildCannotBeUnderstood() {
    bench.item("EPIC-010", "Epic", "Active", children("FEATURE-010", "TASK-1000"));
    bench.item("FEATURE-010", "Feature", "Done", "").write("items/tasks/TASK-1000.json", "{");
    Epics epics = new EpicCompletion(bench.files()).epics(bench.input());
    assertThat(epics.eligible()).isEmpty();
    assertThat(epics.not_eligible().get(0).reason()).contains("TASK-1000.json' is not valid");
  }

  @Test
  void listsWhatIsDoneAlready() {
    bench.item("EPIC-010", "Epic", "Done", "");
    assertThat(epics().already_done()).containsExactly("EPIC-010");
  }

  @Test
  void leavesEpicsOfOtherSprintsAlone() {
    bench.item("EPIC-010", "Epic", "Active", "");
    bench.edit("items/epics/EPIC-010.json", "Sprint 7", "Sprint 9");
    assertThat(epics().total()).isZero();
  }

  @Test
  void refusesAChildThatIsNoId() {
    bench.item("EPIC-010", "Epic", "Active", children("../../../x"));
    assertThatThrownBy(() -> new EpicCompletion(bench.files()).epics(bench.input()))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("EPIC-010.json")
        .hasMessageContaining("is not the id of an item");
  }

  @Test
  void secondLookFindsAnEpicThatIsClaimedToBeEligible() {
    bench.item("EPIC-010", "Epic", "Active", children("FEATURE-010"));
    bench.item("FEATURE-010", "Feature", "Active", "");
    Epics.NotEligible open =
        new EpicCompletion(bench.files()).epics(bench.input()).not_eligible().get(0);
    Epics.Eligible claimed =
        new Epics.Eligible(
            open.id(), open.title(), open.file(), open.sha256(), List.of("FEATURE-010"));
    Epics forged = new Epics(List.of(claimed), List.of(), List.of());
    assertThat(new EpicSecondLook(bench.files()).epics(bench.input(), forged))
        .isInstanceOf(Verdict.Failed.class);
  }
}
