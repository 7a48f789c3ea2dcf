package dev.interlock.testing;

import static dev.interlock.testing.Publishing.NOTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.interlock.Approvers;
import dev.interlock.Workflow;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CrashPointsTest {
  @Test
  void a_run_comes_to_the_same_end_wherever_it_is_stopped() {
    int places =
        CrashPoints.of(effects -> Publishing.workflow(Publishing.site(effects)), NOTE)
            .people(people -> people.approves("2-approval", "alice"))
            .check();
    assertThat(places).isEqualTo(16);
  }

  @Test
  void pauses_values_from_outside_and_steps_that_may_be_repeated_are_gone_through_too() {
    CrashPoints.of(effects -> Publishing.slow(Publishing.site(effects)), NOTE)
        .people(people -> people.handsIn("proof", new Publishing.Seen("it"), "rita"))
        .mayRepeat("publish")
        .check();
  }

  @Test
  void no_time_passes_while_a_process_is_stopped() {
    Approvers soon = Approvers.confirmedBy("editor").within(Duration.ofHours(1));
    CrashPoints.of(effects -> Publishing.workflow(Publishing.site(effects), soon), NOTE)
        .people(people -> people.approves("2-approval", "alice"))
        .check();
  }

  @Test
  void an_effect_that_is_done_twice_is_found_and_where() {
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(
            () ->
                CrashPoints.of(effects -> Publishing.slow(Publishing.site(effects)), NOTE)
                    .people(p -> p.handsIn("proof", new Publishing.Seen("it"), "rita"))
                    .check())
        .withMessageContaining("done once too often: publish[Seven]")
        .withMessageContaining("(step.started), once what follows from it was done");
  }

  @Test
  void a_body_that_remembers_what_it_did_before_the_crash_is_found() {
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(
            () ->
                CrashPoints.of(CrashPointsTest::forgetful, NOTE)
                    .people(p -> p.handsIn("proof", new Publishing.Seen("it"), "rita"))
                    .mayRepeat("publish")
                    .check())
        .withMessageContaining("expected to end as")
        .withMessageContaining("/Seven-2");
  }

  /** A world whose answer depends on how often it was asked. */
  private static Workflow<Publishing.Note, ?> forgetful(RecordedEffects effects) {
    AtomicInteger times = new AtomicInteger();
    return Publishing.slow(
        note -> {
          effects.did("publish", note.title());
          return new Publishing.Published("/" + note.title() + "-" + times.incrementAndGet());
        });
  }
}
