package dev.interlock;

import dev.interlock.record.Principal;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The policies of core: a denial closes, unless only some roles may veto, and people who fill every
 * place open.
 */
enum RolePolicy implements Approvers.Policy {
  CONFIRMED("confirmed"),
  FOUR_EYES("four-eyes");

  private final String kind;

  RolePolicy(String kind) {
    this.kind = kind;
  }

  String kind() {
    return kind;
  }

  /** Whether a policy may bear this name: those of the policies here are theirs alone. */
  static boolean mayBeCalled(String kind, Approvers.Policy policy) {
    return Arrays.stream(values()).allMatch(own -> own == policy == own.kind.equals(kind));
  }

  @Override
  public Optional<String> objection(
      GateRequest request, List<Decision> earlier, Decision decision) {
    Set<Principal> decided = new HashSet<>();
    earlier.forEach(one -> decided.addAll(one.answerable()));
    if (decision.answerable().stream().anyMatch(decided::contains)) {
      return Optional.of("distinct-principals: this person has decided already");
    }
    return this == FOUR_EYES && decision.answerable().stream().anyMatch(request.requester()::isAlso)
        ? Optional.of("self-approval: who asked for the run may not decide")
        : Optional.empty();
  }

  @Override
  public Approvers.Ruling ruling(GateRequest request, List<Decision> decisions) {
    Approvers approvers = request.approvers();
    if (decisions.stream().anyMatch(one -> closes(approvers, one))) {
      return Approvers.Ruling.DENIED;
    }
    List<String> yes = decisions.stream().filter(Decision::isYes).map(Decision::role).toList();
    return Places.filled(approvers.needs(), request.everywhere(), yes)
        ? Approvers.Ruling.APPROVED
        : Approvers.Ruling.UNDECIDED;
  }

  private static boolean closes(Approvers approvers, Decision decision) {
    return !decision.isYes()
        && (approvers.vetoes().isEmpty() || approvers.vetoes().contains(decision.role()));
  }
}
