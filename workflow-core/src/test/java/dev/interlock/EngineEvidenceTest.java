package dev.interlock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.record.Entry;
import dev.interlock.record.Event;
import dev.interlock.record.Failure;
import dev.interlock.record.FailureException;
import dev.interlock.record.Journal;
import dev.interlock.record.Json;
import dev.interlock.record.RunId;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What a body wrote is kept, whatever comes of its attempt. */
class EngineEvidenceTest {
  private static final RunId RUN = RunId.of("run-1");

  /** What is read and given. */
  public record Text(String text) {}

  /** What was seen. */
  public record Saw(String what) {}

  private final Journal journal = Journal.inMemory();

  private List<String> names(Workflow<Text, Text> workflow) {
    Engine.on(journal).build().start(workflow, RUN, new Text("x")).settled();
    return journal.entries(RUN).stream().map(Entry::name).toList();
  }

  private List<String> kept() {
    return journal.entries(RUN).stream()
        .map(Entry::event)
        .filter(Event.StepEvidence.class::isInstance)
        .flatMap(event -> ((Event.StepEvidence) event).evidence().stream())
        .map(Json::toString)
        .toList();
  }

  @Nested
  class AnAttemptThatFails {
    @Test
    void leavesWhatItsBodyWroteInFrontOfItsFailure() {
      Workflow<Text, Text> workflow =
          Workflow.define(
              "failing",
              Text.class,
              (flow, text) ->
                  flow.step("a", Text.class)
                      .reading(text, flow.evidence())
                      .unverified("a test")
                      .compute(
                          (t, evidence) -> {
                            evidence.add(new Saw("this"));
                            throw new FailureException(Failure.Kind.UNKNOWN, "no");
                          }));

      assertThat(names(workflow))
          .containsExactly(
              "run.started", "step.started", "step.evidence", "step.failed", "run.failed");
      assertThat(kept()).containsExactly("{\"what\":\"this\"}");
    }

    @Test
    void leavesItInFrontOfTheCheckThatDidNotHold() {
      Workflow<Text, Text> workflow =
          Workflow.define(
              "refuted",
              Text.class,
              (flow, text) ->
                  flow.step("a", Text.class)
                      .reading(text, flow.evidence())
                      .verifiedBy("look", (t, evidence, given) -> Verdict.failed("not there"))
                      .compute(
                          (t, evidence) -> {
                            evidence.add(new Saw("that"));
                            return t;
                          }));

      assertThat(names(workflow))
          .containsSubsequence("step.evidence", "check.failed", "step.failed");
      assertThat(kept()).containsExactly("{\"what\":\"that\"}");
    }

    @Test
    void leavesNothingWhereNothingWasWritten() {
      Workflow<Text, Text> workflow =
          Workflow.define(
              "silent",
              Text.class,
              (flow, text) ->
                  flow.step("a", Text.class)
                      .reading(text, flow.evidence())
                      .unverified("a test")
                      .compute(
                          (t, evidence) -> {
                            throw new FailureException(Failure.Kind.UNKNOWN, "no");
                          }));

      assertThat(names(workflow)).doesNotContain("step.evidence");
    }
  }
}
