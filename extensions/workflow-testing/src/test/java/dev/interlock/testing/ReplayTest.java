package dev.interlock.testing;

import static dev.interlock.testing.Publishing.NOTE;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.interlock.Approvers;
import dev.interlock.Workflow;
import org.junit.jupiter.api.Test;

class ReplayTest {
  private final RecordedEffects effects = new RecordedEffects();
  private final TestHost host = new TestHost();

  private Workflow<Publishing.Note, Publishing.Published> today(String role) {
    return Publishing.workflow(
        note -> {
          throw new AssertionError("a replay runs no body");
        },
        Approvers.confirmedBy(role));
  }

  private Replay recorded() {
    host.people().approves("2-approval", "alice");
    TestRun<?> run = host.run(Publishing.workflow(Publishing.site(effects)), NOTE);
    return Replay.of(host.journal(), run.id());
  }

  @Test
  void a_run_ends_the_same_under_the_definition_it_was_recorded_under() {
    recorded().isTheSameUnder(today("editor"));
  }

  @Test
  void a_run_that_was_denied_ends_the_same() {
    host.people().denies("2-approval", "alice");
    TestRun<?> run = host.run(Publishing.workflow(Publishing.site(effects)), NOTE);
    Replay.of(host.journal(), run.id()).isTheSameUnder(today("editor"));
  }

  @Test
  void a_run_that_still_waits_is_held_against_the_definition_alone() {
    TestRun<?> run = host.run(Publishing.workflow(Publishing.site(effects)), NOTE);
    Replay.of(host.journal(), run.id()).isTheSameUnder(today("editor"));
    Replay.of(host.journal(), run.id()).canGoOnUnder(today("lawyer"));
  }

  @Test
  void another_definition_is_found_with_what_changed() {
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> recorded().isTheSameUnder(today("lawyer")))
        .withMessageContaining("but it changed")
        .withMessageContaining("2-approval");
  }

  @Test
  void what_is_in_the_way_of_going_on_is_told() {
    TestRun<?> run = host.run(Publishing.slow(Publishing.site(effects)), NOTE);
    Replay replay = Replay.of(host.journal(), run.id());
    Workflow<Publishing.Note, Publishing.Published> without =
        Workflow.define(
            "slow",
            Publishing.Note.class,
            (flow, note) ->
                flow.step("at-once", Publishing.Published.class)
                    .reading(note)
                    .combine(n -> new Publishing.Published(n.title())));
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> replay.canGoOnUnder(without))
        .withMessageContaining("in the way");
  }
}
