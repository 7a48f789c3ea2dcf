package dev.interlock;

import dev.interlock.record.Presence;
import dev.interlock.record.WorkflowException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
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
 * @param needs how many people of which roles must say yes, at least one need; nobody fills two
 *     places
 * @param least the least grade that counts
 * @param deadline how long the gate may be answered after it was presented, if that is limited
 * @param expiry what happens then
 * @param vetoes the roles whose no closes the gate; anybody's does if there are none
 * @param followUp what is to be looked at once the gate was opened, if anything is; the decision
 *     must then say why it was
 * @param policy what decisions mean
 */
public record Approvers(
    String kind,
    List<Need> needs,
    Presence least,
    Optional<Duration> deadline,
    Expiry expiry,
    List<String> vetoes,
    Optional<String> followUp,
    Policy policy) {

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
   * How many people of some roles must say yes.
   *
   * @param people at least 1
   * @param roles one or more; each of the people holds one of them
   */
  public record Need(int people, List<String> roles) {
    /**
     * Checks that somebody could ever fill it.
     *
     * @throws WorkflowException if there is no role, a role is not of its form, or nobody is needed
     */
    public Need {
      ApproverRules.need(people, roles);
      roles = List.copyOf(roles);
    }

    /** So many people of these roles. */
    public static Need of(int people, String... roles) {
      return new Need(people, Arrays.asList(roles));
    }
  }

  /** What happens when a gate was not decided in time. Nothing of it ever approves. */
  public sealed interface Expiry {
    /** The gate expires, which rejects the run. */
    record Denies() implements Expiry {}

    /** What comes late does not count, and the gate waits to be presented again. */
    record Waits() implements Expiry {}

    /** The gate is presented again, and from then on this role may fill every place as well. */
    record Escalates(String role) implements Expiry {}
  }

  /**
   * The people who may answer, named by a value of the run. Immutable.
   *
   * @param principals their names, at least one
   */
  public record Named(List<String> principals) {
    /**
     * Checks that somebody is named.
     *
     * @throws IllegalArgumentException if nobody is
     */
    public Named {
      principals = List.copyOf(principals);
      if (principals.isEmpty()) {
        throw new IllegalArgumentException("approvers are named, and the list is empty");
      }
    }
  }

  /**
   * Checks that somebody could ever open it.
   *
   * @throws WorkflowException if the kind is not of its form or is that of another policy, nobody
   *     is needed, a role is not of its form, the deadline is not positive or longer than 36,500
   *     days, or something is to be looked at afterwards and less than two keys are asked for
   */
  public Approvers {
    ApproverRules.whole(needs, least, deadline, expiry, vetoes, followUp, policy);
    ApproverRules.kind(kind, policy);
    ApproverRules.needs(needs, vetoes, expiry);
    ApproverRules.deadline(deadline, expiry);
    ApproverRules.followUp(followUp, needs, least);
    needs = List.copyOf(needs);
    vetoes = List.copyOf(vetoes);
  }

  /** One person in this role; the one who asked for the run may be that person. */
  public static Approvers confirmedBy(String role) {
    return of(RolePolicy.CONFIRMED, new Need(1, Arrays.asList(role)));
  }

  /** One person in this role who is not the one that asked for the run. */
  public static Approvers fourEyes(String role) {
    return confirmedBy(role).fourEyes();
  }

  /** A person in each of these roles: as many people as roles. */
  public static Approvers all(String... roles) {
    return groups(Arrays.stream(roles).map(role -> Need.of(1, role)).toArray(Need[]::new));
  }

  /** So many people, each in one of these roles. */
  public static Approvers some(int people, String... roles) {
    return groups(new Need(people, Arrays.asList(roles)));
  }

  /** So many people of each of these groups of roles. */
  public static Approvers groups(Need... needs) {
    return of(RolePolicy.CONFIRMED, needs);
  }

  /**
   * For what cannot wait for the ordinary gate: at least two people in this role, none of whom
   * asked for the run, with keys, and with a reason in their comment. That it was done is recorded
   * as something to look at.
   *
   * @param followUp what is to be looked at afterwards, such as {@code "post-mortem within 5 days"}
   * @throws WorkflowException if fewer than two people are asked
   */
  public static Approvers breakGlass(int people, String role, String followUp) {
    Approvers strict = some(people, role).fourEyes().atLeast(Presence.KEY);
    return new Approvers(
        strict.kind,
        strict.needs,
        strict.least,
        strict.deadline,
        strict.expiry,
        strict.vetoes,
        Optional.of(followUp),
        strict.policy);
  }

  /** Approvers under a policy of the host's own, open to people in these roles. */
  public static Approvers of(String kind, List<String> roles, int quorum, Policy policy) {
    return new Approvers(
        kind,
        List.of(new Need(quorum, roles)),
        Presence.TERMINAL,
        Optional.empty(),
        new Expiry.Denies(),
        List.of(),
        Optional.empty(),
        policy);
  }

  private static Approvers of(RolePolicy policy, Need... needs) {
    return new Approvers(
        policy.kind(),
        Arrays.asList(needs),
        Presence.TERMINAL,
        Optional.empty(),
        new Expiry.Denies(),
        List.of(),
        Optional.empty(),
        policy);
  }

  /** The same, none of whom asked for the run. */
  public Approvers fourEyes() {
    RolePolicy policy = RolePolicy.FOUR_EYES;
    return new Approvers(policy.kind(), needs, least, deadline, expiry, vetoes, followUp, policy);
  }

  /** The same, accepting no grade below this one. */
  public Approvers atLeast(Presence grade) {
    return new Approvers(kind, needs, grade, deadline, expiry, vetoes, followUp, policy);
  }

  /** The same, expiring this long after the gate was first presented, which rejects the run. */
  public Approvers within(Duration time) {
    return limited(time, new Expiry.Denies());
  }

  /**
   * The same, taking answers for this long after each presentation; what comes later does not
   * count, and the gate waits to be presented again.
   */
  public Approvers askedAgainAfter(Duration time) {
    return limited(time, new Expiry.Waits());
  }

  /** The same; this long after the gate was first presented, this role may answer as well. */
  public Approvers escalatingAfter(Duration time, String role) {
    return limited(time, new Expiry.Escalates(role));
  }

  private Approvers limited(Duration time, Expiry then) {
    Optional<Duration> limit = Optional.of(Objects.requireNonNullElse(time, Duration.ZERO));
    return new Approvers(kind, needs, least, limit, then, vetoes, followUp, policy);
  }

  /** The same; only the no of somebody in one of these roles closes the gate. */
  public Approvers vetoedBy(String... roles) {
    return new Approvers(
        kind, needs, least, deadline, expiry, Arrays.asList(roles), followUp, policy);
  }

  /** The roles that may answer, each once, in the order in which they are named. */
  public List<String> roles() {
    return Stream.concat(needs.stream().flatMap(need -> need.roles().stream()), vetoes.stream())
        .distinct()
        .toList();
  }

  /** How many people must say yes. */
  public int quorum() {
    return needs.stream().mapToInt(Need::people).sum();
  }

  /** The roles that may answer once the gate was escalated. */
  List<String> escalatedRoles() {
    List<String> all = new ArrayList<>(roles());
    if (expiry instanceof Expiry.Escalates to && !all.contains(to.role())) {
      all.add(to.role());
    }
    return all;
  }
}
