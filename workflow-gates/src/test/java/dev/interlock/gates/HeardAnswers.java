package dev.interlock.gates;

import dev.interlock.Channel;
import dev.interlock.Decision;
import dev.interlock.record.Principal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Keeps what a channel delivers. Used from one thread. */
final class HeardAnswers implements Channel.Answers {
  private final List<Decision> decisions = new ArrayList<>();
  private final List<String> refusals = new ArrayList<>();
  private final List<String> objections = new ArrayList<>();
  private List<String> rolesToApprove = List.of("product-owner");
  private List<String> rolesToDeny = List.of("product-owner");
  private Runnable meanwhile = () -> {};

  /** The next decision will not count, for this reason. */
  HeardAnswers objecting(String reason) {
    objections.add(reason);
    return this;
  }

  /** This happens while a decision is recorded. */
  HeardAnswers meanwhile(Runnable act) {
    meanwhile = act;
    return this;
  }

  /** Whoever answers may do so in these roles, the best one first, to say yes and to say no. */
  HeardAnswers roles(List<String> yes, List<String> no) {
    rolesToApprove = yes;
    rolesToDeny = no;
    return this;
  }

  List<Decision> decisions() {
    return decisions;
  }

  List<String> refusals() {
    return refusals;
  }

  @Override
  public Optional<String> decide(Decision decision) {
    decisions.add(decision);
    meanwhile.run();
    return objections.isEmpty() ? Optional.empty() : Optional.of(objections.remove(0));
  }

  @Override
  public List<String> roles(Principal by, Decision.Answer answer) {
    return answer == Decision.Answer.APPROVED ? rolesToApprove : rolesToDeny;
  }

  @Override
  public void refuse(String reason) {
    refusals.add(reason);
  }
}
