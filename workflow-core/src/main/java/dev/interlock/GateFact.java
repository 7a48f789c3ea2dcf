package dev.interlock;

import dev.interlock.record.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a run's events say of one gate: how it was presented and what was decided. Presentations of
 * the same content are one question, so that what was decided at an earlier one still counts.
 * Immutable.
 *
 * @param presentations those of the content that is asked about now, the last one last
 * @param decisions what was decided at them
 * @param since the digest of what was shown of the content before, if there was another
 * @param approvers who approved it last, also after that was taken back
 */
record GateFact(
    List<Event.GateRequested> presentations,
    List<Event.GateDecided> decisions,
    Optional<String> outcome,
    Optional<String> since,
    List<String> approvers) {

  static final String APPROVED = "approved";
  static final String DENIED = "denied";
  static final String EXPIRED = "expired";
  static final String CANCELLED = "cancelled";
  static final String SUPERSEDED = "superseded";

  /** A gate that is presented, after what it was before. */
  static GateFact requested(Event.GateRequested request, Optional<GateFact> before) {
    return before
        .filter(GateFact::isOpen)
        .filter(fact -> isSame(fact.request(), request))
        .map(
            fact ->
                new GateFact(
                    with(fact.presentations, request),
                    fact.decisions,
                    Optional.empty(),
                    fact.since,
                    fact.approvers))
        .orElseGet(
            () ->
                new GateFact(
                    List.of(request),
                    List.of(),
                    Optional.empty(),
                    before.map(fact -> fact.request().shown()),
                    before.map(GateFact::approvers).orElse(List.of())));
  }

  private static boolean isSame(Event.GateRequested one, Event.GateRequested other) {
    return one.subject().equals(other.subject()) && one.shown().equals(other.shown());
  }

  private static <T> List<T> with(List<T> all, T one) {
    List<T> more = new ArrayList<>(all);
    more.add(one);
    return List.copyOf(more);
  }

  GateFact decided(Event.GateDecided decision) {
    return new GateFact(presentations, with(decisions, decision), outcome, since, approvers);
  }

  GateFact closed(String how) {
    List<String> by = how.equals(APPROVED) ? approving() : approvers;
    return new GateFact(presentations, decisions, Optional.of(how), since, by);
  }

  private List<String> approving() {
    return decisions.stream()
        .filter(decided -> decided.decision().equals(APPROVED))
        .map(Event.GateDecided::principal)
        .toList();
  }

  /** The last presentation. */
  Event.GateRequested request() {
    return presentations.get(presentations.size() - 1);
  }

  /** The presentation that a decision answers, if it answers one of these. */
  Optional<Event.GateRequested> answered(Event.GateDecided decided) {
    return presentations.stream()
        .filter(asked -> decided.attempt() == asked.attempt())
        .filter(asked -> decided.nonce().equals(asked.nonce()))
        .filter(asked -> decided.shown().equals(asked.shown()))
        .findFirst();
  }

  boolean isTakenBack() {
    return !approvers.isEmpty() && !is(APPROVED);
  }

  boolean isOpen() {
    return outcome.isEmpty();
  }

  boolean is(String how) {
    return outcome.isPresent() && outcome.get().equals(how);
  }
}
