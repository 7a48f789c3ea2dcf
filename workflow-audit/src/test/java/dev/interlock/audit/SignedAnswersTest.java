package dev.interlock.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.Approvers;
import dev.interlock.Decision;
import dev.interlock.Engine;
import dev.interlock.GateRequest;
import dev.interlock.Workflow;
import dev.interlock.audit.Verification.Verdict;
import dev.interlock.internal.approval.ApprovalText;
import dev.interlock.internal.approval.ApprovalText.About;
import dev.interlock.record.Presence;
import dev.interlock.record.RunId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An answer counts for what was signed, and for nothing that somebody puts in its place. */
class SignedAnswersTest {
  private static final Approvers LEAD = Approvers.confirmedBy("lead");

  @TempDir Path folder;
  private Path dir;
  private GateRequest request;
  private Path text;
  private Path signature;
  private ApprovalText honest;

  /** One yes of alice's, over the head that the log has when she is asked. */
  @BeforeEach
  void aliceSigns() {
    dir = folder.resolve("log");
    Workflow<Shapes.Text, Shapes.Text> workflow = workflow();
    Clocks clocks = new Clocks();
    try (FileJournal journal = Logs.open(dir)) {
      GateBases.signing(journal, clocks, workflow)
          .start(workflow, Telling.RUN, new Shapes.Text("in"), Telling.RITA);
    }
    try (FileJournal journal = Logs.open(dir)) {
      Engine engine = GateBases.signing(journal, clocks, workflow);
      request = GateBases.asked(engine);
      String said = engine.approvalText(request, Decision.Answer.APPROVED, Telling.ALICE, "lead");
      GateBases.take(
          engine,
          request
              .approved(Telling.ALICE, "lead", Desk.NAME)
              .withProof(
                  new Decision.Proof.Signature(
                      said, Signed.ALICE_KEY.sign(ApprovalText.NAMESPACE, said.getBytes(UTF_8)))));
    }
    text = dir.resolve("approvals/" + request.nonce() + ".1.txt");
    signature = LogFolder.signatureOf(text);
    honest = ApprovalText.parse(Logs.read(text), Signed.about(request)).orElseThrow();
  }

  private static Workflow<Shapes.Text, Shapes.Text> workflow() {
    return GateBases.gated(Approvers.confirmedBy("lead").atLeast(Presence.KEY).within(Shapes.SOON));
  }

  private void sign(ApprovalText other) {
    Logs.write(text, other.bytes());
    write(Signed.ALICE_KEY.sign(ApprovalText.NAMESPACE, other.bytes()));
  }

  private void write(String other) {
    Logs.write(signature, other.getBytes(UTF_8));
  }

  private void about(About other) {
    sign(
        new ApprovalText(other, honest.head(), honest.answer(), honest.role(), honest.principal()));
  }

  private void found(String why) {
    Verification found = RecordVerifier.verify(dir);
    assertThat(found.verdict()).as("%s", found).isEqualTo(Verdict.TAMPERED);
    assertThat(found.reason()).hasValueSatisfying(said -> assertThat(said).contains(why));
    assertThat(found.badLine()).hasValue(line());
  }

  private long line() {
    return Forging.of(dir).find("gate.decided", 1) + 1L;
  }

  private About with(String run, String gate, int attempt, String shown, String nonce) {
    return new About(
        request.origin(),
        run,
        request.workflow(),
        request.definition(),
        gate,
        attempt,
        shown,
        nonce,
        request.notAfter());
  }

  @Test
  void the_honest_one_holds_and_it_is_said_that_nobody_was_asked_whose_key_it_is() {
    Verification found = RecordVerifier.verify(dir);
    assertThat(found.verdict()).as("%s", found).isEqualTo(Verdict.OK_UNANCHORED);
    assertThat(honest.head().size()).isPositive();
    assertThat(found.notes()).singleElement().asString().contains("1 answer is signed");
  }

  @Nested
  class ATextOfSomethingElse {
    @Test
    void by_one_byte_is_found() throws IOException {
      byte[] whole = Logs.read(text);
      for (int at = 0; at < whole.length; at += 7) {
        byte[] changed = whole.clone();
        changed[at] ^= 1;
        Logs.write(text, changed);
        found("is decided by a signature");
      }
      Logs.write(text, java.util.Arrays.copyOf(whole, whole.length + 1));
      found("another form");
      Files.delete(text);
      found("missing");
    }

    @Test
    void of_another_run_gate_attempt_content_or_presentation_is_found() {
      about(with("run-2", "approval", 1, request.shown(), request.nonce()));
      found("another run");
      about(with("run-1", "other", 1, request.shown(), request.nonce()));
      found("another gate or attempt");
      about(with("run-1", "approval", 2, request.shown(), request.nonce()));
      found("another gate or attempt");
      about(with("run-1", "approval", 1, "0".repeat(64), request.nonce()));
      found("another shown");
      about(with("run-1", "approval", 1, request.shown(), "0".repeat(32)));
      found("another nonce");
    }

    @Test
    void of_another_log_definition_or_deadline_is_found() {
      About a = Signed.about(request);
      Optional<Instant> later = a.notAfter().map(end -> end.plusSeconds(1));
      about(
          new About(
              "x/0",
              a.run(),
              a.workflow(),
              a.definition(),
              a.gate(),
              1,
              a.shown(),
              a.nonce(),
              a.notAfter()));
      found("another origin");
      about(
          new About(
              a.origin(),
              a.run(),
              a.workflow(),
              "0".repeat(64),
              a.gate(),
              1,
              a.shown(),
              a.nonce(),
              a.notAfter()));
      found("another workflow");
      about(
          new About(
              a.origin(),
              a.run(),
              a.workflow(),
              a.definition(),
              a.gate(),
              1,
              a.shown(),
              a.nonce(),
              later));
      found("another not-after");
    }

    @Test
    void of_another_answer_role_or_principal_is_found() {
      sign(new ApprovalText(honest.about(), honest.head(), "denied", "lead", "alice"));
      found("another decision, role or principal");
      sign(new ApprovalText(honest.about(), honest.head(), "approved", "boss", "alice"));
      found("another decision, role or principal");
      sign(new ApprovalText(honest.about(), honest.head(), "approved", "lead", "bob"));
      found("another decision, role or principal");
    }

    @Test
    void of_a_head_that_the_log_never_had_or_had_only_later_is_found() {
      long size = honest.head().size();
      String zero = Base64.getEncoder().encodeToString(new byte[32]);
      head(new ApprovalText.Head(size, zero));
      head(new ApprovalText.Head(size - 1, honest.head().root()));
      long last = LogFolder.largest(new LogFolder(dir).headSizes());
      Head later = Head.parse(Logs.read(new LogFolder(dir).head(last))).orElseThrow();
      assertThat(last).isGreaterThan(line());
      head(new ApprovalText.Head(last, later.root()));
    }

    private void head(ApprovalText.Head other) {
      sign(new ApprovalText(honest.about(), other, "approved", "lead", "alice"));
      found("over a head that this log did not have before it");
    }
  }

  @Nested
  class ASignature {
    @Test
    void for_another_purpose_is_found() {
      write(Signed.ALICE_KEY.sign("file", Logs.read(text)));
      found("another purpose");
    }

    @Test
    void over_something_else_or_that_is_none_is_found() {
      write(Signed.ALICE_KEY.sign(ApprovalText.NAMESPACE, new byte[1]));
      found("not by its key over this text");
      write("yes");
      found("that is none");
    }

    @Test
    void of_a_security_key_counts_only_where_it_was_touched_and_only_as_one() {
      write(Signed.DAVE_KEY.sign(ApprovalText.NAMESPACE, Logs.read(text), 0));
      found("nobody touched");
      write(Signed.DAVE_KEY.sign(ApprovalText.NAMESPACE, Logs.read(text)));
      found("another grade");
    }
  }

  @Nested
  class WithPeople {
    private Verification with(String digest, TestKey alice, List<String> roles) {
      return RecordVerifier.of(dir).people(Signed.people(digest, alice, roles)).verify();
    }

    @Test
    void whose_key_it_is_holds_and_nothing_is_left_unsaid() {
      Verification found = with(Signed.DIGEST, Signed.ALICE_KEY, List.of("lead"));
      assertThat(found.verdict()).as("%s", found).isEqualTo(Verdict.OK_UNANCHORED);
      assertThat(found.notes()).isEmpty();
    }

    @Test
    void a_key_of_somebody_else_is_unknown() {
      Verification found = with(Signed.DIGEST, TestKey.ofFile(), List.of("lead"));
      assertThat(found.verdict()).isEqualTo(Verdict.UNKNOWN_KEY);
      assertThat(found.badLine()).hasValue(line());
      assertThat(found.reason().orElseThrow()).contains("no key of 'alice'");
    }

    @Test
    void a_role_that_who_answered_does_not_hold_is_found() {
      Verification found = with(Signed.DIGEST, Signed.ALICE_KEY, List.of("qa"));
      assertThat(found.verdict()).isEqualTo(Verdict.TAMPERED);
      assertThat(found.reason().orElseThrow()).contains("does not hold the role 'lead'");
    }

    @Test
    void others_than_the_run_goes_by_say_nothing_and_that_is_said() {
      Verification found = with("cd".repeat(32), Signed.ALICE_KEY, List.of("lead"));
      assertThat(found.verdict()).isEqualTo(Verdict.INCOMPLETE);
      assertThat(found.reason().orElseThrow()).contains("others than those given");
      RecordVerifier both =
          RecordVerifier.of(dir)
              .people(Signed.people("cd".repeat(32), TestKey.ofFile(), List.of("lead")))
              .people(Signed.people());
      assertThat(both.verify().verdict()).isEqualTo(Verdict.OK_UNANCHORED);
    }

    @Test
    void only_the_people_of_the_run_that_is_asked_about_are_missed() {
      RunId second = RunId.of("run-2");
      try (FileJournal journal = Logs.open(dir)) {
        Engine plain = GateBases.engine(journal, new Clocks(), GateBases.gated(LEAD));
        plain.start(GateBases.gated(LEAD), second, new Shapes.Text("in"), Telling.RITA);
        GateBases.take(
            plain, plain.pending(second).get(0).approved(Telling.ALICE, "lead", Desk.NAME));
      }
      RecordVerifier verifier = RecordVerifier.of(dir).people(Signed.people());
      assertThat(verifier.verify().verdict()).isEqualTo(Verdict.INCOMPLETE);
      assertThat(verifier.run(Telling.RUN).verify().verdict()).isEqualTo(Verdict.OK_UNANCHORED);
      Verification found = verifier.run(second).verify();
      assertThat(found.verdict()).isEqualTo(Verdict.INCOMPLETE);
      assertThat(found.reason().orElseThrow()).contains("run 'run-2' goes by no people");
    }

    @Test
    void an_answer_without_a_signature_is_held_against_them_too() {
      Path other = folder.resolve("other");
      Workflow<Shapes.Text, Shapes.Text> workflow = GateBases.gated(LEAD);
      try (FileJournal journal = Logs.open(other)) {
        Engine engine =
            Engine.on(journal)
                .channel(new Desk())
                .people(Signed.people())
                .executor(Runnable::run)
                .build();
        engine.start(workflow, Telling.RUN, new Shapes.Text("in"), Telling.RITA);
        GateBases.take(engine, GateBases.asked(engine).approved(Telling.ALICE, "lead", Desk.NAME));
      }
      RecordVerifier verifier = RecordVerifier.of(other);
      assertThat(verifier.people(Signed.people()).verify().verdict())
          .isEqualTo(Verdict.OK_UNANCHORED);
      Verification found =
          verifier.people(Signed.people(Signed.DIGEST, Signed.ALICE_KEY, List.of("qa"))).verify();
      assertThat(found.verdict()).isEqualTo(Verdict.TAMPERED);
      assertThat(found.reason().orElseThrow()).contains("does not hold the role 'lead'");
    }

    @Test
    void a_run_that_goes_by_nobody_only_claims() {
      Path other = folder.resolve("other");
      GateBases.needs(other);
      Verification found = RecordVerifier.of(other).people(Signed.people()).verify();
      assertThat(found.verdict()).isEqualTo(Verdict.INCOMPLETE);
      assertThat(found.reason().orElseThrow()).contains("only claimed");
    }

    @Test
    void who_stands_in_for_somebody_must_be_let_by_them() {
      Path other = folder.resolve("other");
      GateBases.signed(other);
      RecordVerifier verifier = RecordVerifier.of(other);
      assertThat(verifier.people(Signed.people()).verify().verdict())
          .isEqualTo(Verdict.OK_UNANCHORED);
      Verification found =
          verifier.people(Signed.people(Signed.DIGEST, Signed.ALICE_KEY, List.of("qa"))).verify();
      assertThat(found.verdict()).isEqualTo(Verdict.TAMPERED);
      assertThat(found.reason().orElseThrow()).contains("'carol', who does not hold");
    }
  }

  @Nested
  class WithoutALine {
    private Path orphan() {
      return text.resolveSibling(request.nonce() + ".2.txt");
    }

    @Test
    void an_answer_that_a_crash_left_is_allowed() throws IOException {
      Files.copy(text, orphan());
      Files.copy(signature, LogFolder.signatureOf(orphan()));
      assertThat(RecordVerifier.verify(dir).verdict()).isEqualTo(Verdict.OK_UNANCHORED);
      Files.delete(orphan());
      assertThat(RecordVerifier.verify(dir).verdict()).isEqualTo(Verdict.OK_UNANCHORED);
    }

    @Test
    void what_is_no_answer_or_of_another_log_is_found() throws IOException {
      Files.copy(signature, LogFolder.signatureOf(orphan()));
      Files.writeString(orphan(), "yes\n");
      says("is no approval text");
      Files.writeString(orphan(), Files.readString(text).replace("origin interlock", "origin x"));
      says("is of another log");
      Files.copy(text, orphan(), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
      Files.writeString(LogFolder.signatureOf(orphan()), "yes\n");
      says("has a signature that is none");
      Files.delete(LogFolder.signatureOf(orphan()));
      says("has no signature");
    }

    private void says(String why) {
      Verification found = RecordVerifier.verify(dir);
      assertThat(found.verdict()).isEqualTo(Verdict.TAMPERED);
      assertThat(found.reason().orElseThrow()).contains(why);
    }
  }
}
