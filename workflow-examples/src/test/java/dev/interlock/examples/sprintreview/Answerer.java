package dev.interlock.examples.sprintreview;

import dev.interlock.Channel;
import dev.interlock.Decision;
import dev.interlock.GateRequest;
import dev.interlock.record.Presence;
import dev.interlock.record.Principal;
import java.util.ArrayList;
import java.util.List;

/** A person who always answers the same, at once. */
final class Answerer implements Channel {
  private final Decision.Answer answer;
  private final List<GateRequest> asked = new ArrayList<>();

  private Answerer(Decision.Answer answer) {
    this.answer = answer;
  }

  static Answerer yes() {
    return new Answerer(Decision.Answer.APPROVED);
  }

  static Answerer no() {
    return new Answerer(Decision.Answer.DENIED);
  }

  List<GateRequest> asked() {
    return asked;
  }

  @Override
  public String name() {
    return "scripted";
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
    asked.add(request);
    Principal ada = Principal.of("os-user:ada");
    answers.decide(
        answer == Decision.Answer.APPROVED
            ? request.approved(ada, SprintReview.APPROVER, name())
            : request.denied(ada, SprintReview.APPROVER, name()));
  }
}
