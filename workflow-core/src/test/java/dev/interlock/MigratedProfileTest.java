package dev.interlock;

import static dev.interlock.Sample.INPUT;
import static dev.interlock.Sample.RUN;
import static dev.interlock.Sample.events;
import static dev.interlock.Staff.ADA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.Sample.Text;
import dev.interlock.record.Event;
import dev.interlock.record.Presence;
import dev.interlock.record.Principal;
import dev.interlock.record.WorkflowException;
import org.junit.jupiter.api.Test;

/** Another definition promises no less of a run than was promised when it began. */
class MigratedProfileTest {
  private static final Approvers SIGNED = Approvers.confirmedBy("editor").atLeast(Presence.KEY);

  private final TestJournal journal = new TestJournal().signing();
  private final Workflow<Text, Text> signed = Sample.publish(SIGNED);

  private Engine started() {
    Engine engine =
        Engine.on(journal)
            .people(Staff.all())
            .channel(new Staff.Signed(Presence.KEY))
            .workflow(signed)
            .build();
    engine.start(signed, RUN, INPUT, Principal.ai("agent")).settled();
    assertThat(events(engine, Event.RunStarted.class).get(0).profile()).isEqualTo("P1");
    return engine;
  }

  private static void refuses(Engine engine, Workflow<Text, Text> to, String why) {
    assertThat(engine.migration(RUN, to).problems()).anyMatch(problem -> problem.contains(why));
    assertThatThrownBy(() -> engine.migrate(RUN, to, ADA))
        .isInstanceOf(WorkflowException.class)
        .hasMessageContaining(why);
    assertThat(events(engine, Event.RunMigrated.class)).isEmpty();
  }

  @Test
  void a_gate_that_takes_an_answer_without_a_signature_is_refused() {
    refuses(
        started(),
        Sample.publish(Approvers.confirmedBy("editor")),
        "it is promised the profile P1, and would have P0");
  }

  @Test
  void a_definition_that_asks_for_more_than_the_engine_promises_is_refused() {
    refuses(
        started(),
        Sample.publish(SIGNED).atLeast(Workflow.Profile.P2),
        "asks for the profile P2, and this engine promises P1; the README");
  }

  @Test
  void a_gate_that_nobody_could_open_is_refused() {
    refuses(
        started(),
        Sample.publish(Approvers.confirmedBy("lawyer").atLeast(Presence.KEY)),
        "which nobody holds");
  }

  @Test
  void one_that_keeps_the_promise_is_taken() {
    Engine engine = started();
    engine.migrate(RUN, Sample.publish(SIGNED).version("2"), ADA).settled();
    assertThat(events(engine, Event.RunMigrated.class)).hasSize(1);
  }
}
