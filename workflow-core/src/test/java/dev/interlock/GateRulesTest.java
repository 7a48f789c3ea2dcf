package dev.interlock;

import static dev.interlock.Sample.RUN;
import static dev.interlock.Sample.events;
import static dev.interlock.Staff.ADA;
import static dev.interlock.Staff.BOB;
import static dev.interlock.Staff.CLEO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.internal.sshsig.SshPrivateKey;
import dev.interlock.record.Event;
import dev.interlock.record.Presence;
import dev.interlock.record.Principal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Vetoes, deadlines and broken glass. */
class GateRulesTest extends PeopleCase {
  private static final Principal AGENT = Principal.ai("agent");

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
    void takesNothingLateThoughTheWallClockWasSetBack() {
      GateRequest first = open(Approvers.confirmedBy("editor").askedAgainAfter(hour));
      time.passMonotonic(hour);
      assertRefused(engine.decide(first.approved(ADA, "editor", "desk")), "late:");
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
      open(approvers, AGENT);
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

    @Test
    void isNotBrokenWithAReasonOfBlanks() {
      approvers = Approvers.breakGlass(2, "lead", "a look");
      engine =
          Engine.on(journal)
              .people(
                  Staff.of(
                      Staff.person("ada", List.of("lead"), Staff.key(Staff.ADAS)),
                      Staff.person("bob", List.of("lead"), Staff.key(Staff.BOBS))))
              .channel(new Staff.Signed(Presence.KEY))
              .build();
      open(approvers, AGENT);
      assertRefused(signed(ADA, Staff.ADAS, "  "), "comment: this gate opens only with a reason");
      assertThat(engine.decide(noOfAda())).isEmpty();
    }

    /** A no needs no reason. */
    private Decision noOfAda() {
      String text = engine.approvalText(last(), Decision.Answer.DENIED, ADA, "lead");
      return last().denied(ADA, "lead", "signed").withProof(Staff.sign(Staff.ADAS, text));
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
  class Limits {
    @Test
    void ofACommentAre1000Characters() {
      open(Approvers.some(2, "editor"));
      Decision yes = last().approved(ADA, "editor", "desk");
      assertRefused(engine.decide(yes.withComment("x".repeat(1_001))), "comment: it has more than");
      assertThat(engine.decide(yes.withComment("x".repeat(1_000)))).isEmpty();
    }

    @Test
    void ofADeadlineAre36500Days() {
      Duration longest = Duration.ofDays(36_500);
      assertThat(Approvers.confirmedBy("editor").within(longest).deadline()).contains(longest);
      assertThatThrownBy(() -> Approvers.confirmedBy("editor").within(longest.plusNanos(1)))
          .hasMessageContaining("36500 days");
    }

    @Test
    void ofWhatIsToBeLookedAtAre1000Characters() {
      assertThat(Approvers.breakGlass(2, "lead", "x".repeat(1_000)).followUp()).isPresent();
      assertThatThrownBy(() -> Approvers.breakGlass(2, "lead", "x".repeat(1_001)))
          .hasMessageContaining("1 to 1,000 characters");
    }

    @Test
    void ofPeopleAre100() {
      assertThat(Approvers.some(100, "editor").quorum()).isEqualTo(100);
      assertThatThrownBy(() -> Approvers.some(101, "editor")).hasMessageContaining("not 101");
    }
  }

  @Nested
  class APolicyThatFailsTheSecondTime {
    @Test
    void opensNothing() {
      AtomicInteger asked = new AtomicInteger();
      Approvers.Policy policy =
          new Approvers.Policy() {
            @Override
            public Optional<String> objection(
                GateRequest request, List<Decision> earlier, Decision decision) {
              return Optional.empty();
            }

            @Override
            public Approvers.Ruling ruling(GateRequest request, List<Decision> decisions) {
              if (asked.incrementAndGet() > 1) {
                throw new IllegalStateException("a test");
              }
              return Approvers.Ruling.APPROVED;
            }
          };
      open(Approvers.of("moody", List.of("editor"), 1, policy));
      assertThat(yes(ADA, "editor")).isEmpty();
      assertThat(asked).hasValueGreaterThan(1);
      assertThat(published).hasValue(0);
      assertThat(engine.resume(RUN).settled()).isInstanceOf(Outcome.Waiting.class);
    }
  }
}
