package dev.interlock.audit.judge;

import dev.interlock.record.Presence;
import dev.interlock.record.Principal;
import dev.interlock.record.WorkflowException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A gate in a run. Use from one thread. */
final class GatePlace extends Place {
  private static final String OPEN = "open";
  private static final String APPROVED = "approved";
  private static final String DENIED = "denied";
  private static final String SUPERSEDED = "superseded";

  private final List<Vote> votes = new ArrayList<>(1);
  private int attempt;
  private String state = "";
  private String nonce = "";
  private String shown = "";
  private Presence least = Presence.HARDWARE;
  private Optional<String> notAfter = Optional.empty();

  /** A decision that counted. */
  private record Vote(String principal, boolean approves) {}

  GatePlace(Frame frame, int index, String path) {
    super(frame, index, path);
  }

  private Node.Gate gate() {
    return (Node.Gate) node();
  }

  @Override
  boolean actsOrAsks() {
    return true;
  }

  @Override
  void happens(Seen seen) {
    switch (seen.event()) {
      case "gate.requested" -> requested(seen);
      case "gate.decided" -> decided(seen);
      case "gate.refused" -> Impossible.unless(attempt > 0, "refuses, and it was never presented");
      case "gate.closed" -> closed(seen);
      default -> throw notHere(seen);
    }
  }

  // --- presented ---

  private void requested(Seen seen) {
    if (!isOpen()) {
      Impossible.unless(
          state.isEmpty() || state.equals(SUPERSEDED), "is presented, and it was " + state);
      begins("is presented");
    }
    seen.isAttempt(attempt + 1);
    asksAsItsOutline(seen);
    Impossible.unless(
        seen.fields().is("subject", Values.of(gate().reads().get(0), frame()).sha256()),
        "is about another value than is recorded");
    limits(seen);
    String fresh = seen.fields().text("nonce");
    Impossible.unless(!fresh.equals(nonce), "has the nonce of the presentation before");
    nonce = fresh;
    shown = seen.fields().text("shown");
    least = presence(seen);
    attempt++;
    state = OPEN;
    votes.clear();
    run().opened(this);
  }

  private void asksAsItsOutline(Seen seen) {
    Node.Gate gate = gate();
    Impossible.unless(
        seen.fields().texts("roles").equals(gate.roles()), "asks other roles than its outline");
    Impossible.unless(
        seen.fields().number("quorum") == gate.quorum(), "has another quorum than its outline");
    Impossible.unless(presence(seen) == gate.presence(), "asks for another grade than its outline");
    Impossible.unless(
        seen.fields().is("approval", gate.approval()), "has another policy than its outline");
  }

  private void limits(Seen seen) {
    Optional<String> now = seen.fields().textIfAny("notAfter");
    if (attempt == 0) {
      Impossible.unless(
          now.isPresent() == gate().limited(), "has another deadline than its outline");
    } else {
      Impossible.unless(now.equals(notAfter), "has another deadline than before");
    }
    notAfter = now;
  }

  private static Presence presence(Seen seen) {
    String grade = seen.fields().text("presence");
    return Arrays.stream(Presence.values())
        .filter(one -> one.name().equals(grade))
        .findFirst()
        .orElseThrow(() -> new Impossible("has the grade '" + grade + "', which is none"));
  }

  // --- decided ---

  private void decided(Seen seen) {
    Fields fields = seen.fields();
    Impossible.unless(isOpen(), "is decided, and it is not open");
    Impossible.unless(
        fields.number("attempt") == attempt && fields.is("nonce", nonce),
        "is decided by an answer to another presentation");
    Impossible.unless(fields.is("shown", shown), "is decided on other content than was shown");
    Impossible.unless(
        gate().roles().contains(fields.text("role")), "is decided by a role that it does not ask");
    Impossible.unless(
        presence(seen).reaches(least), "is decided with a grade below the least that it accepts");
    inTime(seen);
    String by = fields.text("principal");
    mayDecide(by);
    fields
        .textIfAny("signed")
        .flatMap(signed -> Signatures.NOT_LOOKED_AT.objection(run().id(), path(), signed))
        .ifPresent(
            why -> {
              throw new Impossible(why);
            });
    votes.add(new Vote(by, approves(fields)));
  }

  private static boolean approves(Fields fields) {
    String decision = fields.text("decision");
    Impossible.unless(
        decision.equals(APPROVED) || decision.equals(DENIED), "is decided neither way");
    return decision.equals(APPROVED);
  }

  private void mayDecide(String by) {
    Impossible.unless(isPerson(by), "is decided by '" + by + "', who is no person");
    if (gate().isOurs()) {
      Impossible.unless(!isRuled(), "is decided once more, though it was decided already");
      Impossible.unless(
          votes.stream().noneMatch(vote -> vote.principal().equals(by)),
          "is decided twice by '" + by + "'");
      Impossible.unless(
          !gate().approval().equals("four-eyes") || !by.equals(run().requester()),
          "is decided by '" + by + "', who asked for the run");
    }
  }

  private static boolean isPerson(String principal) {
    try {
      return Principal.of(principal).kind() == Principal.Kind.PERSON;
    } catch (WorkflowException e) {
      return false;
    }
  }

  /** The time of the answer is what was recorded; so is that of every event before it. */
  private void inTime(Seen seen) {
    if (notAfter.isPresent()) {
      Instant end = instant(notAfter.get());
      Impossible.unless(
          seen.line().at().isBefore(end) && run().latest().isBefore(end),
          "is decided after its deadline");
    }
  }

  private static Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw new Impossible("has a deadline that is no time");
    }
  }

  // --- closed ---

  private void closed(Seen seen) {
    seen.isAttempt(attempt);
    String outcome = seen.fields().text("outcome");
    boolean takenBack = outcome.equals(SUPERSEDED);
    boolean open = isOpen() || (takenBack && state.equals(APPROVED));
    Impossible.unless(open, "is closed, and it is not open");
    switch (outcome) {
      case APPROVED -> Impossible.unless(isApproved(), "is approved without its decisions");
      case DENIED -> Impossible.unless(isDenied(), "is denied, and nobody denied it");
      case "expired" ->
          Impossible.unless(
              notAfter.isPresent() && !(gate().isOurs() && isRuled()),
              "expires, and it has no deadline or was decided");
      case "cancelled" -> run().ending().needsReason("is cancelled");
      case SUPERSEDED ->
          Impossible.unless(
              state.equals(APPROVED) || run().hasJustMigrated(),
              "is superseded, and it was not approved");
      default -> throw new Impossible("is closed as '" + outcome + "', which is no outcome");
    }
    closes(outcome);
  }

  private void closes(String outcome) {
    run().closed(this, outcome.equals(SUPERSEDED));
    state = outcome;
    switch (outcome) {
      case APPROVED -> advance();
      case SUPERSEDED -> fallBack();
      default -> run().ending().rejects(path());
    }
  }

  private boolean isRuled() {
    return isDenied() || isApproved();
  }

  private boolean isDenied() {
    return votes.stream().anyMatch(vote -> !vote.approves());
  }

  /** Under a policy of ours a denial closes; under any, so many people must have said yes. */
  private boolean isApproved() {
    long people = votes.stream().filter(Vote::approves).map(Vote::principal).distinct().count();
    return people >= gate().quorum() && !(gate().isOurs() && isDenied());
  }

  private boolean isOpen() {
    return state.equals(OPEN);
  }

  @Override
  boolean isThrough() {
    return state.equals(APPROVED);
  }

  @Override
  boolean isKnown() {
    return attempt > 0 || isPassedOver();
  }

  @Override
  String awaits() {
    return isOpen() ? "gate" : "";
  }

  @Override
  String unfinished() {
    return "gate '" + path() + "' is " + (isThrough() ? APPROVED : "not approved");
  }

  @Override
  Slice value() {
    return Values.of(gate().reads().get(0), frame());
  }
}
