package dev.interlock;

import dev.interlock.internal.approval.ApprovalText;
import dev.interlock.record.Presence;
import dev.interlock.record.Principal;
import dev.interlock.record.RunId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One presentation of a gate: what is asked of whom, and what they are shown. Immutable.
 *
 * @param run the run that waits
 * @param origin the log that records it
 * @param workflow the name of its workflow
 * @param definition the digest of its definition, 64 hex digits
 * @param gate the gate's path
 * @param attempt which presentation this is, from 1
 * @param nonce names this presentation, 32 hex digits; it is no secret
 * @param requester who asked for the run
 * @param subject the name of the type of what is to be approved
 * @param subjectDigest the SHA-256 of the recorded value, 64 hex digits
 * @param text what people are shown: workflow, gate and target from the engine, then the values as
 *     the workflow reported them
 * @param shown the SHA-256 of that text, 64 hex digits
 * @param roles the roles that may answer now
 * @param named the only people who may, where a value of the run names them
 * @param approvers who may answer, as the definition says
 * @param notAfter when the gate expires, if it does
 */
public record GateRequest(
    RunId run,
    String origin,
    String workflow,
    String definition,
    String gate,
    int attempt,
    String nonce,
    Principal requester,
    String subject,
    String subjectDigest,
    String text,
    String shown,
    List<String> roles,
    Optional<List<Principal>> named,
    Approvers approvers,
    Optional<Instant> notAfter) {

  /** Yes, by somebody in a role, delivered by a channel. */
  public Decision approved(Principal by, String role, String channel) {
    return decision(Decision.Answer.APPROVED, by, role, channel);
  }

  /** No, by somebody in a role, delivered by a channel. */
  public Decision denied(Principal by, String role, String channel) {
    return decision(Decision.Answer.DENIED, by, role, channel);
  }

  private Decision decision(Decision.Answer answer, Principal by, String role, String channel) {
    return new Decision(
        run,
        gate,
        attempt,
        nonce,
        shown,
        answer,
        by,
        role,
        channel,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** Which presentation it is; what it shows is long, and its text is for people. */
  @Override
  public String toString() {
    return "GateRequest[run=" + run + ", gate=" + gate + ", attempt=" + attempt + "]";
  }

  /** The text to sign in order to answer it; see {@link Engine#approvalText}. */
  ApprovalText text(ApprovalText.Head head, Decision.Answer answer, Principal by, String role) {
    return new ApprovalText(about(), head, answer.word(), role, by.name());
  }

  /** What a signed text must say of it. */
  ApprovalText.About about() {
    return new ApprovalText.About(
        origin, run.value(), workflow, definition, gate, attempt, shown, nonce, notAfter);
  }

  /**
   * Who is still needed once people have said yes in these roles, one for each of them: how many,
   * and the roles that would do. Nobody is left once all places are filled. A policy of the host's
   * own may see it otherwise.
   */
  public List<Approvers.Need> stillNeeded(List<String> rolesOfYes) {
    return Places.open(approvers.needs(), everywhere(), rolesOfYes);
  }

  /**
   * The roles that fit every place, because the gate was escalated to them; then it has no deadline
   * any more.
   */
  Set<String> everywhere() {
    return notAfter.isEmpty() && approvers.expiry() instanceof Approvers.Expiry.Escalates to
        ? Set.of(to.role())
        : Set.of();
  }

  /** The least grade that counts. */
  public Presence least() {
    return approvers.least();
  }
}
