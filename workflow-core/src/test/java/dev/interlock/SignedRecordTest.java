package dev.interlock;

import static dev.interlock.Sample.RUN;
import static dev.interlock.Sample.events;
import static dev.interlock.Staff.ADAS;
import static dev.interlock.Staff.BOBS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.internal.sshsig.SshPrivateKey;
import dev.interlock.record.Event;
import dev.interlock.record.Journal;
import dev.interlock.record.Presence;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Signed answers in the record, looked at once more. */
class SignedRecordTest extends SignedCase {
  @Nested
  class RightBeforeTheGuardedStep {
    /** Approves in a journal that the guarded step is then not reached in. */
    private void approvedAndStopped() {
      GateRequest request = open();
      String signed = journal.keepApproval(request.nonce(), approval(request, ADAS));
      append(decided(request, Presence.KEY, Optional.of(signed)));
      append(new Event.GateClosed("approval", 1, "approved"));
    }

    private Journal.Approval approval(GateRequest request, SshPrivateKey key) {
      Decision.Proof.Signature proof = Staff.sign(key, text(request));
      return new Journal.Approval(proof.text(), proof.signature());
    }

    private Event decided(GateRequest request, Presence presence, Optional<String> signed) {
      return new Event.GateDecided(
          request.gate(),
          1,
          request.nonce(),
          "approved",
          "ada",
          true,
          "editor",
          presence,
          "signed",
          request.shown(),
          Optional.empty(),
          Optional.empty(),
          signed);
    }

    private void append(Event event) {
      journal.append(time.now(), RUN, event.name(), event.json());
    }

    private void resumesTo(int times) {
      engine = engine(Staff.all(), Presence.KEY);
      engine.resume(RUN).settled();
      assertThat(published).hasValue(times);
      assertThat(events(engine, Event.GateClosed.class))
          .extracting(Event.GateClosed::outcome)
          .last()
          .isEqualTo(times == 1 ? "approved" : "superseded");
    }

    @Test
    void whatWasSignedIsGoodStill() {
      approvedAndStopped();
      resumesTo(1);
    }

    @Test
    void aDecisionWithoutItsSignatureIsNone() {
      GateRequest request = open();
      append(decided(request, Presence.KEY, Optional.empty()));
      append(new Event.GateClosed("approval", 1, "approved"));
      resumesTo(0);
    }

    @Test
    void aDecisionWithTheSignatureOfAnotherIsNone() {
      GateRequest request = open();
      String signed = journal.keepApproval(request.nonce(), approval(request, BOBS));
      append(decided(request, Presence.KEY, Optional.of(signed)));
      append(new Event.GateClosed("approval", 1, "approved"));
      resumesTo(0);
    }

    @Test
    void aDecisionThatClaimsMoreThanItsSignatureIsNone() {
      GateRequest request = open();
      String signed = journal.keepApproval(request.nonce(), approval(request, ADAS));
      append(decided(request, Presence.HARDWARE, Optional.of(signed)));
      append(new Event.GateClosed("approval", 1, "approved"));
      resumesTo(0);
    }

    @Test
    void aDecisionBelowTheGradeIsNone() {
      GateRequest request = open();
      append(decided(request, Presence.TERMINAL, Optional.empty()));
      append(new Event.GateClosed("approval", 1, "approved"));
      resumesTo(0);
    }

    @Test
    void aKeyThatEndedSinceOpensNothing() {
      approvedAndStopped();
      People.Validity over =
          new People.Validity(Optional.empty(), Optional.of(ManualTime.START.plusSeconds(60)));
      People ended =
          Staff.of(
              Staff.person(
                  "ada", List.of("editor"), new People.Key(ADAS.publicKey().text(), over)));
      time.pass(Duration.ofMinutes(2));
      engine = engine(ended, Presence.KEY);
      engine.resume(RUN).settled();
      assertThat(published).hasValue(0);
    }
  }
}
