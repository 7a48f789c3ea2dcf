package dev.interlock.audit.judge;

import dev.interlock.internal.approval.ApprovalText;
import dev.interlock.record.Presence;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An answer that counted, as the record says it. Immutable.
 *
 * @param place where in the log it stands
 * @param about what was asked
 * @param people the digest of the people by whom the run goes then, if it goes by any
 * @param only the people who may answer, where the run names them
 * @param barred who may not answer, if anybody may not
 * @param by who answered what
 */
public record Answer(
    Place place,
    ApprovalText.About about,
    Optional<String> people,
    Optional<List<String>> only,
    Optional<String> barred,
    By by) {

  /**
   * Where it stands.
   *
   * @param seq how many lines stand before it
   * @param at when it was given
   * @param runs the run, and those that asked for it, the nearest first
   */
  public record Place(long seq, Instant at, List<String> runs) {}

  /**
   * Who answered what.
   *
   * @param answer {@code approved} or {@code denied}
   * @param onBehalfOf who holds the role, where somebody else answers in it
   * @param signed the name of the file that holds what was signed
   */
  public record By(
      String answer,
      String role,
      String principal,
      Optional<String> onBehalfOf,
      Presence presence,
      Optional<String> signed) {}

  /** Says whether what proves an answer holds. */
  @FunctionalInterface
  public interface Proof {
    /** Why it does not count; empty if it does, as far as that can be seen. */
    Optional<String> objection(Answer answer);
  }
}
