package dev.interlock.audit;

import dev.interlock.Channel;
import dev.interlock.GateRequest;
import dev.interlock.record.Presence;

/** A channel through which answers are handed in; by itself it asks nobody. */
final class Desk implements Channel {
  static final String NAME = "desk";

  private final Presence presence;

  Desk() {
    this(Presence.TERMINAL);
  }

  Desk(Presence presence) {
    this.presence = presence;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean isInbox() {
    return true;
  }

  @Override
  public Presence presence() {
    return presence;
  }

  @Override
  public boolean reachable() {
    return false;
  }

  @Override
  public void present(GateRequest request, Answers answers) {}
}
