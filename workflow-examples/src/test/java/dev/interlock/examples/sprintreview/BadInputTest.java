package dev.interlock.examples.sprintreview;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.Outcome;
import dev.interlock.record.Event;
import dev.interlock.record.Failure;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What cannot be understood ends the run, what can be mended lets it wait; nothing is made up. */
class BadInputTest {
  private static final String TASK = "items/tasks/TASK-001.json";

  @TempDir Path log;
  private Bench bench;

  @BeforeEach
  void prepare() {
    bench = Bench.of(log, "Sprint 7");
  }

  private Event.StepFailed failsAt(String path, Failure.Kind kind) {
    Bench.Ran ran = bench.run(Answerer.yes());
    assertThat(ran.outcome())
        .isInstanceOf(kind.waits() ? Outcome.Waiting.class : Outcome.Failed.class);
    Event.StepFailed failed = ran.events(Event.StepFailed.class).get(0);
    assertThat(failed.path()).isEqualTo(path);
    assertThat(failed.failure()).isEqualTo(kind);
    assertThat(failed.toCheck()).isPresent();
    assertThat(failed.toRecover()).isPresent();
    assertThat(ran.started()).doesNotContain("8-closure");
    return failed;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "\"state\": \"Done\"|\"state\": \"Closed\"|its state 'Closed' is not known",
        "\"state\": \"Done\"|\"state\": \"done\"|its state 'done' is not known",
        "\"type\": \"Task\"|\"type\": \"Chore\"|its type 'Chore' is not known",
        "\"type\": \"Task\"|\"type\": \"Bug\"|is not that of a Bug",
        "\"id\": \"TASK-001\"|\"id\": \"TASK-002\"|is not that of a Task in this file",
        "\"id\": \"TASK-001\"|\"id\": \"TASK-1\"|is not that of a Task in this file",
        "\"parent_id\": \"STORY-001\"|\"parent_id\": \"x\"|'x' is not the id of an item",
        "\"priority\": 2|\"priority\": \"2\"|cannot read",
        "\"priority\": 2|\"priority\": 2, \"colour\": \"red\"|colour",
        "\"iteration\": \"Sprint 7\",|^^|iteration"
      })
  void aMalformedItemFailsTheRunAndIsNamed(String from, String to, String why) {
    bench.edit(TASK, from, to);
    assertThat(failsAt("1-metrics", Failure.Kind.BUSINESS_RULE).message())
        .contains("runs/run-1/" + TASK)
        .contains(why);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "null", "[]", "\"x\"", "id: TASK-001"})
  void aFileThatIsNoItemFailsTheRun(String text) {
    bench.write(TASK, text);
    assertThat(failsAt("1-metrics", Failure.Kind.BUSINESS_RULE).message()).contains(TASK);
  }

  @Test
  void aFileThatIsNotJsonByNameFailsTheRun() {
    bench.write("items/tasks/TASK-900.yaml", "id: TASK-900");
    assertThat(failsAt("1-metrics", Failure.Kind.BUSINESS_RULE).message())
        .contains("TASK-900.yaml");
  }

  @Test
  void aMissingFolderMakesTheRunWait() {
    bench.deleteFolder("items/bugs");
    Event.StepFailed failed = failsAt("1-metrics", Failure.Kind.CONFIGURATION);
    assertThat(failed.message()).isEqualTo("the folder 'runs/run-1/items/bugs' is missing");
    assertThat(failed.toRecover().orElseThrow()).contains("resume the run");
  }

  @Test
  void aFileThatCannotBeReadMakesTheRunWait() {
    bench.delete(TASK);
    assertThat(bench.path(TASK).toFile().mkdir()).isTrue();
    assertThat(failsAt("1-metrics", Failure.Kind.CONFIGURATION).message()).contains(TASK);
  }

  @Test
  void anotherSprintThanTheItemsKnowFailsTheRun() {
    for (String folder : ItemType.FOLDERS) {
      bench.files().names("runs/run-1/items/" + folder).stream()
          .map(name -> "items/" + folder + "/" + name)
          .filter(file -> bench.text(file).contains("\"Sprint 7\""))
          .forEach(file -> bench.edit(file, "\"Sprint 7\"", "\"Sprint 6\""));
    }
    assertThat(failsAt("1-metrics", Failure.Kind.BUSINESS_RULE).message())
        .contains("no item of sprint 'Sprint 7'");
  }

  @Test
  void aReportThatDoesNotAddUpFailsTheRun() {
    bench.edit(
        "reports/tests/acceptance.md", "Tests run: 4", "Tests run: 4, Failures: 1\nTests run: 4");
    bench.write(
        "reports/tests/TEST-b.xml",
        "<testsuite tests=\"2\" failures=\"0\" errors=\"0\" skipped=\"0\"><testcase/></testsuite>");
    failsAt("4-tests", Failure.Kind.VERIFICATION);
  }

  @Test
  void anUnknownSeverityFailsTheRun() {
    bench.write(
        "reports/security/x.json", "[{\"id\": \"A\", \"severity\": \"bad\", \"open\": true}]");
    assertThat(failsAt("5-reviews/security/review", Failure.Kind.BUSINESS_RULE).message())
        .contains("reports/security/x.json");
  }

  @Test
  void noNumberIsRecordedOfAStepThatFailed() {
    bench.write(TASK, "{");
    Bench.Ran ran = bench.run();
    assertThat(ran.events(Event.StepCompleted.class)).isEmpty();
  }
}
