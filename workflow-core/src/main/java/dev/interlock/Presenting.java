package dev.interlock;

import dev.interlock.record.Event;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How a gate is presented this time, after what it was before. Immutable.
 *
 * @param before the last presentation, if it was presented before
 */
record Presenting(Ready.ToPresent ready, Optional<Event.GateRequested> before, Time time) {

  private Approvers approvers() {
    return ready.gate().approvers();
  }

  /** The roles that may answer now. */
  List<String> roles() {
    return ready.escalated() ? approvers().escalatedRoles() : approvers().roles();
  }

  /** Until when it may be answered; only a gate that asks again gets new time. */
  Optional<Instant> notAfter() {
    if (ready.escalated()) {
      return Optional.empty();
    }
    boolean again = approvers().expiry() instanceof Approvers.Expiry.Waits;
    return before
        .filter(asked -> !again)
        .flatMap(Event.GateRequested::notAfter)
        .or(() -> approvers().deadline().map(time.now()::plus));
  }

  /** The only people who may answer, where a value of the run names them. */
  Optional<List<String>> named(Values values) {
    return ready
        .gate()
        .named()
        .map(ref -> (Approvers.Named) values.held(ref, ready.frame()).read())
        .map(Approvers.Named::principals);
  }
}
