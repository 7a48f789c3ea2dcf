package dev.interlock.examples.deployment;

import dev.interlock.Channel;
import dev.interlock.GateRequest;
import dev.interlock.record.Presence;
import dev.interlock.record.Principal;
import java.util.ArrayList;
import java.util.List;

/** People who answer at once, each in a role. */
final class Desk implements Channel {
  private final boolean yes;
  private final List<GateRequest> asked = new ArrayList<>();

  private Desk(boolean yes) {
    this.yes = yes;
  }

  /** Ada manages releases and says yes; Bob is of security and says the same. */
  static Desk yes() {
    return new Desk(true);
  }

  /** Ada says yes, and Bob says no. */
  static Desk no() {
    return new Desk(false);
  }

  List<GateRequest> asked() {
    return asked;
  }

  @Override
  public String name() {
    return "desk";
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
    Principal bob = Principal.of("os-user:bob");
    answers.decide(request.approved(ada, Deployment.RELEASE_MANAGER, name()));
    answers.decide(request.approved(ada, Deployment.SECURITY, name())); // one person is one person
    answers.decide(
        yes
            ? request.approved(bob, Deployment.SECURITY, name())
            : request.denied(bob, Deployment.SECURITY, name()));
  }
}
