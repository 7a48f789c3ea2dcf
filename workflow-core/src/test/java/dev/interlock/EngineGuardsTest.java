package dev.interlock;

import static dev.interlock.DeskChannel.ALICE;
import static dev.interlock.DeskChannel.BOB;
import static dev.interlock.Sample.INPUT;
import static dev.interlock.Sample.REQUESTER;
import static dev.interlock.Sample.RUN;
import static dev.interlock.Sample.events;
import static dev.interlock.Sample.oneStep;
import static dev.interlock.Sample.publish;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.Sample.Text;
import dev.interlock.record.Event;
import dev.interlock.record.Journal;
import dev.interlock.record.Presence;
import dev.interlock.record.Principal;
import dev.interlock.record.WorkflowException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What a host can do wrong around an engine, and what comes of it. */
class EngineGuardsTest {
  private static final String ROLE = "editor";

  private final Journal journal = Journal.inMemory();
  private final AtomicInteger published = new AtomicInteger();

  private Workflow<Text, Text> workflow(Approvers approvers) {
    return publish(
        approvers,
        approved -> {
          published.incrementAndGet();
          return approved.value();
        });
  }

  /** Asks by itself, and nobody is there. */
  private record Silent(String name, Presence presence) implements Channel {
    @Override
    public boolean reachable() {
      return false;
    }

    @Override
    public void present(GateRequest request, Answers answers) {
      answers.refuse("not-a-terminal: a test");
    }
  }

  /** A policy that is content with anything. */
  private static final class Easy implements Approvers.Policy {
    @Override
    public Optional<String> objection(
        GateRequest request, List<Decision> earlier, Decision decision) {
      return Optional.empty();
    }

    @Override
    public Approvers.Ruling ruling(GateRequest request, List<Decision> decisions) {
      return Approvers.Ruling.APPROVED;
    }
  }

  private static Approvers easy(String kind, int quorum) {
    return Approvers.of(kind, List.of(ROLE), quorum, new Easy());
  }

  @Nested
  class ASecondEngineOnAJournal {
    @Test
    void isRefusedARunThatTheFirstIsAtAndMayHaveItAfterwards() throws Exception {
      CountDownLatch inside = new CountDownLatch(1);
      CountDownLatch go = new CountDownLatch(1);
      Workflow<Text, Text> slow =
          oneStep(
              text -> {
                inside.countDown();
                go.await();
                return text;
              });
      ExecutorService pool = Executors.newSingleThreadExecutor();
      try {
        Engine first = Engine.on(journal).executor(pool).build();
        Engine second = Engine.on(journal).workflow(slow).build();
        Run<Text> run = first.start(slow, RUN, INPUT);
        inside.await();

        assertThatThrownBy(() -> second.resume(RUN))
            .isInstanceOf(WorkflowException.class)
            .hasMessageContaining("another engine");
        go.countDown();
        assertThat(run.settled()).isInstanceOf(Outcome.Completed.class);
        assertThat(second.resume(RUN).settled()).isInstanceOf(Outcome.Completed.class);
        assertThat(events(second, Event.StepCompleted.class)).hasSize(1);
      } finally {
        pool.shutdownNow();
      }
    }
  }

  @Nested
  class ADecisionThatIsHandedIn {
    @Test
    void doesNotCountForAChannelThatDeliversItsAnswersItself() {
      Engine engine = Engine.on(journal).channel(new Silent("terminal", Presence.TERMINAL)).build();
      Run<Text> run = engine.start(workflow(Approvers.confirmedBy(ROLE)), RUN, INPUT);
      GateRequest open = engine.pending(RUN).get(0);

      assertThat(engine.decide(open.approved(ALICE, ROLE, "terminal")))
          .hasValueSatisfying(why -> assertThat(why).startsWith("channel:"));
      assertThat(run.settled()).isInstanceOf(Outcome.Waiting.class);
      assertThat(events(engine, Event.GateDecided.class)).isEmpty();
      assertThat(events(engine, Event.GateRefused.class)).hasSize(2);
      assertThat(published).hasValue(0);
    }
  }

  @Nested
  class APolicyOfTheHosts {
    @Test
    void opensNoGateWithFewerPeopleThanItsQuorum() {
      DeskChannel desk = new DeskChannel();
      Engine engine = Engine.on(journal).channel(desk).build();
      Run<Text> run = engine.start(workflow(easy("easy", 2)), RUN, INPUT, REQUESTER);
      GateRequest open = desk.last();

      assertThat(engine.decide(open.approved(ALICE, ROLE, "desk"))).isEmpty();
      assertThat(run.settled()).isInstanceOf(Outcome.Waiting.class);
      assertThat(published).hasValue(0);
      assertThat(engine.decide(open.approved(BOB, ROLE, "desk"))).isEmpty();
      assertThat(run.settled()).isInstanceOf(Outcome.Completed.class);
    }

    @Test
    void bearsANameOfItsOwn() {
      for (String taken : List.of("confirmed", "four-eyes", "", "Easy", "a b", "a\nb")) {
        assertThatThrownBy(() -> easy(taken, 1))
            .as(taken)
            .isInstanceOf(WorkflowException.class)
            .hasMessageContaining("name");
      }
    }
  }

  @Nested
  class AnApprovalInTheRecord {
    private void forged(Principal by, String role) {
      DeskChannel desk = new DeskChannel();
      Engine engine = Engine.on(journal).channel(desk).build();
      engine.start(workflow(Approvers.fourEyes(ROLE)), RUN, INPUT, REQUESTER).settled();
      GateRequest open = desk.last();
      append(
          new Event.GateDecided(
              open.gate(),
              open.attempt(),
              open.nonce(),
              "approved",
              by.name(),
              false,
              role,
              Presence.TERMINAL,
              "desk",
              open.shown(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty()));
      append(new Event.GateClosed(open.gate(), open.attempt(), "approved"));
    }

    private void append(Event event) {
      journal.append(Instant.EPOCH, RUN, event.name(), event.json());
    }

    private void isSuperseded() {
      Engine later =
          Engine.on(journal)
              .channel(new DeskChannel())
              .workflow(workflow(Approvers.fourEyes(ROLE)))
              .build();

      assertThat(later.resume(RUN).settled()).isInstanceOf(Outcome.Waiting.class);
      assertThat(published).hasValue(0);
      assertThat(events(later, Event.GateClosed.class))
          .extracting(Event.GateClosed::outcome)
          .endsWith("superseded");
    }

    @Test
    void byAnAiGuardsNothing() {
      forged(Principal.ai("bot"), ROLE);
      isSuperseded();
    }

    @Test
    void inAnotherRoleGuardsNothing() {
      forged(ALICE, "janitor");
      isSuperseded();
    }

    @Test
    void byTheRequesterGuardsNothingBehindFourEyes() {
      forged(REQUESTER, ROLE);
      isSuperseded();
    }
  }

  @Nested
  class ABody {
    @Test
    void thatTellsTheEngineToGoOnFailsItsRunThoughItsStepIsOptional() {
      Engine engine = Engine.on(journal).build();
      Workflow<Text, Text> workflow =
          Workflow.define(
              "optional",
              Text.class,
              (flow, text) -> {
                Ref<Optional<Text>> extra =
                    flow.step("extra", Text.class)
                        .reading(text)
                        .optional("nice to have")
                        .combine(
                            t -> {
                              engine.cancel(RUN, DeskChannel.ALICE);
                              return t;
                            });
                return flow.step("use", Text.class).reading(text, extra).combine((t, e) -> t);
              });
      assertThat(engine.start(workflow, RUN, INPUT).settled()).isInstanceOf(Outcome.Failed.class);
    }

    @Test
    void thatTellsTheEngineToGoOnFailsItsStep() {
      Engine engine = Engine.on(journal).build();
      Workflow<Text, Text> waiting =
          oneStep(
              text -> {
                engine.resume(RUN).settled();
                return text;
              });
      Outcome<Text> outcome = engine.start(waiting, RUN, INPUT).settled();

      assertThat(outcome).isInstanceOf(Outcome.Failed.class);
      assertThat(((Outcome.Failed<Text>) outcome).failure().message())
          .contains("'only' told the engine to resume");
      assertThat(Sample.events(engine, Event.Violation.class))
          .extracting(Event.Violation::path)
          .containsExactly(Optional.of("only"));
    }
  }

  @Nested
  class ARunThatASinkStopped {
    @Test
    void goesOnInTheSameEngineOnceTheSinkWorks() {
      AtomicBoolean broken = new AtomicBoolean(true);
      Engine engine =
          Engine.on(journal)
              .sink(
                  entry -> {
                    if (broken.get()) {
                      throw new IllegalStateException("full");
                    }
                  })
              .build();
      Run<Text> run = engine.start(oneStep(text -> text), RUN, INPUT);
      assertThat(run.settled()).isInstanceOf(Outcome.Stopped.class);
      broken.set(false);

      assertThat(engine.resume(RUN).settled()).isInstanceOf(Outcome.Completed.class);
    }
  }
}
