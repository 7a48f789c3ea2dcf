package dev.interlock;

import dev.interlock.record.Principal;
import dev.interlock.record.RunId;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An answer to one presentation of one gate, by somebody in a role. Whether it counts is the
 * engine's to say. Immutable.
 *
 * @param run the run it answers
 * @param gate the gate's path
 * @param attempt the presentation it answers, from 1
 * @param nonce the nonce of that presentation
 * @param shown the digest of what was shown
 * @param answer yes or no
 * @param by who decided
 * @param role the role in which
 * @param channel the name of the channel that delivered it
 * @param comment what the person added, at most 1,000 characters
 * @param onBehalfOf whose role it is, where somebody who holds it let this person answer; the
 *     engine finds that out, whatever stands here
 * @param proof what proves who decided, if anything does
 */
public record Decision(
    RunId run,
    String gate,
    int attempt,
    String nonce,
    String shown,
    Answer answer,
    Principal by,
    String role,
    String channel,
    Optional<String> comment,
    Optional<Principal> onBehalfOf,
    Optional<Proof> proof) {

  /** Refuses null, so that what comes from outside is a whole decision or none. */
  public Decision {
    Stream.of(run, gate, nonce, shown, answer, by, role, channel, comment, onBehalfOf, proof)
        .forEach(Objects::requireNonNull);
  }

  /** Yes or no; there is nothing between. */
  public enum Answer {
    APPROVED,
    DENIED;

    /** As it stands in the record. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What proves who decided. Its text says nothing of what is in it. */
  public sealed interface Proof {
    /**
     * A signature over the text that {@link Engine#approvalText} gives.
     *
     * @param text the text that was signed, as it was signed
     * @param signature what {@code ssh-keygen -Y sign -n interlock-approval-v1} made of it
     */
    record Signature(String text, String signature) implements Proof {
      @Override
      public String toString() {
        return "Signature";
      }
    }

    /** What the channel's {@link Channel.IdentityVerifier} takes, such as a token of a session. */
    record Credential(Object value) implements Proof {
      @Override
      public String toString() {
        return "Credential";
      }
    }
  }

  /** The same with a comment. */
  public Decision withComment(String text) {
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
        Optional.of(text),
        onBehalfOf,
        proof);
  }

  /** The same with a proof. */
  public Decision withProof(Proof of) {
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
        comment,
        onBehalfOf,
        Optional.of(of));
  }

  /** The same by somebody known by this name, for somebody else or nobody. */
  Decision by(Principal known, Optional<Principal> delegator) {
    return new Decision(
        run, gate, attempt, nonce, shown, answer, known, role, channel, comment, delegator, proof);
  }

  /** Whether it says yes. */
  boolean isYes() {
    return answer == Answer.APPROVED;
  }

  /** Whom it counts for: nobody counts twice at a gate, be it through somebody else. */
  Set<Principal> answerable() {
    return Stream.concat(Stream.of(by), onBehalfOf.stream()).collect(Collectors.toSet());
  }
}
