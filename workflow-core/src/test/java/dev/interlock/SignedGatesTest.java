package dev.interlock;

import static dev.interlock.Sample.INPUT;
import static dev.interlock.Sample.REQUESTER;
import static dev.interlock.Sample.RUN;
import static dev.interlock.Sample.events;
import static dev.interlock.Staff.ADA;
import static dev.interlock.Staff.ADAS;
import static dev.interlock.Staff.BOB;
import static dev.interlock.Staff.BOBS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.Sample.Text;
import dev.interlock.internal.approval.ApprovalText;
import dev.interlock.internal.sshsig.SecurityKey;
import dev.interlock.internal.sshsig.SshPrivateKey;
import dev.interlock.record.Event;
import dev.interlock.record.Journal;
import dev.interlock.record.Presence;
import dev.interlock.record.Principal;
import dev.interlock.record.RunId;
import dev.interlock.record.WorkflowException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Answers that are proven by a signature. */
class SignedGatesTest {
  private final Journal journal = Journal.inMemory();
  private final ManualTime time = new ManualTime();
  private final AtomicInteger published = new AtomicInteger();
  private final Approvers approvers = Approvers.confirmedBy("editor").atLeast(Presence.KEY);
  private Engine engine = engine(Staff.all(), Presence.KEY);

  private Engine engine(People people, Presence grade) {
    return Engine.on(journal)
        .time(time)
        .people(people)
        .channel(new Staff.Signed(grade))
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

  private GateRequest open() {
    return open(RUN);
  }

  private GateRequest open(RunId run) {
    engine.start(workflow(), run, INPUT, REQUESTER).settled();
    return engine.pending(run).get(0);
  }

  private String text(GateRequest request) {
    return engine.approvalText(request, Decision.Answer.APPROVED, ADA, "editor");
  }

  private static Decision yes(GateRequest request, Decision.Proof.Signature proof) {
    return request.approved(ADA, "editor", "signed").withProof(proof);
  }

  private void assertRefused(Decision decision, String reason) {
    assertThat(engine.decide(decision))
        .hasValueSatisfying(why -> assertThat(why).startsWith(reason));
    assertThat(events(engine, decision.run(), Event.GateRefused.class))
        .last()
        .satisfies(event -> assertThat(event.reason()).startsWith(reason));
    assertThat(events(engine, decision.run(), Event.GateDecided.class)).isEmpty();
    assertThat(published).hasValue(0);
  }

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
  class AnotherText {
    static Stream<Arguments> changes() {
      return Stream.of(
          change("form", text -> text + "\n"),
          change("form", text -> text + "x"),
          change("form", text -> text.substring(0, text.length() - 1)),
          change("form", text -> text.replace("decision approved", "decision yes")),
          change("form", text -> text.replace("principal ada", "principal ada eve")),
          change("version", text -> text.replace(" v1", " v2")),
          change("origin", text -> text.replaceFirst("\norigin .*", "\norigin other/0")),
          change("run", text -> text.replaceFirst("\nrun .*", "\nrun run-2")),
          change("workflow", text -> text.replaceFirst("(\nworkflow .*).", "$1x")),
          change("gate or attempt", text -> text.replace("gate approval 1", "gate approval 2")),
          change("gate or attempt", text -> text.replace("gate approval", "gate other")),
          change("shown", text -> text.replaceFirst("\nshown .*", "\nshown " + "0".repeat(64))),
          change("nonce", text -> text.replaceFirst("\nnonce .*", "\nnonce " + "0".repeat(32))),
          change("not-after", text -> text.replace("not-after none", "not-after 2030")),
          change("decision", text -> text.replace("decision approved", "decision denied")),
          change("role", text -> text.replace("role editor", "role guard")));
    }

    private static Arguments change(String what, UnaryOperator<String> how) {
      return Arguments.of(what, how);
    }

    @ParameterizedTest
    @MethodSource("changes")
    void isRefusedThoughItIsSigned(String what, UnaryOperator<String> how) {
      GateRequest request = open();
      String changed = how.apply(text(request));
      assertThat(changed).isNotEqualTo(text(request));
      assertRefused(
          yes(request, Staff.sign(ADAS, changed)),
          "signature: the signed text has another " + what);
    }

    @Test
    void ofSomebodyElseIsRefused() {
      GateRequest request = open();
      String bobs = engine.approvalText(request, Decision.Answer.APPROVED, BOB, "editor");
      assertRefused(
          yes(request, Staff.sign(ADAS, bobs)), "signature: the signed text is not of 'ada'");
    }

    @Test
    void aboutAnotherStateOfTheLogIsRefused() {
      GateRequest request = open();
      String rolledBack =
          text(request).replaceFirst("\nhead .*", "\nhead 9999 " + "A".repeat(43) + "=");
      assertRefused(
          yes(request, Staff.sign(ADAS, rolledBack)),
          "signature: the signed text is about another log");
    }

    @Test
    void ofAnotherRunIsRefusedThereAndStillGoodHere() {
      GateRequest first = open();
      GateRequest second = open(RunId.of("run-2"));
      Decision.Proof.Signature signed = Staff.sign(ADAS, text(first));
      assertRefused(yes(second, signed), "signature: the signed text has another run");
      assertThat(engine.decide(yes(first, signed))).isEmpty();
      assertThat(published).hasValue(1);
    }

    @Test
    void ofAnEarlierAttemptIsRefused() {
      GateRequest request = open();
      Decision.Proof.Signature signed = Staff.sign(ADAS, text(request));
      engine.present(RUN).settled();
      assertRefused(
          yes(engine.pending(RUN).get(0), signed),
          "signature: the signed text has another gate or attempt");
    }

    @Test
    void thatWasUsedBeforeIsRefused() {
      GateRequest request = open();
      Decision signed = Staff.yes(engine, request, ADA, "editor", ADAS);
      assertThat(engine.decide(signed)).isEmpty();
      assertThat(engine.decide(signed)).hasValueSatisfying(why -> assertThat(why).contains("clos"));
      assertThat(published).hasValue(1);
    }
  }

  @Nested
  class AnotherSignature {
    private void assertRefusedSigned(String signature, String reason) {
      GateRequest request = open();
      String text = text(request);
      String right = Staff.sign(ADAS, text).signature();
      assertRefused(
          yes(request, new Decision.Proof.Signature(text, signature.replace("{right}", right))),
          reason);
    }

    @ParameterizedTest
    @CsvSource({"'{right}{right}'", "'{right} '", "'{right}\0'", "''", "'nonsense'", "' {right}'"})
    void isRefusedUnlessItIsExactlyOne(String signature) {
      assertRefusedSigned(signature, "signature: ");
    }

    @Test
    void ofTenMegabytesIsRefused() {
      assertRefusedSigned("x".repeat(10_000_000), "signature: ");
    }

    @Test
    void forAnotherPurposeIsRefused() {
      GateRequest request = open();
      assertRefused(
          yes(request, Staff.sign(ADAS, "git", text(request))),
          "signature: it is made for another purpose");
    }

    @Test
    void overAnotherTextIsRefused() {
      GateRequest request = open();
      String text = text(request);
      String other = Staff.sign(ADAS, text + "\n").signature();
      assertRefused(
          yes(request, new Decision.Proof.Signature(text, other)),
          "signature: it is not by its key over this text");
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
