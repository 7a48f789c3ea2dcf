package dev.interlock.testing;

import static dev.interlock.testing.InterlockAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.interlock.Approved;
import dev.interlock.Approvers;
import dev.interlock.Checked;
import dev.interlock.Workflow;
import dev.interlock.record.Principal;
import dev.interlock.record.WorkflowException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TestWitnessTest {
  private static final Publishing.Note NOTE = Publishing.NOTE;

  @Test
  void a_body_is_tested_with_the_approval_of_somebody() {
    Approved<Publishing.Note> approved = TestWitness.approved(NOTE, "alice");
    assertThat(approved.value()).isEqualTo(NOTE);
    assertThat(approved.by()).containsExactly(Principal.of("alice"));
  }

  @Test
  void several_people_approve_in_their_order() {
    assertThat(TestWitness.approved(NOTE, "alice", "bob").by())
        .containsExactly(Principal.of("alice"), Principal.of("bob"));
  }

  @Test
  void a_check_passed_and_people_approved_what_it_passed() {
    Checked<Publishing.Note> checked = TestWitness.checked(NOTE);
    assertThat(checked.value()).isEqualTo(NOTE);
    Approved<Checked<Publishing.Note>> approved = TestWitness.approved(checked, "alice");
    assertThat(approved.value().value()).isEqualTo(NOTE);
  }

  @Test
  void values_that_no_engine_could_record_have_no_witness() {
    assertThatExceptionOfType(WorkflowException.class)
        .isThrownBy(() -> TestWitness.approved(new StringBuilder(), "alice"))
        .withMessageContaining("StringBuilder");
  }

  @Test
  void neither_an_ai_nor_nobody_approves() {
    assertThatExceptionOfType(WorkflowException.class)
        .isThrownBy(() -> TestWitness.approved(NOTE, "ai:reviewer"))
        .withMessageContaining("no engine makes such a witness");
    assertThatExceptionOfType(WorkflowException.class).isThrownBy(() -> TestWitness.approved(NOTE));
  }

  /** A value cannot hold one, and an engine hands a step only what it made from the record. */
  @Test
  void it_gets_nobody_past_the_gate_of_a_run() {
    Approved<Publishing.Note> stolen = TestWitness.approved(NOTE, "alice");
    List<Approved<Publishing.Note>> handed = new ArrayList<>();
    record Smuggled(Approved<Publishing.Note> approved) {}
    assertThatExceptionOfType(WorkflowException.class)
        .isThrownBy(
            () ->
                Workflow.define(
                    "smuggling",
                    Smuggled.class,
                    (flow, in) ->
                        flow.step("out", Publishing.Note.class)
                            .reading(in)
                            .combine(smuggled -> smuggled.approved().value())))
        .withMessageContaining("'Smuggled.approved' of a generic type");
    Workflow<Publishing.Note, Publishing.Published> workflow =
        Workflow.define(
            "gated",
            Publishing.Note.class,
            (flow, note) ->
                flow.step("publish", Publishing.Published.class)
                    .reading(flow.gate("approval", note, Approvers.confirmedBy("editor")))
                    .unverified("a test")
                    .act(
                        approved -> {
                          handed.add(approved);
                          return new Publishing.Published("/");
                        }));
    TestHost host = new TestHost();
    TestRun<?> waits = host.run(workflow, stolen.value());
    assertThat(waits).waitsAt("approval").neverRan("publish");
    assertThat(handed).isEmpty();
    host.people().approves("approval", "bob");
    assertThat(host.resumed(waits.id())).completed();
    assertThat(handed).hasSize(1);
    assertThat(handed.get(0)).isNotSameAs(stolen);
    assertThat(handed.get(0).by()).containsExactly(Principal.of("bob"));
  }
}
