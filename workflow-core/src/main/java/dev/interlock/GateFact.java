package dev.interlock;

import dev.interlock.record.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a run's events say of one gate: its last presentation and the decisions. Immutable. */
record GateFact(
    Event.GateRequested request, List<Event.GateDecided> decisions, Optional<String> outcome) {

  static final String APPROVED = "approved";
  static final String DENIED = "denied";
  static final String EXPIRED = "expired";
  static final String CANCELLED = "cancelled";
  static final String SUPERSEDED = "superseded";

  static GateFact requested(Event.GateRequested request) {
    return new GateFact(request, List.of(), Optional.empty());
  }

  GateFact decided(Event.GateDecided decision) {
    var all = new ArrayList<>(decisions);
    all.add(decision);
    return new GateFact(request, List.copyOf(all), outcome);
  }

  GateFact closed(String how) {
    return new GateFact(request, decisions, Optional.of(how));
  }

  boolean isOpen() {
    return outcome.isEmpty();
  }

  boolean is(String how) {
    return outcome.isPresent() && outcome.get().equals(how);
  }
}
