package dev.interlock;

import static dev.interlock.Sample.INPUT;
import static dev.interlock.Sample.RUN;
import static dev.interlock.Sample.events;
import static dev.interlock.Staff.ADA;
import static dev.interlock.Staff.ADAS;
import static dev.interlock.Staff.BOB;
import static dev.interlock.Staff.BOBS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.internal.approval.ApprovalText;
import dev.interlock.internal.sshsig.SecurityKey;
import dev.interlock.record.Event;
import dev.interlock.record.Presence;
import dev.interlock.record.Principal;
import dev.interlock.record.WorkflowException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Answers that are proven by a signature. */
class SignedGatesTest extends SignedCase {
  @Nested
  class TheKeyOfThePerson {
    @Test
    void opensTheGateAndIsKept() {
      GateRequest request = open();
      assertThat(Staff.decide(engine, request, ADA, "editor", ADAS)).isEmpty();
      assertThat(published).hasValue(1);
      Event.GateDecided decided = events(engine, Event.GateDecided.class).get(0);
      assertThat(decided.presence()).isEqualTo(Presence.KEY);
      assertThat(decided.proven()).isTrue();
      assertThat(decided.principal()).isEqualTo("ada");
      assertThat(journal.approval(decided.signed().orElseThrow()))
          .hasValueSatisfying(kept -> assertThat(kept.text()).contains("\nprincipal ada\n"));
    }

    @Test
    void deniesAsWell() {
      GateRequest request = open();
      String text = engine.approvalText(request, Decision.Answer.DENIED, ADA, "editor");
      Decision no = request.denied(ADA, "editor", "signed").withProof(Staff.sign(ADAS, text));
      assertThat(engine.decide(no)).isEmpty();
      assertThat(engine.resume(RUN).settled()).isInstanceOf(Outcome.Rejected.class);
      assertThat(published).hasValue(0);
    }

    @Test
    void signsNoTextForAGateThatIsNotOpen() {
      GateRequest request = open();
      assertThat(Staff.decide(engine, request, ADA, "editor", ADAS)).isEmpty();
      assertThatThrownBy(() -> text(request))
          .isInstanceOf(WorkflowException.class)
          .hasMessage("gate 'approval' of run 'run-1' is not open");
    }
  }

  @Nested
  class AnAnswerThatIsNotProven {
    @Test
    void isRefusedOverTheChannelForSignatures() {
      assertRefused(
          open().approved(ADA, "editor", "signed"), "signature: the answer is not signed");
    }

    @Test
    void isRefusedOverAChannelOfALowerGrade() {
      assertRefused(open().approved(ADA, "editor", "desk"), "presence: the gate asks for KEY");
    }

    @Test
    void isRefusedWithACredentialInPlaceOfASignature() {
      GateRequest request = open();
      assertRefused(
          request
              .approved(ADA, "editor", "signed")
              .withProof(new Decision.Proof.Credential("token")),
          "signature: the answer is not signed");
    }
  }

  @Nested
  class AnotherKey {
    @Test
    void ofNobodyIsRefused() {
      GateRequest request = open();
      assertRefused(
          yes(request, Staff.sign(Staff.STRANGE, text(request))),
          "key: " + Staff.STRANGE.publicKey().fingerprint() + " is not a key of anybody");
    }

    @Test
    void ofSomebodyElseIsRefused() {
      GateRequest request = open();
      assertRefused(
          yes(request, Staff.sign(BOBS, text(request))),
          "key: " + BOBS.publicKey().fingerprint() + " is not a key of 'ada'");
    }

    @ParameterizedTest
    @CsvSource({"-1, true", "0, false", "1, false"})
    void countsUpToTheEndOfItsTime(long millis, boolean counts) {
      People.Validity until =
          new People.Validity(
              Optional.empty(), Optional.of(ManualTime.START.plus(Duration.ofHours(1))));
      engine =
          engine(
              Staff.of(
                  Staff.person(
                      "ada", List.of("editor"), new People.Key(ADAS.publicKey().text(), until))),
              Presence.KEY);
      GateRequest request = open();
      time.pass(Duration.ofHours(1).plusMillis(millis));
      assertThat(Staff.decide(engine, request, ADA, "editor", ADAS).isEmpty()).isEqualTo(counts);
      assertThat(published).hasValue(counts ? 1 : 0);
    }

    @Test
    void thatIsNotYetValidIsRefused() {
      People.Validity later =
          new People.Validity(Optional.of(ManualTime.START.plusMillis(1)), Optional.empty());
      engine =
          engine(
              Staff.of(
                  Staff.person(
                      "ada", List.of("editor"), new People.Key(ADAS.publicKey().text(), later))),
              Presence.KEY);
      GateRequest request = open();
      assertRefused(yes(request, Staff.sign(ADAS, text(request))), "key: ");
    }
  }

  @Nested
  class ASecurityKey {
    private final SecurityKey device = SecurityKey.ofKind(SecurityKey.ED25519);

    private Decision touched(GateRequest request, int flags) {
      String text = text(request);
      byte[] signature =
          device
              .saying(flags)
              .sign(ApprovalText.NAMESPACE, text.getBytes(StandardCharsets.US_ASCII));
      return yes(
          request,
          new Decision.Proof.Signature(text, new String(signature, StandardCharsets.US_ASCII)));
    }

    private GateRequest opened(Presence channel) {
      People.Key key = new People.Key(device.publicKey().text(), People.Validity.always());
      engine =
          engine(
              Staff.of(
                  Staff.person("ada", List.of("editor"), key),
                  Staff.person("bob", List.of("editor"), Staff.key(BOBS))),
              channel);
      return open();
    }

    @Test
    void thatWasTouchedReachesHardware() {
      Decision touched = touched(opened(Presence.KEY), 1);
      assertThat(engine.decide(touched)).isEmpty();
      assertThat(events(engine, Event.GateDecided.class))
          .extracting(Event.GateDecided::presence)
          .containsExactly(Presence.HARDWARE);
    }

    @ParameterizedTest
    @CsvSource({"0", "4"})
    void thatNobodyTouchedIsRefused(int flags) {
      assertRefused(
          touched(opened(Presence.KEY), flags), "signature: nobody touched the security key");
    }

    @Test
    void isWhatAChannelForThemTakes() {
      GateRequest request = opened(Presence.HARDWARE);
      assertThat(Staff.decide(engine, request, BOB, "editor", BOBS))
          .contains("presence: the channel takes touched security keys only");
      assertThat(engine.decide(touched(request, 5))).isEmpty();
    }
  }

  @Nested
  class AnEngineThatKnowsNobody {
    @Test
    void takesNoChannelForSignatures() {
      assertThatThrownBy(() -> Engine.on(journal).channel(new Staff.Signed(Presence.KEY)).build())
          .isInstanceOf(WorkflowException.class)
          .hasMessageContaining("people(...)");
    }

    @Test
    void hasNoPersonToAdopt() {
      Engine bare = Engine.on(journal).workflow(workflow()).build();
      bare.start(workflow(), RUN, INPUT);
      assertThatThrownBy(() -> bare.adoptPeople(RUN, Principal.of("ada")))
          .hasMessage("'ada' is not a person that this engine knows");
    }
  }
}
