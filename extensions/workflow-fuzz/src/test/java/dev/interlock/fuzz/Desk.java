package dev.interlock.fuzz;

import dev.interlock.Channel;
import dev.interlock.GateRequest;
import dev.interlock.record.Presence;

/** A desk at which nobody sits yet: answers are handed in. */
record Desk() implements Channel {
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
  public boolean isInbox() {
    return true;
  }

  @Override
  public void present(GateRequest request, Answers answers) {}
}
