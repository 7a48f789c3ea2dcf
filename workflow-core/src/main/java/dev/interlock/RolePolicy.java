package dev.interlock;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The policies of core: the first denial closes, and a quorum of approvals opens. */
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
    if (earlier.stream().anyMatch(one -> one.by().equals(decision.by()))) {
      return Optional.of("distinct-principals: this person has decided already");
    }
    return this == FOUR_EYES && decision.by().equals(request.requester())
        ? Optional.of("self-approval: who asked for the run may not decide")
        : Optional.empty();
  }

  @Override
  public Approvers.Ruling ruling(GateRequest request, List<Decision> decisions) {
    if (decisions.stream().anyMatch(d -> d.answer() == Decision.Answer.DENIED)) {
      return Approvers.Ruling.DENIED;
    }
    return decisions.size() >= request.approvers().quorum()
        ? Approvers.Ruling.APPROVED
        : Approvers.Ruling.UNDECIDED;
  }
}
