package dev.interlock;

import dev.interlock.internal.approval.ApprovalText;
import dev.interlock.internal.sshsig.Malformed;
import dev.interlock.internal.sshsig.SshSignature;
import dev.interlock.record.Journal;
import dev.interlock.record.Presence;
import dev.interlock.record.Principal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/** Says how surely it is known who decided. It changes nothing. Safe for many threads. */
final class Proofs {
  private final Host host;

  Proofs(Host host) {
    this.host = host;
  }

  /**
   * What a proof comes to.
   *
   * @param objection why the decision does not count, if it does not
   * @param presence the grade that it reaches
   */
  record Grade(Optional<String> objection, Presence presence) {
    /** A decision that does not count. */
    static Grade none(String why) {
      return new Grade(Optional.of(why), Presence.TERMINAL);
    }

    private static Grade of(Presence presence) {
      return new Grade(Optional.empty(), presence);
    }

    /** Whether it is proven who decided; below LOGIN it is only claimed. */
    boolean isProven() {
      return objection.isEmpty() && presence.reaches(Presence.LOGIN);
    }
  }

  /** The grade of a decision that a channel delivered. */
  Grade grade(GateRequest request, Decision decision, Channel channel, Instant now) {
    if (Host.unprovable(channel, host.persons()).isPresent()) {
      return Grade.of(channel.presence()); // only an engine of tests has such a channel
    }
    Grade grade =
        switch (channel.presence()) {
          case TERMINAL -> Grade.of(Presence.TERMINAL);
          case LOGIN -> login(decision, channel);
          case KEY, HARDWARE -> signed(request, decision, now);
        };
    return grade.objection().isEmpty() && !grade.presence().reaches(channel.presence())
        ? Grade.none("presence: the channel takes touched security keys only")
        : grade;
  }

  private Grade login(Decision decision, Channel channel) {
    if (!(decision.proof().orElse(null) instanceof Decision.Proof.Credential credential)) {
      return Grade.none("login: the answer has no credential");
    }
    Optional<Principal> found;
    try {
      found = channel.identities().orElseThrow().verify(credential.value());
    } catch (Throwable e) { // whatever it throws, it vouches for nobody
      return Grade.none("login: the credential could not be verified: " + Failures.of(e).type());
    }
    return found.map(host.persons()::named).filter(decision.by()::equals).isPresent()
        ? Grade.of(Presence.LOGIN)
        : Grade.none("login: the credential is not one of '" + decision.by() + "'");
  }

  private Grade signed(GateRequest request, Decision decision, Instant now) {
    return decision.proof().orElse(null) instanceof Decision.Proof.Signature signature
        ? signed(request, decision, signature, now)
        : Grade.none("signature: the answer is not signed");
  }

  /** The grade of a signature under a decision, now. */
  Grade signed(
      GateRequest request, Decision decision, Decision.Proof.Signature proof, Instant now) {
    byte[] bytes = proof.text().getBytes(StandardCharsets.UTF_8);
    Optional<String> other = ApprovalText.difference(bytes, request.about());
    if (other.isPresent()) {
      return Grade.none("signature: the signed text has another " + other.get());
    }
    ApprovalText text = ApprovalText.parse(bytes, request.about()).orElseThrow();
    return says(text, decision).map(Grade::none).orElseGet(() -> key(bytes, decision, proof, now));
  }

  private Optional<String> says(ApprovalText text, Decision decision) {
    if (!text.answer().equals(decision.answer().word())) {
      return Optional.of("signature: the signed text has another decision");
    }
    if (!text.role().equals(decision.role())) {
      return Optional.of("signature: the signed text has another role");
    }
    if (!text.principal().equals(decision.by().name())) {
      return Optional.of(
          "signature: the signed text is not of '" + decision.by() + "', under that name");
    }
    Journal.Head head = new Journal.Head(text.head().size(), text.head().root());
    return host.journal().had(head)
        ? Optional.empty()
        : Optional.of("signature: the signed text is about another log, or one rolled back since");
  }

  private Grade key(byte[] text, Decision decision, Decision.Proof.Signature proof, Instant now) {
    SshSignature signature;
    try {
      signature = SshSignature.parse(proof.signature().getBytes(StandardCharsets.UTF_8));
    } catch (Malformed e) {
      return Grade.none("signature: " + e.sentence());
    }
    boolean device = signature.publicKey().kind().isSecurityKey();
    if (!signature.namespace().equals(ApprovalText.NAMESPACE)) {
      return Grade.none("signature: it is made for another purpose than " + ApprovalText.NAMESPACE);
    }
    if (device && !signature.touched()) {
      return Grade.none("signature: nobody touched the security key");
    }
    if (!signature.verify(ApprovalText.NAMESPACE, text)) {
      return Grade.none("signature: it is not by its key over this text");
    }
    return host.persons()
        .foreignKey(signature.publicKey(), decision.by(), now)
        .map(Grade::none)
        .orElseGet(() -> Grade.of(device ? Presence.HARDWARE : Presence.KEY));
  }
}
