package dev.interlock.cli;

import dev.interlock.Channel;
import dev.interlock.Decision;
import dev.interlock.GateRequest;
import dev.interlock.record.Presence;
import dev.interlock.record.Principal;

/** A channel at which somebody always gives the same answer. */
record Says(Decision.Answer answer, String comment) implements Channel {
  static final Says YES = new Says(Decision.Answer.APPROVED, "as agreed");
  static final Says NO = new Says(Decision.Answer.DENIED, "not \u001b[2Jtoday");

  @Override
  public String name() {
    return "script";
  }

  @Override
  public Presence presence() {
    return Presence.TERMINAL;
  }

  @Override
  public boolean reachable() {
    return true;
  }

  @Override
  public void present(GateRequest request, Answers answers) {
    Principal somebody = Principal.of("somebody");
    Decision decision =
        answer == Decision.Answer.APPROVED
            ? request.approved(somebody, "host", name())
            : request.denied(somebody, "host", name());
    answers.decide(decision.withComment(comment));
  }
}
