package dev.interlock;

import static dev.interlock.Sample.RUN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.record.Journal;
import dev.interlock.record.Principal;
import dev.interlock.record.RunId;
import org.junit.jupiter.api.Test;

/** A gate that is asked about too often. */
class FatigueTest {
  private final Journal journal = Journal.inMemory();
  private final ManualTime time = new ManualTime();
  private final DeskChannel desk = new DeskChannel();
  private final Engine engine = Engine.on(journal).time(time).channel(desk).build();

  private void started() {
    engine.start(Sample.publish(Approvers.confirmedBy("editor")), RUN, Sample.INPUT).settled();
  }

  private void askedTwentyTimes() {
    started();
    for (int i = 1; i < 20; i++) {
      time.pass(java.time.Duration.ofMinutes(1));
      engine.present(RUN).settled();
    }
    assertThat(desk.presented()).hasSize(20);
  }

  @Test
  void isNotPresentedTheTwentyFirstTimeWithinAnHour() {
    askedTwentyTimes();
    org.assertj.core.api.Assertions.assertThatThrownBy(() -> engine.present(RUN))
        .isInstanceOf(dev.interlock.record.WorkflowException.class)
        .hasMessage(
            "gate 'approval' of run 'run-1' was presented 20 times within an hour and is not"
                + " presented again before 2026-03-01T11:00:00Z; it can still be answered");
    desk.reachable(true);
    engine.resume(RUN).settled();
    assertThat(desk.presented()).hasSize(20);
  }

  @Test
  void isPresentedAgainWhenTheFirstTimeIsAnHourAgo() {
    askedTwentyTimes();
    time.pass(java.time.Duration.ofMinutes(41));
    engine.present(RUN).settled();
    assertThat(desk.presented()).hasSize(21);
  }

  @Test
  void isNotAskedAboutAnewInRunsThatTakeTheirPlace() {
    started();
    Workflow<Sample.Text, Sample.Text> workflow = Sample.publish(Approvers.confirmedBy("editor"));
    RunId run = RUN;
    for (int i = 1; i < 20; i++) {
      engine.cancel(run, Principal.of("rita")).settled();
      RunId next = RunId.of("again-" + i);
      engine.startAgain(workflow, run, next, Principal.of("rita")).settled();
      run = next;
    }
    RunId last = run;
    engine.cancel(last, Principal.of("rita")).settled();
    org.assertj.core.api.Assertions.assertThatThrownBy(
            () -> engine.startAgain(workflow, last, RunId.of("more"), Principal.of("rita")))
        .isInstanceOf(dev.interlock.record.WorkflowException.class)
        .hasMessageContaining("was presented 20 times within an hour");
    assertThat(desk.presented()).hasSize(20);
  }

  @Test
  void canStillBeAnswered() {
    askedTwentyTimes();
    assertThat(engine.decide(desk.last().approved(Principal.of("a"), "editor", "desk"))).isEmpty();
  }
}
