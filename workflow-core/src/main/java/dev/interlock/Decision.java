package dev.interlock;

import dev.interlock.record.Principal;
import dev.interlock.record.RunId;
import java.util.Objects;
import java.util.Optional;
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
    Optional<String> comment) {

  /** Refuses null, so that what comes from outside is a whole decision or none. */
  public Decision {
    Stream.of(run, gate, nonce, shown, answer, by, role, channel, comment)
        .forEach(Objects::requireNonNull);
  }

  /** Yes or no; there is nothing between. */
  public enum Answer {
    APPROVED,
    DENIED
  }

  /** The same with a comment. */
  public Decision withComment(String text) {
    return new Decision(
        run, gate, attempt, nonce, shown, answer, by, role, channel, Optional.of(text));
  }
}
