package dev.interlock.testing;

import static dev.interlock.testing.InterlockAssertions.assertThat;
import static dev.interlock.testing.Publishing.NOTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.interlock.Approvers;
import dev.interlock.Engine;
import dev.interlock.Outcome;
import dev.interlock.Workflow;
import dev.interlock.audit.FileJournal;
import dev.interlock.audit.RecordVerifier;
import dev.interlock.audit.Verification.Verdict;
import dev.interlock.record.Event;
import dev.interlock.record.Failure;
import dev.interlock.record.FailureException;
import dev.interlock.record.Journal;
import dev.interlock.record.Presence;
import dev.interlock.record.Principal;
import dev.interlock.record.RunId;
import dev.interlock.record.WorkflowException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(InterlockExtension.class)
class TestHostTest {
  private final RecordedEffects effects = new RecordedEffects();

  private Workflow<Publishing.Note, Publishing.Published> publishing() {
    return Publishing.workflow(Publishing.site(effects));
  }

  @Nested
  class PeopleByScript {
    @Test
    void open_a_gate_in_their_names(TestHost host) {
      host.people().approves("2-approval", "alice");
      TestRun<Publishing.Published> run = host.run(publishing(), NOTE);
      assertThat(run)
          .completedWith(new Publishing.Published("/Seven"))
          .ranInOrder("1-count", "3-publish")
          .gate("2-approval")
          .approvedBy("alice");
      assertThat(run.record()).isComplete().isAuthorised();
      assertThat(effects).didExactly("publish");
    }

    @Test
    void close_it_with_a_no(TestHost host) {
      host.people().denies("2-approval", "bob");
      TestRun<?> run = host.run(publishing(), NOTE);
      assertThat(run).rejectedAt("2-approval").gate("2-approval").deniedBy("bob");
      assertThat(run).neverRan("3-publish");
      assertThat(effects).didNothing();
    }

    @Test
    void say_nothing_where_no_script_names_the_gate(TestHost host) {
      TestRun<?> run = host.run(publishing(), NOTE);
      assertThat(run).waitsAt("2-approval");
      assertThat(host.people().asked()).hasSize(1);
    }

    @Test
    void are_not_the_ones_who_asked_at_a_four_eyes_gate(TestHost host) {
      host.people().approves("2-approval", "ada");
      TestRun<?> run =
          host.run(
              Publishing.workflow(Publishing.site(effects), Approvers.fourEyes("editor")),
              NOTE,
              Principal.of("ada"));
      assertThat(run).waitsAt("2-approval").gate("2-approval").refused("self-approval");
    }

    @Test
    void hand_in_what_is_asked_for_and_time_is_moved_by_hand(TestHost host) {
      host.people().handsIn("proof", new Publishing.Seen("it"), "rita");
      TestRun<?> run = host.run(Publishing.slow(Publishing.site(effects)), NOTE);
      assertThat(run).waitsAt("a-night");
      host.time().pass(Duration.ofHours(12));
      assertThat(run).completed().ranInOrder("1-count", "publish");
    }
  }

  @Nested
  class Time {
    private Workflow<Publishing.Note, Publishing.Published> flaky() {
      AtomicInteger tries = new AtomicInteger();
      return Publishing.slow(
          note -> {
            if (tries.incrementAndGet() < 3) {
              throw new FailureException(Failure.Kind.TRANSIENT, "the site is busy");
            }
            return Publishing.site(effects).publish(note);
          });
    }

    @Test
    void a_run_that_waits_for_its_next_try_says_how_to_go_on(TestHost host) {
      host.people().handsIn("proof", new Publishing.Seen("it"), "rita");
      TestRun<?> run = host.run(flaky(), NOTE);
      host.time().pass(Duration.ofHours(12));
      assertThatExceptionOfType(AssertionError.class)
          .isThrownBy(run::outcome)
          .withMessageContaining("it goes on in PT2S")
          .withMessageContaining("host.time().pass(...)");
    }

    @Test
    void all_waits_may_be_passed_at_once(TestHost host) {
      host.people().handsIn("proof", new Publishing.Seen("it"), "rita");
      assertThat(host.run(flaky(), NOTE).passingWaits()).completed();
      assertThat(effects).didOnce("publish");
    }

    @Test
    void a_gate_expires_when_its_deadline_has_passed(TestHost host) {
      Approvers soon = Approvers.confirmedBy("editor").within(Duration.ofHours(1));
      TestRun<?> run = host.run(Publishing.workflow(Publishing.site(effects), soon), NOTE);
      host.time().pass(Duration.ofHours(1));
      assertThat(run).rejectedAt("2-approval").gate("2-approval").expired();
    }
  }

  @Nested
  class AnotherProcess {
    @Test
    void goes_on_where_the_first_one_waited(TestHost host) {
      TestRun<?> run = host.run(publishing(), NOTE);
      host.people().approves("2-approval", "alice");
      TestRun<?> later = host.resumed(run.id());
      assertThat(later).completed();
      assertThat(effects).didOnce("publish");
    }
  }

  @Nested
  class TheRecord {
    @TempDir Path folder;

    @Test
    void never_verifies_as_one_of_production() {
      try (Journal journal = FileJournal.open(folder)) {
        TestHost host = TestHost.on(journal);
        host.people().approves("2-approval", "alice");
        assertThat(host.run(publishing(), NOTE)).completed();
      }
      assertThat(RecordVerifier.verify(folder).verdict()).isEqualTo(Verdict.INCOMPLETE);
      assertThat(RecordVerifier.verify(folder).reason().orElseThrow())
          .isEqualTo("run 'run-1' was made by a test kit");
      assertThat(RecordVerifier.verify(folder, RunId.of("run-1")).verdict())
          .isEqualTo(Verdict.INCOMPLETE);
    }

    @Test
    void of_people_who_only_claim_a_grade_never_verifies_either() {
      try (Journal journal = FileJournal.open(folder)) {
        TestHost host = TestHost.on(journal, new TestPeople(Presence.HARDWARE));
        host.people().approves("2-approval", "alice");
        Approvers strict = Approvers.confirmedBy("editor").atLeast(Presence.KEY);
        assertThat(host.run(Publishing.workflow(Publishing.site(effects), strict), NOTE))
            .completed();
      }
      assertThat(RecordVerifier.verify(folder).verdict().exitCode()).isNotZero();
    }

    @Test
    void of_a_run_that_is_not_a_tests_says_another_profile() {
      Engine engine = Engine.on(Journal.inMemory()).build();
      engine.start(publishing(), RunId.of("run-1"), NOTE);
      assertThat(engine.events(RunId.of("run-1")).get(0).event())
          .isInstanceOfSatisfying(
              Event.RunStarted.class, start -> assertThat(start.profile()).isEqualTo("P0"));
    }

    @Test
    void takes_any_least_profile_and_any_grade_and_says_that_it_is_a_test() {
      TestHost host = new TestHost(Presence.HARDWARE);
      host.people().approves("2-approval", "alice");
      Approvers strict = Approvers.confirmedBy("editor").atLeast(Presence.KEY);
      TestRun<?> run =
          host.run(
              Publishing.workflow(Publishing.site(effects), strict).atLeast(Workflow.Profile.P3),
              NOTE);
      assertThat(run).completed();
      assertThat(run.record().events(Event.RunStarted.class))
          .allMatch(start -> start.profile().equals("test"));
    }

    @Test
    void is_needed_for_people_who_only_claim_a_grade() {
      Engine.Builder builder =
          Engine.on(Journal.inMemory()).channel(new TestPeople(Presence.HARDWARE));
      assertThatExceptionOfType(WorkflowException.class).isThrownBy(builder::build);
    }
  }

  @Test
  void an_answer_below_the_grade_is_refused(TestHost host) {
    host.people().approves("2-approval", "alice");
    Approvers strict = Approvers.confirmedBy("editor").atLeast(Presence.KEY);
    TestRun<?> run = host.run(Publishing.workflow(Publishing.site(effects), strict), NOTE);
    assertThat(run).waitsAt("2-approval").gate("2-approval").refused("presence");
    assertThat((Object) run.outcome()).isInstanceOf(Outcome.Waiting.class);
  }
}
