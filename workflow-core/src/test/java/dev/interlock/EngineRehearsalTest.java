package dev.interlock;

import static dev.interlock.Sample.INPUT;
import static dev.interlock.Sample.RUN;
import static dev.interlock.Sample.Text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.record.Principal;
import dev.interlock.record.WorkflowException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Rehearsals, and the least profile of a workflow. */
class EngineRehearsalTest {
  private final TestJournal journal = new TestJournal();
  private final ManualTime time = new ManualTime();
  private final List<String> ran = new ArrayList<>();

  private Engine engine() {
    return Engine.on(journal).time(time).build();
  }

  private Ref<Text> step(Flow flow, String name, Ref<Text> text) {
    return flow.step(name, Text.class)
        .reading(text)
        .combine(
            t -> {
              ran.add(name);
              return t.and(" " + name);
            });
  }

  @Nested
  class ARehearsal {
    @Test
    void acts_nowhere_and_says_how_far_it_came() {
      Engine engine = engine();
      Workflow<Text, Text> workflow = Sample.publish(Approvers.confirmedBy("lead"));
      Outcome<Text> outcome = engine.rehearse(workflow, RUN, INPUT).settled();
      assertThat(outcome).isEqualTo(new Outcome.Cancelled<>(Principal.of("system:rehearsal")));
      assertThat(journal.names())
          .containsExactly(
              "run.started",
              "run.rehearsal",
              "step.started",
              "step.completed",
              "step.skipped",
              "step.skipped",
              "run.cancelled");
    }
  }

  @Nested
  class ARehearsalOfBranches {
    @Test
    void runs_what_it_can_of_each_before_it_passes_over_the_join() {
      Workflow<Text, Text> workflow =
          Workflow.define(
              "sides",
              Text.class,
              (flow, text) ->
                  flow.parallel("both", Text.class)
                      .branch(
                          "acts",
                          b ->
                              b.step("act", Text.class)
                                  .reading(text)
                                  .unverified("a test")
                                  .unguarded("a test")
                                  .act(t -> t))
                      .branch("thinks", b -> step(b, "b", step(b, "a", text)))
                      .join((a, b) -> a));
      Engine engine = engine();
      assertThat(engine.rehearse(workflow, RUN, INPUT).settled())
          .isInstanceOf(Outcome.Cancelled.class);
      assertThat(ran).containsExactly("a", "b");
    }
  }

  @Nested
  class ALeastProfile {
    @Test
    void of_a_child_is_asked_for_before_anything_begins() {
      Workflow<Text, Text> child =
          Workflow.define("child", Text.class, (flow, text) -> step(flow, "inside", text))
              .atLeast(Workflow.Profile.P1);
      Workflow<Text, Text> parent =
          Workflow.define("parent", Text.class, (flow, text) -> flow.child("part", child, text));
      assertThatThrownBy(() -> engine().start(parent, RUN, INPUT))
          .isInstanceOf(WorkflowException.class)
          .hasMessageContaining("asks for the profile P1");
      assertThat(journal.size()).isZero();
    }
  }
}
