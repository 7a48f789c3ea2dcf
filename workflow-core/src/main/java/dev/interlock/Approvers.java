package dev.interlock;

import dev.interlock.record.Presence;
import dev.interlock.record.WorkflowException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Who may open a gate: data that stands in the outline, and a pure policy that says what decisions
 * mean. What the engine itself demands of every decision is in {@code docs/guide/gates.md}.
 *
 * <p>Immutable; every call returns a new object.
 *
 * @param kind the name of the policy, such as {@code confirmed} or {@code four-eyes}
 * @param roles the roles that may answer, at least one; printable ASCII without space
 * @param quorum how many approvals open the gate, at least 1
 * @param least the least grade that counts
 * @param deadline how long the gate stays open after it was first presented, if that is limited;
 *     then it expires, which rejects the run
 * @param policy what decisions mean
 */
public record Approvers(
    String kind,
    List<String> roles,
    int quorum,
    Presence least,
    Optional<Duration> deadline,
    Policy policy) {

  private static final Duration LONGEST = Duration.ofDays(36_500);

  /** What decisions mean: a pure function, called from many threads. */
  public interface Policy {
    /**
     * Why a decision does not count under this policy, or empty if it does. The engine has checked
     * run, gate, attempt, nonce, digest, deadline, role and grade before, and that it is a
     * person's.
     */
    Optional<String> objection(GateRequest request, List<Decision> earlier, Decision decision);

    /**
     * Whether these decisions, all of which count, open or close the gate. Approved by fewer people
     * than the quorum, a gate stays undecided whatever the policy says.
     */
    Ruling ruling(GateRequest request, List<Decision> decisions);
  }

  /** What a policy says of a gate. */
  public enum Ruling {
    UNDECIDED,
    APPROVED,
    DENIED
  }

  /**
   * Checks that somebody could ever open it.
   *
   * @throws WorkflowException if the kind is not of its form or is that of another policy, there is
   *     no role, a role is not of its form, the quorum is below 1 or the deadline is not positive
   *     or longer than 36,500 days
   */
  public Approvers {
    if (Stream.of(roles, least, deadline, policy).anyMatch(Objects::isNull)) {
      throw new WorkflowException(
          "approvers need roles, a least grade, a deadline or none, and a policy; none of them may"
              + " be null");
    }
    roles = roles.stream().map(role -> Objects.requireNonNullElse(role, "")).toList();
    if (!Names.isName(kind) || !RolePolicy.mayBeCalled(kind, policy)) {
      throw new WorkflowException(
          "a policy of your own needs a name of its own, of the form " + Names.FORM);
    }
    if (roles.isEmpty() || !roles.stream().allMatch(role -> Names.isRole(role))) {
      throw new WorkflowException(
          "approvers need at least one role, each of 1 to 100 printable ASCII characters without"
              + " space");
    }
    if (quorum < 1) {
      throw new WorkflowException("approvers need a quorum of at least 1, not " + quorum);
    }
    if (deadline.isPresent()
        && (deadline.get().isNegative()
            || deadline.get().isZero()
            || deadline.get().compareTo(LONGEST) > 0)) {
      throw new WorkflowException(
          "a gate's deadline must be longer than nothing and at most "
              + LONGEST.toDays()
              + " days; leave it out where there is none");
    }
  }

  /** One person in this role; the one who asked for the run may be that person. */
  public static Approvers confirmedBy(String role) {
    return oneOf(RolePolicy.CONFIRMED, role);
  }

  /** One person in this role who is not the one that asked for the run. */
  public static Approvers fourEyes(String role) {
    return oneOf(RolePolicy.FOUR_EYES, role);
  }

  private static Approvers oneOf(RolePolicy policy, String role) {
    return new Approvers(
        policy.kind(),
        Collections.singletonList(role),
        1,
        Presence.TERMINAL,
        Optional.empty(),
        policy);
  }

  /** The same, accepting no grade below this one. */
  public Approvers atLeast(Presence grade) {
    return new Approvers(kind, roles, quorum, grade, deadline, policy);
  }

  /** The same, expiring this long after the gate was first presented. */
  public Approvers within(Duration time) {
    return new Approvers(
        kind,
        roles,
        quorum,
        least,
        Optional.of(Objects.requireNonNullElse(time, Duration.ZERO)),
        policy);
  }
}
