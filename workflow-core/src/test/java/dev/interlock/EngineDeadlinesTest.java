package dev.interlock;

import static dev.interlock.Sample.INPUT;
import static dev.interlock.Sample.RUN;
import static dev.interlock.Sample.events;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.Sample.Text;
import dev.interlock.record.Entry;
import dev.interlock.record.Event;
import dev.interlock.record.RunId;
import dev.interlock.record.WorkflowException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.Assertions;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EngineDeadlinesTest {
  private static final Duration TEN_MINUTES = Duration.ofMinutes(10);
  private static final Instant END = ManualTime.START.plus(TEN_MINUTES);

  private final TestJournal journal = new TestJournal();
  private final ManualTime time = new ManualTime();
  private final DeskChannel desk = new DeskChannel();
  private final AtomicInteger published = new AtomicInteger();
  private Engine engine = engineOn(time);

  private Engine engineOn(ManualTime clocks) {
    return Engine.on(journal).channel(desk).time(clocks).workflow(workflow()).build();
  }

  private Workflow<Text, Text> workflow() {
    return Sample.publish(
        Approvers.confirmedBy("editor").within(TEN_MINUTES),
        approved -> {
          published.incrementAndGet();
          return approved.value();
        });
  }

  @BeforeEach
  void waitAtTheGate() {
    Outcome<Text> outcome = engine.start(workflow(), RUN, INPUT).settled();
    assertThat(outcome).isInstanceOf(Outcome.Waiting.class);
    assertThat(desk.last().notAfter()).contains(END);
  }

  private void assertExpired() {
    assertThat(engine.resume(RUN).settled())
        .isEqualTo(new Outcome.Rejected<>("approval", "the gate was expired"));
    assertThat(events(engine, Event.GateClosed.class))
        .extracting(Event.GateClosed::outcome)
        .containsExactly("expired");
    assertThat(published).hasValue(0);
  }

  @Nested
  class ADecision {
    @ParameterizedTest
    @CsvSource({"-1, true", "0, false", "1, false"})
    void countsUpToTheLastMillisecond(long millis, boolean counts) {
      time.pass(TEN_MINUTES.plusMillis(millis));
      assertThat(engine.decide(DeskChannel.yes(desk.last())).isEmpty()).isEqualTo(counts);
      assertThat(published).hasValue(counts ? 1 : 0);
      if (!counts) {
        assertExpired();
        assertThat(journal.names()).endsWith("gate.closed", "gate.refused", "run.rejected");
      }
    }

    @Test
    void isLateThoughTheWallClockWasSetBack() {
      time.pass(TEN_MINUTES);
      time.setWall(ManualTime.START.minusSeconds(86_400));
      assertThat(engine.decide(DeskChannel.yes(desk.last()))).isPresent();
      assertExpired();
      assertThat(anomalies()).containsExactly(new Event.ClockAnomaly("back", "PT24H10M"));
    }

    private List<Event> anomalies() {
      return engine.events(RUN).stream()
          .filter(entry -> entry.name().equals("clock.anomaly"))
          .map(Entry::event)
          .toList();
    }

    @Test
    void isNotLateBecauseTheClockWasSetAheadWithinItAndThatIsRecordedOnce() {
      time.setWall(ManualTime.START.plusSeconds(300));
      assertThat(engine.decide(DeskChannel.yes(desk.last()))).isEmpty();
      assertThat(anomalies()).containsExactly(new Event.ClockAnomaly("ahead", "PT5M"));
    }

    @Test
    void isOfAClockThatDriftsAsAllClocksDo() {
      time.setWall(ManualTime.START.plusSeconds(10));
      assertThat(engine.decide(DeskChannel.yes(desk.last()))).isEmpty();
      assertThat(anomalies()).isEmpty();
    }

    @Test
    void isLateThoughTheWallClockStandsStill() {
      time.passMonotonic(TEN_MINUTES);
      assertThat(engine.decide(DeskChannel.yes(desk.last()))).isPresent();
      assertExpired();
    }

    @Test
    void isLateThoughOnlyTheWallClockSaysSo() {
      time.setWall(END);
      assertThat(engine.decide(DeskChannel.yes(desk.last()))).isPresent();
      assertExpired();
    }

    @Test
    void onALaterPresentationKeepsTheFirstDeadline() {
      time.pass(Duration.ofMinutes(6));
      engine.present(RUN).settled();
      assertThat(desk.last().attempt()).isEqualTo(2);
      assertThat(desk.last().notAfter()).contains(END);
      time.passMonotonic(Duration.ofMinutes(4));
      assertThat(engine.decide(DeskChannel.yes(desk.last()))).isPresent();
      assertExpired();
    }
  }

  @Nested
  class WithoutAnyDecision {
    @Test
    void theTimerClosesTheGate() {
      assertThat(time.timers()).isEqualTo(1);
      time.pass(TEN_MINUTES.minusMillis(1));
      time.fire();
      assertThat(journal.names()).doesNotContain("gate.closed");
      time.pass(Duration.ofMillis(1));
      time.fire();
      assertThat(journal.names()).endsWith("gate.closed", "run.rejected");
      assertExpired();
    }

    @Test
    void aTimerThatFiresAfterAnotherEndChangesNothing() {
      assertThat(engine.decide(DeskChannel.yes(desk.last()))).isEmpty();
      int size = journal.size();
      time.pass(TEN_MINUTES);
      time.fire();
      engine.runDue();
      assertThat(journal.size()).isEqualTo(size);
      assertThat(engine.resume(RUN).settled()).isInstanceOf(Outcome.Completed.class);
    }

    @Test
    void whatIsDueIsDoneWhereThereAreNoTimers() {
      time.pass(TEN_MINUTES.minusMillis(1));
      engine.runDue();
      assertThat(journal.names()).doesNotContain("gate.closed");
      time.pass(Duration.ofMillis(1));
      engine.runDue();
      assertExpired();
    }

    @Test
    void whatIsDueAfterARestartIsDoneInAnotherProcess() {
      ManualTime later = new ManualTime();
      later.setWall(END.minusMillis(1));
      engine = engineOn(later);
      int size = journal.size();
      engine.runDue();
      assertThat(journal.size()).isEqualTo(size);
      later.setWall(END);
      engine.runDue();
      assertThat(journal.names()).endsWith("gate.closed", "run.rejected");
      engine.runDue();
      assertExpired();
    }

    @Test
    void whatIsNotYetDueAfterARestartIsDoneOnceItsTimerFires() {
      ManualTime later = new ManualTime();
      engine = engineOn(later);
      engine.runDue();
      later.pass(TEN_MINUTES);
      later.fire();
      assertThat(journal.names()).endsWith("gate.closed", "run.rejected");
    }

    @Test
    void aResumeAfterTheDeadlineClosesTheGateAndAsksNobody() {
      ManualTime later = new ManualTime();
      later.setWall(END.plusSeconds(1));
      desk.reachable(true);
      engine = engineOn(later);
      assertExpired();
      assertThat(desk.presented()).hasSize(1);
    }

    @Test
    void askingAnewAfterTheDeadlineClosesTheGateAndAsksNobody() {
      time.pass(TEN_MINUTES);
      engine.present(RUN).settled();
      assertThat(desk.presented()).hasSize(1);
      assertExpired();
    }
  }

  @Nested
  class AClockSetBackBeforeARestart {
    @Test
    void isNotBelievedBelowWhatTheRecordHasSeen() {
      time.setWall(END.minusSeconds(1));
      engine.decide(desk.last().approved(DeskChannel.ALICE, "stranger", "desk"));
      ManualTime later = new ManualTime();
      later.setWall(ManualTime.START);
      engine = engineOn(later);
      engine.present(RUN).settled();
      assertThat(desk.last().notAfter()).contains(END);
      later.pass(Duration.ofSeconds(1));
      assertThat(engine.decide(DeskChannel.yes(desk.last()))).isPresent();
      assertExpired();
    }
  }

  @Nested
  class TwoGatesSideBySide {
    @Test
    void theOneThatExpiresRejectsTheRunAndTheOtherIsCancelled() {
      Workflow<Text, Text> both =
          Workflow.define(
              "both",
              Text.class,
              (flow, text) ->
                  flow.parallel("both", Text.class)
                      .branch("slow", b -> b.gate("slow", text, Approvers.confirmedBy("a")))
                      .branch(
                          "quick",
                          b ->
                              b.gate(
                                  "quick",
                                  text,
                                  Approvers.confirmedBy("a").within(Duration.ofSeconds(5))))
                      .join((slow, quick) -> slow.value()));
      var run = engine.start(both, RunId.of("both"), INPUT);
      assertThat(run.settled()).isInstanceOf(Outcome.Waiting.class);
      time.pass(Duration.ofSeconds(5));
      time.fire();
      assertThat(run.settled())
          .isEqualTo(new Outcome.Rejected<>("both/quick/quick", "the gate was expired"));
      assertThat(events(engine, run.id(), Event.GateClosed.class))
          .extracting(Event.GateClosed::path, Event.GateClosed::outcome)
          .containsExactly(
              Tuple.tuple("both/quick/quick", "expired"),
              Tuple.tuple("both/slow/slow", "cancelled"));
    }
  }

  @Nested
  class ADeadlineFarAway {
    @Test
    void isRefusedWhenItIsWrittenAndNotWhenItIsReached() {
      for (Duration forever :
          List.of(Duration.ofSeconds(Long.MAX_VALUE), Duration.ofDays(400_000))) {
        Assertions.assertThatThrownBy(() -> Approvers.confirmedBy("editor").within(forever))
            .isInstanceOf(WorkflowException.class)
            .hasMessageContaining("deadline");
      }
    }
  }
}
