package dev.interlock;

import static dev.interlock.Sample.INPUT;
import static dev.interlock.Sample.RUN;
import static dev.interlock.Sample.events;
import static dev.interlock.Staff.ADA;
import static dev.interlock.Staff.BOB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.record.Event;
import dev.interlock.record.Presence;
import dev.interlock.record.Principal;
import dev.interlock.record.RunId;
import dev.interlock.record.WorkflowException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** People that change, are missing, or ask again. */
class OtherPeopleTest extends PeopleCase {
  @Nested
  class OtherPeople {
    private final People others = Staff.of("e".repeat(64), Staff.all());

    @Test
    void openNothingBeforeTheRunGoesByThem() {
      open(Approvers.confirmedBy("editor"));
      engine = engine(others);
      assertRefused(yes(ADA, "editor"), "people: the run goes by other people");
      engine.adoptPeople(RUN, OS_BOB);
      assertThat(events(engine, Event.PeopleChanged.class))
          .containsExactly(
              new Event.PeopleChanged(Optional.of(Staff.DIGEST), "e".repeat(64), "bob"));
      assertThat(yes(ADA, "editor")).isEmpty();
      assertThat(published).hasValue(1);
    }

    @Test
    void areAdoptedOnTheWordOfOneOfThemOnly() {
      open(Approvers.confirmedBy("editor"));
      List<String> role = List.of("editor");
      List<People.Person> all = List.of(Staff.person("bob", role), Staff.person("ai:bot", role));
      engine = engine(People.of("e".repeat(64), all, List.of()));
      for (String stranger : List.of("alice", "ai:bot", "system:nightly")) {
        assertThatThrownBy(() -> engine.adoptPeople(RUN, Principal.of(stranger)))
            .hasMessage("'" + stranger + "' is not a person that this engine knows");
      }
      assertThat(events(engine, Event.PeopleChanged.class)).isEmpty();
    }

    @Test
    void areNotAdoptedOnTheWordOfSomebodyWhoLeft() {
      open(Approvers.confirmedBy("editor"));
      People.Person left =
          new People.Person(
              BOB, List.of(), List.of("editor"), List.of(), until(time.now().minusSeconds(1)));
      engine = engine(People.of("e".repeat(64), List.of(left), List.of()));
      assertThatThrownBy(() -> engine.adoptPeople(RUN, BOB))
          .hasMessage("'bob' is not a person that this engine knows");
    }

    @Test
    void areAdoptedOnce() {
      open(Approvers.confirmedBy("editor"));
      engine.adoptPeople(RUN, ADA);
      assertThat(events(engine, Event.PeopleChanged.class)).isEmpty();
    }

    @Test
    void supersedeWhatTheyWouldNotHaveDecided() {
      GateRequest request = open(Approvers.confirmedBy("editor"));
      journal.append(time.now(), RUN, "gate.decided", adasYes(request).json());
      journal.append(
          time.now(), RUN, "gate.closed", new Event.GateClosed("approval", 1, "approved").json());
      People without =
          People.of("f".repeat(64), List.of(Staff.person("bob", List.of("editor"))), List.of());
      engine = engine(without);
      engine.resume(RUN).settled();
      assertThat(published).hasValue(0);
      assertThat(events(engine, Event.GateClosed.class))
          .extracting(Event.GateClosed::outcome)
          .containsExactly("approved", "superseded");
      engine.adoptPeople(RUN, BOB).settled();
      assertThat(yes(BOB, "editor")).isEmpty();
      assertThat(published).hasValue(1);
    }

    private Event.GateDecided adasYes(GateRequest request) {
      return new Event.GateDecided(
          "approval",
          1,
          request.nonce(),
          "approved",
          "ada",
          false,
          "editor",
          Presence.TERMINAL,
          "desk",
          request.shown(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());
    }
  }

  @Nested
  class AWorkflowWhoseGateNobodyCouldOpen {
    @Test
    void isNotStarted() {
      approvers = Approvers.all("editor", "lawyer");
      assertThatThrownBy(() -> engine.start(workflow(), RUN, INPUT))
          .isInstanceOf(WorkflowException.class)
          .hasMessageContaining(
              "gate 'approval' names the role 'lawyer', which nobody holds; give it to somebody");
      assertThat(engine.runs()).isEmpty();
    }

    @Test
    void isRehearsedAllTheSame() {
      approvers = Approvers.confirmedBy("lawyer");
      engine.rehearse(workflow(), RUN, INPUT);
      assertThat(engine.runs()).containsExactly(RUN);
    }
  }

  @Nested
  class ARunThatIsAskedForAgain {
    private static final RunId AGAIN = RunId.of("run-2");

    @Test
    void namesTheOneThatEndedAndIsGivenTheSame() {
      open(Approvers.confirmedBy("editor"));
      assertThat(no(ADA, "editor")).isEmpty();
      engine.startAgain(workflow(), RUN, AGAIN, OS_BOB).settled();
      Event.RunStarted started = events(engine, AGAIN, Event.RunStarted.class).get(0);
      assertThat(started.replaces()).contains("run-1");
      assertThat(started.requester().principal()).isEqualTo("bob");
      assertThat(started.input()).isEqualTo(events(engine, Event.RunStarted.class).get(0).input());
      assertThat(events(engine, Event.RunRejected.class)).hasSize(1);
    }

    @Test
    void isRefusedWhileTheFirstWaits() {
      open(Approvers.confirmedBy("editor"));
      assertThatThrownBy(() -> engine.startAgain(workflow(), RUN, AGAIN, BOB))
          .hasMessageContaining("has not ended");
      assertThat(engine.runs()).containsExactly(RUN);
    }

    @Test
    void isRefusedWhereThereIsNoneOfThisWorkflow() {
      assertThatThrownBy(() -> engine.startAgain(workflow(), RUN, AGAIN, BOB))
          .hasMessage("there is no run 'run-1' of workflow 'publish' in this log");
    }
  }
}
