package dev.interlock;

import static dev.interlock.DeskChannel.ALICE;
import static dev.interlock.Sample.REQUESTER;
import static dev.interlock.Sample.RUN;
import static dev.interlock.Sample.events;
import static dev.interlock.Staff.ADA;
import static dev.interlock.Staff.BOB;
import static dev.interlock.Staff.CLEO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.Sample.Text;
import dev.interlock.record.Event;
import dev.interlock.record.Presence;
import dev.interlock.record.Principal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Gates of an engine that knows who is who. */
class GatePeopleTest extends PeopleCase {
  @Nested
  class APerson {
    @Test
    void isRecordedUnderItsNameWhateverAliasItAnswersBy() {
      open(Approvers.confirmedBy("editor"));
      assertThat(yes(OS_ADA, "editor")).isEmpty();
      assertThat(events(engine, Event.GateDecided.class))
          .extracting(Event.GateDecided::principal)
          .containsExactly("ada");
    }

    @Test
    void whomNobodyKnowsIsRefused() {
      open(Approvers.confirmedBy("editor"));
      assertRefused(yes(ALICE, "editor"), "unknown-person: 'alice' is not among the people");
      assertThat(published).hasValue(0);
    }

    @Test
    void whoDoesNotHoldTheRoleIsRefused() {
      open(Approvers.confirmedBy("guard"));
      assertRefused(yes(ADA, "guard"), "role: 'ada' does not hold the role 'guard'");
    }

    @Test
    void whoseTimeIsOverIsRefused() {
      People.Person ada =
          new People.Person(
              ADA, List.of(), List.of("editor"), List.of(), until(time.now().plusSeconds(60)));
      engine = engine(Staff.of(ada));
      open(Approvers.confirmedBy("editor"));
      time.pass(Duration.ofSeconds(60));
      assertRefused(yes(ADA, "editor"), "unknown-person: 'ada' is not among the people at this");
    }

    @Test
    void whoIsNoPersonIsRefusedThoughItHoldsTheRole() {
      engine = engine(Staff.of(Staff.person("ada", List.of("editor")), bot()));
      open(Approvers.confirmedBy("editor"));
      assertRefused(yes(Principal.ai("bot"), "editor"), "not-a-person: ai:bot opens no gate");
      assertRefused(yes(Principal.of("os-user:bot"), "editor"), "not-a-person: ai:bot");
    }

    private People.Person bot() {
      return new People.Person(
          Principal.ai("bot"),
          List.of(Principal.of("os-user:bot")),
          List.of("editor"),
          List.of(),
          ALWAYS);
    }

    @Test
    void hasNotFilledTwoPlacesUnderTwoNames() {
      open(Approvers.some(2, "editor"));
      assertThat(yes(BOB, "editor")).isEmpty();
      assertRefused(yes(OS_BOB, "editor"), "distinct-principals:");
      assertThat(published).hasValue(0);
      assertThat(yes(ADA, "editor")).isEmpty();
      assertThat(published).hasValue(1);
    }

    @Test
    void hasNotFilledTwoPlacesInTwoRoles() {
      open(Approvers.all("editor", "guard"));
      assertThat(yes(BOB, "editor")).isEmpty();
      assertRefused(yes(OS_BOB, "guard"), "distinct-principals:");
      assertThat(yes(CLEO, "guard")).isEmpty();
      assertThat(published).hasValue(1);
    }

    @Test
    void whoAskedForTheRunDoesNotOpenAFourEyesGateUnderAnyName() {
      open(Approvers.fourEyes("editor"), OS_ADA);
      assertRefused(yes(ADA, "editor"), "self-approval:");
      assertRefused(yes(OS_ADA, "editor"), "self-approval:");
      assertThat(yes(OS_BOB, "editor")).isEmpty();
      assertThat(published).hasValue(1);
    }
  }

  @Nested
  class ADelegation {
    @Test
    void letsSomebodyAnswerAndStandsInTheRecord() {
      engine = engine(Staff.with(Staff.all(), delegation(ADA, CLEO, "editor")));
      open(Approvers.confirmedBy("editor"));
      assertThat(yes(CLEO, "editor")).isEmpty();
      Event.GateDecided decided = events(engine, Event.GateDecided.class).get(0);
      assertThat(decided.principal()).isEqualTo("cleo");
      assertThat(decided.onBehalfOf()).contains("ada");
      assertThat(published).hasValue(1);
    }

    @Test
    void thatIsOverLetsNobodyAnswer() {
      engine = engine(Staff.with(Staff.all(), delegation(ADA, CLEO, "editor")));
      open(Approvers.confirmedBy("editor"));
      time.pass(Duration.ofHours(1));
      assertRefused(yes(CLEO, "editor"), "role: 'cleo' does not hold the role 'editor'");
    }

    @Test
    void thatEndsBeforeTheGuardedStepHoldsNoMore() {
      engine = engine(Staff.with(Staff.all(), delegation(ADA, CLEO, "editor")));
      GateRequest request = open(Approvers.confirmedBy("editor"));
      journal.append(time.now(), RUN, "gate.decided", cleosYes(request).json());
      journal.append(
          time.now(), RUN, "gate.closed", new Event.GateClosed("approval", 1, "approved").json());
      time.pass(Duration.ofHours(1));
      engine(Staff.with(Staff.all(), delegation(ADA, CLEO, "editor"))).resume(RUN).settled();
      assertThat(published).hasValue(0);
    }

    private Event.GateDecided cleosYes(GateRequest request) {
      return new Event.GateDecided(
          "approval",
          1,
          request.nonce(),
          "approved",
          "cleo",
          false,
          "editor",
          Presence.TERMINAL,
          "desk",
          request.shown(),
          Optional.empty(),
          Optional.of("ada"),
          Optional.empty());
    }

    @Test
    void isTakenOutOfTheDecisionWhereNobodyGaveIt() {
      open(Approvers.confirmedBy("editor"));
      Decision plain = last().approved(CLEO, "editor", "desk");
      assertRefused(
          engine.decide(plain.by(CLEO, Optional.of(ADA))),
          "role: 'cleo' does not hold the role 'editor'");
    }

    @Test
    void ofARoleThatIsHeldAnywayIsNotUsed() {
      engine = engine(Staff.with(Staff.all(), delegation(ADA, BOB, "editor")));
      open(Approvers.confirmedBy("editor"));
      assertThat(yes(BOB, "editor")).isEmpty();
      assertThat(events(engine, Event.GateDecided.class))
          .extracting(Event.GateDecided::onBehalfOf)
          .containsExactly(Optional.empty());
    }

    @Test
    void doesNotCountTwiceForWhoGaveIt() {
      engine = engine(Staff.with(Staff.all(), delegation(ADA, CLEO, "editor")));
      open(Approvers.some(2, "editor"));
      assertThat(yes(CLEO, "editor")).isEmpty();
      assertRefused(yes(ADA, "editor"), "distinct-principals:");
      assertThat(yes(BOB, "editor")).isEmpty();
      assertThat(published).hasValue(1);
    }

    @Test
    void doesNotLetTheRequesterThroughFourEyes() {
      engine = engine(Staff.with(Staff.all(), delegation(ADA, CLEO, "editor")));
      open(Approvers.fourEyes("editor"), ADA);
      assertRefused(yes(CLEO, "editor"), "self-approval:");
    }

    @Test
    void toTheRequesterDoesNotEither() {
      engine = engine(Staff.with(Staff.all(), delegation(ADA, CLEO, "editor")));
      open(Approvers.fourEyes("editor"), CLEO);
      assertRefused(yes(CLEO, "editor"), "self-approval:");
    }
  }

  @Nested
  class AGateForPeopleNamedByTheRun {
    private Workflow<Approvers.Named, Text> named() {
      return Workflow.define(
          "named",
          Approvers.Named.class,
          (flow, people) -> {
            Ref<Text> text =
                flow.step("write", Text.class).reading(people).combine(p -> new Text("hello"));
            Ref<Approved<Text>> approval =
                flow.gate("approval", text, Approvers.confirmedBy("editor")).approvers(people);
            return flow.step("publish", Text.class)
                .reading(approval)
                .unverified("a test")
                .act(
                    approved -> {
                      published.incrementAndGet();
                      return approved.value();
                    });
          });
    }

    private void open(String... names) {
      engine.start(named(), RUN, new Approvers.Named(List.of(names)), REQUESTER).settled();
    }

    @Test
    void isOpenedByThem() {
      open("os-user:bob");
      assertRefused(yes(ADA, "editor"), "named: the run names other people");
      assertThat(yes(BOB, "editor")).isEmpty();
      assertThat(published).hasValue(1);
    }

    @Test
    void isNotOpenedByWhomTheyNameInTheirPlaceUnlessTheyAreNamed() {
      engine = engine(Staff.with(Staff.all(), delegation(ADA, CLEO, "editor")));
      open("cleo");
      assertRefused(yes(CLEO, "editor"), "named:");
    }

    @Test
    void isOpenedInTheirPlace() {
      engine = engine(Staff.with(Staff.all(), delegation(ADA, CLEO, "editor")));
      open("ada");
      assertThat(yes(CLEO, "editor")).isEmpty();
      assertThat(published).hasValue(1);
    }

    @Test
    void cannotBeForNobody() {
      assertThatThrownBy(() -> new Approvers.Named(List.of()))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
