package dev.interlock.testing;

import static dev.interlock.testing.InterlockAssertions.assertThat;
import static dev.interlock.testing.Publishing.NOTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.interlock.record.Entry;
import dev.interlock.record.Failure;
import dev.interlock.record.Journal;
import dev.interlock.record.RunId;
import dev.interlock.record.WorkflowException;
import java.util.function.Predicate;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class InterlockAssertionsTest {
  private final RecordedEffects effects = new RecordedEffects();
  private final TestHost host = new TestHost();

  private TestRun<Publishing.Published> approved() {
    host.people().approves("2-approval", "alice");
    return host.run(Publishing.workflow(Publishing.site(effects)), NOTE);
  }

  private TestRun<Publishing.Published> open() {
    return host.run(Publishing.workflow(Publishing.site(effects)), NOTE);
  }

  private static void fails(ThrowingCallable what, String... facts) {
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(what)
        .satisfies(e -> assertThat(e.getMessage()).contains(facts));
  }

  @Nested
  class AFailureIsAListOfFacts {
    @Test
    void in_columns() {
      TestRun<?> run = open();
      assertThatExceptionOfType(AssertionError.class)
          .isThrownBy(() -> assertThat(run).completed())
          .withMessage(
              """

              run       : run-1
              expected  : to be completed
              but it    : has not ended
              its events: run.started
                          step.started 1-count
                          step.completed 1-count
                          gate.requested 2-approval
                          run.waiting\
              """);
    }

    @Test
    void about_another_end() {
      TestRun<?> run = approved();
      fails(() -> assertThat(run).cancelled(), "to be cancelled", "ended: RunCompleted[");
      fails(() -> assertThat(run).rejectedAt("2-approval"), "to be rejected at '2-approval'");
      fails(() -> assertThat(run).failedAt("3-publish", Failure.Kind.UNKNOWN), "to be failed at");
      fails(() -> assertThat(run).waitsAt("2-approval"), "to wait at [2-approval]", "[]");
      fails(
          () -> assertThat(run).completedWith(new Publishing.Published("/Eight")),
          "the value Published[place=/Eight]",
          "Published[place=/Seven]");
    }

    @Test
    void about_another_order() {
      TestRun<?> run = approved();
      fails(
          () -> assertThat(run).ranInOrder("3-publish", "1-count"),
          "not in its place: 1-count",
          "finished were   : 1-count");
      fails(() -> assertThat(run).neverRan("1-count"), "step '1-count' never to run");
    }

    @Test
    void about_a_gate() {
      TestRun<?> run = approved();
      fails(
          () -> assertThat(run).gate("2-approval").approvedBy("bob"),
          "approved by [bob]",
          "[alice]");
      fails(() -> assertThat(run).gate("2-approval").deniedBy("alice"), "but it is: approved");
      fails(() -> assertThat(run).gate("2-approval").expired(), "to be expired");
      fails(() -> assertThat(run).gate("2-approval").refused("role"), "for 'role'", "(none)");
      fails(() -> assertThat(run).gate("other"), "gate 'other' to be presented", "[2-approval]");
    }

    @Test
    void about_effects() {
      approved();
      fails(() -> assertThat(effects).didNothing(), "expected effects", "[publish]");
      fails(() -> assertThat(effects).didOnce("mail"), "0 times", "publish[Seven]");
    }
  }

  @Nested
  class ARecord {
    /** The record without the events that are not meant. */
    private RunRecord only(TestRun<?> run, Predicate<Entry> meant) {
      Journal copy = Journal.inMemory();
      run.entries().stream()
          .filter(meant)
          .forEach(one -> copy.append(one.at(), one.run(), one.name(), one.data()));
      String definition = Publishing.workflow(Publishing.site(effects)).digest();
      copy.keep(
          Journal.Side.OUTLINE,
          host.journal().kept(Journal.Side.OUTLINE, definition).orElseThrow());
      return RunRecord.of(copy, run.id());
    }

    @Test
    void of_a_run_that_ended_is_complete_and_authorised() {
      assertThat(approved().record()).isComplete().isAuthorised();
    }

    @Test
    void of_a_run_that_waits_is_not_complete() {
      RunRecord record = open().record();
      fails(
          () -> assertThat(record).isComplete(),
          "it has not ended",
          "gate '2-approval' was presented and never closed");
      assertThat(record).isAuthorised();
    }

    @Test
    void without_the_end_of_a_step_is_not_complete() {
      RunRecord record = only(approved(), one -> !one.name().equals("step.completed"));
      fails(() -> assertThat(record).isComplete(), "step '1-count' was started and never ended");
    }

    @Test
    void whose_gate_was_never_opened_is_not_authorised() {
      RunRecord record = only(approved(), one -> !one.name().startsWith("gate."));
      fails(
          () -> assertThat(record).isAuthorised(),
          "step '3-publish' acted before '2-approval' was approved");
    }

    @Test
    void whose_gate_was_opened_by_nobody_is_not_authorised() {
      RunRecord record = only(approved(), one -> !one.name().equals("gate.decided"));
      fails(
          () -> assertThat(record).isAuthorised(),
          "gate '2-approval' was opened by fewer people than its quorum");
    }

    @Test
    void of_no_run_is_none() {
      assertThatExceptionOfType(WorkflowException.class)
          .isThrownBy(() -> RunRecord.of(host.journal(), RunId.of("run-9")))
          .withMessageContaining("'run-9'");
    }
  }
}
