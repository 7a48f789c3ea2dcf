package dev.interlock.audit;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.interlock.Decision;
import dev.interlock.GateRequest;
import dev.interlock.People;
import dev.interlock.internal.approval.ApprovalText;
import dev.interlock.record.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** People who sign their answers. */
final class Signed {
  static final String DIGEST = "ab".repeat(32);
  static final Principal CAROL = Principal.of("carol");
  static final Principal DAVE = Principal.of("dave");
  static final TestKey ALICE_KEY = TestKey.ofFile();
  static final TestKey BOB_KEY = TestKey.ofFile();
  static final TestKey CAROL_KEY = TestKey.ofFile();
  static final TestKey DAVE_KEY = TestKey.ofDevice();
  private static final TestKey RITA_KEY = TestKey.ofFile();

  private static final Map<Principal, TestKey> KEYS =
      Map.of(Telling.ALICE, ALICE_KEY, Telling.BOB, BOB_KEY, CAROL, CAROL_KEY, DAVE, DAVE_KEY);

  private Signed() {}

  /** Alice and dave lead, bob looks after quality, carol stands in for alice; rita asks. */
  static People people() {
    return people(DIGEST, ALICE_KEY, List.of("lead"));
  }

  /** The same, where alice has another key or holds other roles. */
  static People people(String digest, TestKey alice, List<String> roles) {
    return People.of(
        digest,
        List.of(
            person("alice", roles, alice),
            person("bob", List.of("qa"), BOB_KEY),
            person("carol", List.of(), CAROL_KEY),
            person("dave", List.of("lead"), DAVE_KEY),
            new People.Person(
                Telling.RITA,
                List.of(Principal.of("os-user:rita")),
                List.of("lead"),
                List.of(),
                People.Validity.always())),
        roles.contains("lead") ? List.of(forAlice()) : List.of());
  }

  /** The same, where every role of gates made at random is held by somebody. */
  static People everybody() {
    return everybody(DIGEST, List.of("lead", "chief"));
  }

  /** The same, later: alice has another role. */
  static People everybodyLater() {
    return everybody("cd".repeat(32), List.of("qa"));
  }

  private static People everybody(String digest, List<String> rolesOfAlice) {
    return People.of(
        digest,
        List.of(
            person("alice", rolesOfAlice, ALICE_KEY),
            person("bob", List.of("qa", "boss", "lead"), BOB_KEY),
            person("carol", List.of("qa"), CAROL_KEY),
            person("dave", List.of("lead", "qa"), DAVE_KEY),
            person("rita", List.of("lead"), RITA_KEY)),
        rolesOfAlice.contains("lead") ? List.of(forAlice()) : List.of());
  }

  private static People.Person person(String name, List<String> roles, TestKey key) {
    return new People.Person(
        Principal.of(name),
        List.of(),
        roles,
        List.of(new People.Key(key.text(), People.Validity.always())),
        People.Validity.always());
  }

  private static People.Delegation forAlice() {
    Instant end = Logs.AT.plusSeconds(3_600);
    return new People.Delegation(
        Telling.ALICE, CAROL, "lead", new People.Validity(Optional.empty(), Optional.of(end)));
  }

  static ApprovalText.About about(GateRequest request) {
    return new ApprovalText.About(
        request.origin(),
        request.run().value(),
        request.workflow(),
        request.definition(),
        request.gate(),
        request.attempt(),
        request.shown(),
        request.nonce(),
        request.notAfter());
  }

  /** Yes with a signature over a text of before the first line. */
  static Decision yes(GateRequest request, Principal who, String role) {
    return signed(request, request.approved(who, role, Desk.NAME));
  }

  /** An answer with such a signature. */
  static Decision signed(GateRequest request, Decision answer) {
    ApprovalText text =
        new ApprovalText(
            about(request),
            ApprovalText.Head.none(),
            answer.answer().word(),
            answer.role(),
            answer.by().name());
    return answer.withProof(proof(text, KEYS.getOrDefault(answer.by(), ALICE_KEY)));
  }

  private static Decision.Proof proof(ApprovalText text, TestKey key) {
    return new Decision.Proof.Signature(
        new String(text.bytes(), US_ASCII), key.sign(ApprovalText.NAMESPACE, text.bytes()));
  }
}
