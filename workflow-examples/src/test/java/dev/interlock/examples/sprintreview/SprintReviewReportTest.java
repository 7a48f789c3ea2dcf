package dev.interlock.examples.sprintreview;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.Engine;
import dev.interlock.record.Codec;
import dev.interlock.record.Journal;
import dev.interlock.record.Json;
import dev.interlock.record.Principal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SprintReviewReportTest {
  private static final List<String> EIGHT =
      List.of(
          "1-metrics",
          "2-analysis",
          "3-epics",
          "4-tests",
          "5-reviews",
          "6-recommendation",
          "7-approval",
          "8-closure");

  @TempDir Path log;

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(@Nullable Object value) {
    return (Map<String, Object>) Objects.requireNonNull(value);
  }

  private Map<String, Object> summary(Bench bench, List<dev.interlock.record.Entry> entries) {
    assertThat(SprintReviewReport.write(log, entries))
        .containsExactly(bench.path("closure.md"), bench.path("summary.json"));
    return map(
        JsonFile.read(bench.text("summary.json").getBytes(StandardCharsets.UTF_8), Map.class));
  }

  @Test
  void ofACompletedReviewHasTheFieldsAndTheStepsInOrder() {
    Bench bench = Bench.of(log, "Sprint 7");
    Map<String, Object> summary = summary(bench, bench.run(Answerer.yes()).entries());
    assertThat(summary.keySet())
        .containsExactly(
            "workflow",
            "sprint",
            "status",
            "start_time",
            "end_time",
            "duration_seconds",
            "steps_completed",
            "step_evidence",
            "enforcement");
    assertThat(summary)
        .containsEntry("workflow", "sprint-review")
        .containsEntry("sprint", "Sprint 7")
        .containsEntry("status", "completed")
        .containsEntry("steps_completed", EIGHT);
    assertThat(summary.get("duration_seconds")).isInstanceOf(Integer.class);
    assertThat(map(summary.get("step_evidence")).keySet()).containsAll(EIGHT);
  }

  @Test
  void holdsTheNumbersAndTheApprovalWithItsTime() {
    Bench bench = Bench.of(log, "Sprint 7");
    Map<String, Object> evidence =
        map(summary(bench, bench.run(Answerer.yes()).entries()).get("step_evidence"));
    assertThat(map(evidence.get("1-metrics")))
        .containsEntry("total_tasks", 26)
        .containsEntry("completed_tasks", 24)
        .containsKeys("completion_rate", "verified_by");
    assertThat(map(evidence.get("7-approval")))
        .containsEntry("approved", true)
        .containsEntry("response", "yes")
        .containsEntry("by", "os-user:ada")
        .containsEntry("proven", false)
        .containsKeys("timestamp", "role", "presence");
    assertThat(map(evidence.get("8-closure"))).containsEntry("epics_closed", 2);
  }

  @Test
  void promisesWhatTheProfilePromises() {
    Bench bench = Bench.of(log, "Sprint 7");
    Map<String, Object> enforcement =
        map(summary(bench, bench.run(Answerer.yes()).entries()).get("enforcement"));
    assertThat(enforcement.keySet()).containsExactly("mode", "guarantee", "approval_gate");
    assertThat(enforcement)
        .containsEntry("mode", "external")
        .containsEntry("approval_gate", "blocking");
    assertThat((String) enforcement.get("guarantee")).doesNotContain("cannot");
    assertThat(Guarantee.of("P0")).contains("mistakes, shortcuts and careless AI");
    assertThat(Guarantee.of("test")).isEqualTo("Profile test: nothing is promised.");
  }

  @Test
  void ofADeniedReviewSaysThatTheGateWasReached() {
    Bench bench = Bench.of(log, "Sprint 7");
    Map<String, Object> summary = summary(bench, bench.run(Answerer.no()).entries());
    assertThat(summary)
        .containsEntry("status", "rejected")
        .containsEntry("steps_completed", EIGHT.subList(0, 6));
    assertThat(map(map(summary.get("step_evidence")).get("7-approval")))
        .containsEntry("approved", false)
        .containsEntry("response", "no");
    assertThat(map(summary.get("enforcement"))).containsEntry("approval_gate", "blocking");
    assertThat(bench.text("closure.md")).contains("**REJECTED**").doesNotContain("CLOSED");
  }

  @Test
  void ofABlockedReviewSaysThatNobodyWasAsked() {
    Bench bench = Bench.of(log, "Sprint 8");
    Map<String, Object> summary = summary(bench, bench.run(Answerer.yes()).entries());
    assertThat(summary).containsEntry("status", "rejected");
    assertThat(map(summary.get("enforcement"))).containsEntry("approval_gate", "not_reached");
    assertThat(map(map(summary.get("step_evidence")).get("not-blocked")))
        .containsEntry("passed", false);
    assertThat(bench.text("closure.md")).contains("Nobody was asked.");
  }

  @Test
  void ofAFailedReviewSaysWhatHappenedAndHowToRecover() {
    Bench bench = Bench.of(log, "Sprint 7").write("items/tasks/TASK-001.json", "{");
    Map<String, Object> summary = summary(bench, bench.run(Answerer.yes()).entries());
    assertThat(summary)
        .containsEntry("status", "failed")
        .containsEntry("steps_completed", List.of());
    assertThat(map(map(summary.get("step_evidence")).get("1-metrics")))
        .containsEntry("failure", "BUSINESS_RULE")
        .containsKeys("message", "to_check", "to_recover")
        .doesNotContainKey("total_tasks");
  }

  @Test
  void ofACancelledReviewSaysSo() {
    Bench bench = Bench.of(log, "Sprint 7");
    Journal journal = bench.run().journal();
    Engine engine = bench.engine(journal);
    engine.cancel(Bench.RUN, Principal.of("os-user:ada")).settled();
    assertThat(summary(bench, journal.entries(Bench.RUN))).containsEntry("status", "cancelled");
    assertThat(bench.text("closure.md")).contains("CANCELLED", "called off by os-user:ada");
  }

  @Test
  void isNotWrittenBeforeTheRunHasEnded() {
    Bench bench = Bench.of(log, "Sprint 7");
    assertThat(SprintReviewReport.write(log, bench.run().entries())).isEmpty();
    assertThat(bench.path("closure.md")).doesNotExist();
  }

  @Test
  void ofAnyCompletedReviewIsATitleStepsDecisionsEpicsAndEvidence() {
    Bench bench = Bench.of(log, "Sprint 7");
    summary(bench, bench.run(Answerer.yes()).entries());
    assertThat(bench.text("closure.md"))
        .startsWith("# Sprint 7 Closure Report\n\n- Status: **CLOSED**\n")
        .contains(
            "8. 8-closure", "## Decisions", "approved by os-user:ada (claimed) as product-owner")
        .contains(
            "## Epics closed\n\n- EPIC-001 Readers renew loans themselves\n- EPIC-002 ",
            "### 4-tests");
  }

  @Test
  void jsonKeepsItsMeaningWhenItIsIndented() {
    Json json = Codec.json().write("a \"{[,:\\ b", String.class);
    String text = "{\"a\":[],\"b\":{},\"c\":[1,{\"d\":" + json + "}]}";
    String indented = JsonFile.indented(text);
    assertThat(indented)
        .startsWith("{\n  \"a\": [],\n  \"b\": {},\n  \"c\": [\n    1,\n    {\n      \"d\": ");
    Object read = JsonFile.read(indented.getBytes(StandardCharsets.UTF_8), Map.class);
    Object meant = JsonFile.read(text.getBytes(StandardCharsets.UTF_8), Map.class);
    assertThat(read).isEqualTo(meant);
  }
}
