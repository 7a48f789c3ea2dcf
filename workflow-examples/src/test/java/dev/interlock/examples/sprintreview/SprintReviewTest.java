package dev.interlock.examples.sprintreview;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.Engine;
import dev.interlock.GateRequest;
import dev.interlock.Outcome;
import dev.interlock.record.Event;
import dev.interlock.record.Journal;
import dev.interlock.record.Principal;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole review, from the first step to the last, with real files and a real engine. */
class SprintReviewTest {
  private static final List<String> EPICS =
      List.of("items/epics/EPIC-001.json", "items/epics/EPIC-002.json");

  @TempDir Path log;

  private static List<String> states(Bench bench) {
    return EPICS.stream().map(file -> bench.read(file).state()).toList();
  }

  @Nested
  class Approved {
    @Test
    void closesTheEligibleEpics() {
      Bench bench = Bench.of(log, "Sprint 7");
      Bench.Ran ran = bench.run(Answerer.yes());
      Closure closure = ran.outcome().result().orElseThrow();
      assertThat(closure.epic_ids()).containsExactly("EPIC-001", "EPIC-002");
      assertThat(closure.approved_by()).containsExactly("os-user:ada");
      assertThat(states(bench)).containsExactly("Done", "Done");
      assertThat(bench.read(EPICS.get(0)).updated_at()).isEqualTo(Bench.NOW);
    }

    @Test
    void runsTheStepsInTheirOrder() {
      Bench.Ran ran = Bench.of(log, "Sprint 7").run(Answerer.yes());
      assertThat(ran.started())
          .containsSubsequence(
              "1-metrics", "2-analysis", "3-epics", "4-tests", "6-recommendation", "8-closure")
          .contains(
              "5-reviews/qa/review", "5-reviews/security/review", "5-reviews/engineering/review")
          .doesNotHaveDuplicates();
    }

    @Test
    void recordsWhatTheOtherPartySaw() {
      Bench.Ran ran = Bench.of(log, "Sprint 7").run(Answerer.yes());
      assertThat(ran.events(Event.StepCompleted.class))
          .filteredOn(
              step ->
                  List.of("1-metrics", "2-analysis", "3-epics", "4-tests", "8-closure")
                      .contains(step.path()))
          .hasSize(5)
          .allSatisfy(
              step ->
                  assertThat(step.checks())
                      .singleElement()
                      .satisfies(
                          check ->
                              assertThat(check.evidence().orElseThrow().toString())
                                  .contains("sha256")));
    }

    @Test
    void showsEpicsTestsAndReviewsToThePerson() {
      Answerer person = Answerer.yes();
      Bench.of(log, "Sprint 7").run(person);
      assertThat(person.asked())
          .singleElement()
          .extracting(GateRequest::text, InstanceOfAssertFactories.STRING)
          .contains(
              "sprint-review",
              "7-approval",
              "APPROVE",
              "EPIC-001",
              "3-epics",
              "4-tests",
              "5-reviews");
    }

    @Test
    void aConditionalRecommendationGoesToThePerson() {
      Bench bench = Bench.ofTasks(log, 100, 85);
      Answerer person = Answerer.yes();
      Bench.Ran ran = bench.run(person);
      assertThat(person.asked()).hasSize(1);
      assertThat(person.asked().get(0).text()).contains("CONDITIONAL");
      assertThat(ran.outcome().result().orElseThrow().epics_closed()).isZero();
    }
  }

  @Nested
  class NotApproved {
    @Test
    void deniedChangesNothing() {
      Bench bench = Bench.of(log, "Sprint 7");
      Items.Shelf before = new Items(bench.files()).all(bench.input());
      Bench.Ran ran = bench.run(Answerer.no());
      assertThat(ran.outcome()).isInstanceOf(Outcome.Rejected.class);
      assertThat(new Items(bench.files()).all(bench.input())).isEqualTo(before);
      assertThat(ran.started()).doesNotContain("8-closure");
    }

    @Test
    void at78PerCentNobodyIsAskedAndNoEpicIsTouched() {
      Bench bench = Bench.of(log, "Sprint 8");
      Items.Shelf before = new Items(bench.files()).all(bench.input());
      Answerer person = Answerer.yes();
      Bench.Ran ran = bench.run(person);
      assertThat(ran.outcome())
          .asInstanceOf(InstanceOfAssertFactories.type(Outcome.Rejected.class))
          .satisfies(rejected -> assertThat(rejected.path()).isEqualTo("not-blocked"));
      assertThat(person.asked()).isEmpty();
      assertThat(new Items(bench.files()).all(bench.input())).isEqualTo(before);
      assertThat(ran.events(Event.CheckFailed.class))
          .singleElement()
          .satisfies(
              check ->
                  assertThat(check.evidence().orElseThrow().toString())
                      .contains("\"qa\":\"BLOCK\""));
    }

    @Test
    void anOpenCriticalFindingBlocks() {
      Bench bench = Bench.of(log, "Sprint 7");
      bench.write(
          "reports/security/new.json",
          "[{\"id\": \"N\", \"severity\": \"critical\", \"open\": true}]");
      assertThat(bench.run(Answerer.yes()).outcome()).isInstanceOf(Outcome.Rejected.class);
      assertThat(states(bench)).containsExactly("Active", "Active");
    }

    @Test
    void exactlyAt80PerCentItIsNotBlocked() {
      assertThat(Bench.ofTasks(log, 5, 4).run(Answerer.yes()).outcome())
          .isInstanceOf(Outcome.Completed.class);
    }

    @Test
    void justBelow80PerCentItIs() {
      assertThat(Bench.ofTasks(log, 100, 79).run(Answerer.yes()).outcome())
          .isInstanceOf(Outcome.Rejected.class);
    }
  }

  @Nested
  class Waiting {
    @Test
    void anEpicThatWasChangedWhileItWaitedIsNotClosed() {
      Bench bench = Bench.of(log, "Sprint 7");
      Bench.Ran ran = bench.run();
      assertThat(ran.outcome()).isInstanceOf(Outcome.Waiting.class);
      bench.edit(EPICS.get(1), "at a glance", "somewhere else");
      Outcome<?> outcome = bench.engine(ran.journal(), Answerer.yes()).resume(Bench.RUN).settled();
      assertThat(outcome)
          .asInstanceOf(InstanceOfAssertFactories.type(Outcome.Failed.class))
          .satisfies(failed -> assertThat(failed.path()).isEqualTo("8-closure"));
      assertThat(states(bench)).containsExactly("Active", "Active");
    }

    @Test
    void anotherEngineGoesOnWithoutLookingAtTheReportsAgain() {
      Bench bench = Bench.of(log, "Sprint 7");
      Bench.Ran ran = bench.run();
      bench.deleteFolder("reports").delete("items/tasks/TASK-001.json");
      Engine other = bench.engine(ran.journal(), Answerer.yes());
      assertThat(other.resume(Bench.RUN).settled()).isInstanceOf(Outcome.Completed.class);
      assertThat(ran.started()).doesNotHaveDuplicates().endsWith("8-closure");
      assertThat(states(bench)).containsExactly("Done", "Done");
    }

    @Test
    void aMissingFolderThatIsPutBackLetsTheRunGoOn() {
      Bench bench = Bench.of(log, "Sprint 7");
      String notes = bench.text("reports/tests/acceptance.md");
      bench.deleteFolder("reports/tests");
      Journal journal = Journal.inMemory();
      Engine engine = bench.engine(journal, Answerer.yes());
      assertThat(engine.start(bench.workflow(), Bench.RUN, bench.input()).settled())
          .isInstanceOf(Outcome.Waiting.class);
      assertThat(bench.path("reports/tests").toFile().mkdir()).isTrue();
      bench.write("reports/tests/acceptance.md", notes);
      assertThat(engine.resume(Bench.RUN, Principal.of("os-user:ada")).settled())
          .isInstanceOf(Outcome.Completed.class);
      assertThat(states(bench)).containsExactly("Done", "Done");
    }
  }
}
