package dev.interlock;

import static dev.interlock.DeskChannel.ALICE;
import static dev.interlock.Sample.INPUT;
import static dev.interlock.Sample.REQUESTER;
import static dev.interlock.Sample.RUN;
import static dev.interlock.Sample.events;
import static dev.interlock.Staff.ADA;
import static dev.interlock.Staff.BOB;
import static dev.interlock.Staff.CLEO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.Sample.Text;
import dev.interlock.internal.sshsig.SshPrivateKey;
import dev.interlock.record.Event;
import dev.interlock.record.Journal;
import dev.interlock.record.Presence;
import dev.interlock.record.Principal;
import dev.interlock.record.RunId;
import dev.interlock.record.WorkflowException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Gates of an engine that knows who is who. */
class GatePeopleTest {
  private static final Principal OS_ADA = Principal.of("os-user:ada");
  private static final Principal OS_BOB = Principal.of("os-user:bob");
  private static final People.Validity ALWAYS = People.Validity.always();

  private final Journal journal = Journal.inMemory();
  private final ManualTime time = new ManualTime();
  private final AtomicInteger published = new AtomicInteger();
  private Approvers approvers = Approvers.confirmedBy("editor");
  private Engine engine = engine(Staff.all());

  private Engine engine(People people) {
    return Engine.on(journal)
        .time(time)
        .people(people)
        .channel(new DeskChannel())
        .workflow(workflow())
        .build();
  }

  private Workflow<Text, Text> workflow() {
    return Sample.publish(
        approvers,
        approved -> {
          published.incrementAndGet();
          return approved.value();
        });
  }

  private GateRequest open(Approvers who) {
    return open(who, REQUESTER);
  }

  private GateRequest open(Approvers who, Principal requester) {
    approvers = who;
    engine.start(workflow(), RUN, INPUT, requester).settled();
    return last();
  }

  private GateRequest last() {
    return engine.pending(RUN).get(0);
  }

  private Optional<String> yes(Principal by, String role) {
    return engine.decide(last().approved(by, role, "desk"));
  }

  private Optional<String> no(Principal by, String role) {
    return engine.decide(last().denied(by, role, "desk"));
  }

  private static void assertRefused(Optional<String> said, String why) {
    assertThat(said).hasValueSatisfying(reason -> assertThat(reason).startsWith(why));
  }

  private static People.Validity until(Instant end) {
    return new People.Validity(Optional.empty(), Optional.of(end));
  }

  private static People.Delegation delegation(Principal from, Principal to, String role) {
    return new People.Delegation(from, to, role, until(ManualTime.START.plus(Duration.ofHours(1))));
  }

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

  @Nested
  class ARoleThatVetoes {
    private final Approvers vetoed = Approvers.some(1, "editor").vetoedBy("guard");

    @Test
    void closesTheGate() {
      open(vetoed);
      assertThat(no(CLEO, "guard")).isEmpty();
      assertThat(engine.resume(RUN).settled()).isInstanceOf(Outcome.Rejected.class);
    }

    @Test
    void isTheOnlyOneWhoseNoDoes() {
      open(vetoed);
      assertThat(no(ADA, "editor")).isEmpty();
      assertThat(yes(BOB, "editor")).isEmpty();
      assertThat(published).hasValue(1);
    }

    @Test
    void opensNothingByItsYes() {
      open(vetoed);
      assertThat(yes(CLEO, "guard")).isEmpty();
      assertThat(published).hasValue(0);
    }
  }

  @Nested
  class AGateThatWasNotDecidedInTime {
    private final Duration hour = Duration.ofHours(1);

    @Test
    void isPresentedToMoreRolesWhereItEscalates() {
      open(Approvers.confirmedBy("editor").escalatingAfter(hour, "guard"));
      assertRefused(yes(CLEO, "guard"), "role: the gate does not ask for this role");
      time.pass(hour);
      time.fire();
      engine.resume(RUN).settled();
      assertThat(last().roles()).containsExactly("editor", "guard");
      assertThat(last().notAfter()).isEmpty();
      assertThat(yes(CLEO, "guard")).isEmpty();
      assertThat(published).hasValue(1);
    }

    @Test
    void takesNothingLateWhereItWaitsAndAsksAgain() {
      GateRequest first = open(Approvers.confirmedBy("editor").askedAgainAfter(hour));
      time.pass(hour);
      time.fire();
      assertRefused(engine.decide(first.approved(ADA, "editor", "desk")), "late:");
      engine.present(RUN).settled();
      assertThat(last().notAfter()).contains(ManualTime.START.plus(hour).plus(hour));
      assertThat(yes(ADA, "editor")).isEmpty();
      assertThat(published).hasValue(1);
    }
  }

  @Nested
  class ABrokenGlass {
    @Test
    void needsKeysAndSaysWhatIsToBeLookedAt() {
      People people =
          Staff.of(
              Staff.person("ada", List.of("lead"), Staff.key(Staff.ADAS)),
              Staff.person("bob", List.of("lead"), Staff.key(Staff.BOBS)));
      approvers = Approvers.breakGlass(2, "lead", "look at it by Friday");
      engine =
          Engine.on(journal)
              .people(people)
              .channel(new DeskChannel())
              .channel(new Staff.Signed(Presence.KEY))
              .build();
      open(approvers);
      assertRefused(
          engine.decide(last().approved(ADA, "lead", "desk").withComment("the site is down")),
          "presence: the gate asks for KEY");
      assertRefused(
          Staff.decide(engine, last(), ADA, "lead", Staff.ADAS),
          "comment: this gate opens only with a reason");
      assertThat(signed(ADA, Staff.ADAS, "the site is down")).isEmpty();
      assertThat(published).hasValue(0);
      assertThat(signed(BOB, Staff.BOBS, "it is")).isEmpty();
      assertThat(published).hasValue(1);
      assertThat(events(engine, Event.GateFollowUp.class))
          .containsExactly(
              new Event.GateFollowUp(
                  "approval", 1, "look at it by Friday", "the site is down / it is"));
    }

    private Optional<String> signed(Principal by, SshPrivateKey key, String why) {
      return engine.decide(Staff.yes(engine, last(), by, "lead", key).withComment(why));
    }
  }

  @Nested
  class AGlassThatCouldBeBrokenTooEasily {
    @Test
    void isNone() {
      assertThatThrownBy(() -> Approvers.breakGlass(1, "lead", "a look"))
          .hasMessageContaining("at least 2 people and KEY or more, not 1 and KEY");
      assertThatThrownBy(() -> Approvers.breakGlass(2, "lead", "a look").atLeast(Presence.TERMINAL))
          .hasMessageContaining("not 2 and TERMINAL");
      assertThatThrownBy(() -> Approvers.breakGlass(2, "lead", " "))
          .hasMessageContaining("1 to 1,000 characters");
    }
  }

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
