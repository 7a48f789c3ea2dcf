package dev.interlock.audit.judge;

import dev.interlock.record.Presence;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A gate in a run. Use from one thread. */
final class GatePlace extends Place {
  private static final String OPEN = "open";
  private static final String APPROVED = "approved";
  private static final String DENIED = "denied";
  private static final String SUPERSEDED = "superseded";

  /** How far two clocks of one machine may drift apart before an engine calls one set. */
  private static final Duration DRIFT = Duration.ofSeconds(10);

  private final Votes votes = new Votes();
  private String state = "";
  private boolean followedUp;
  private @Nullable Presentation asked;

  GatePlace(Frame frame, int index, String path) {
    super(frame, index, path);
  }

  private Node.Gate gate() {
    return (Node.Gate) node();
  }

  private GateRules rules() {
    return gate().rules();
  }

  /** The last presentation. */
  private Presentation asked() {
    if (asked == null) {
      throw new Impossible("is answered, and it was never presented");
    }
    return asked;
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
      case "gate.refused" -> asked();
      case "gate.followup" -> followedUp(seen);
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
    Impossible.unless(!followedUp, "is presented again, and it was just opened");
    Presentation before = asked;
    seen.isAttempt(before == null ? 1 : before.attempt() + 1);
    Presentation now = Presentation.of(seen, isEscalated(seen), run().clock(seen));
    asksAsItsOutline(seen, now);
    limits(before, now);
    Impossible.unless(
        before == null || !now.nonce().equals(before.nonce()),
        "has the nonce of the presentation before");
    if (before == null || !isOpen() || !now.asksTheSameAs(before)) {
      votes.clear();
    }
    asked = now;
    state = OPEN;
    run().opened(this);
  }

  private void asksAsItsOutline(Seen seen, Presentation now) {
    Fields fields = seen.fields();
    Impossible.unless(
        fields.texts("roles").equals(rules().roles(now.escalated())),
        "asks other roles than its outline");
    Impossible.unless(
        fields.number("quorum") == rules().quorum(), "has another quorum than its outline");
    Impossible.unless(
        presence(seen) == rules().presence(), "asks for another grade than its outline");
    Impossible.unless(
        fields.is("approval", rules().approval()), "has another policy than its outline");
    Impossible.unless(
        now.subject().equals(Values.of(gate().reads().get(0), frame()).sha256()),
        "is about another value than is recorded");
    Impossible.unless(
        now.named().isPresent() == gate().named().isPresent(),
        "names people, or does not, otherwise than its outline");
    gate().named().ifPresent(read -> names(Values.of(read, frame()), now));
  }

  /** What stands in a blob is not looked at. */
  private static void names(Slice value, Presentation now) {
    Fields fields = Fields.object(value);
    Impossible.unless(
        fields.has("blob") || fields.texts("principals").equals(now.named().orElse(List.of())),
        "names other people than the value that names them");
  }

  /** Once its time is over, a gate that escalates is presented without a deadline. */
  private boolean isEscalated(Seen seen) {
    if (!isOpen() || rules().then() != GateRules.Then.ESCALATES) {
      return false;
    }
    Optional<Instant> end = asked().end();
    boolean escalates = end.isEmpty() || !seen.fields().has("notAfter");
    Impossible.unless(
        !escalates || end.isEmpty() || isOver(seen, end.get()), "escalates before its deadline");
    return escalates;
  }

  /** Whether a deadline may have passed: the wall clock can be behind the one that nobody sets. */
  private boolean isOver(Seen seen, Instant end) {
    Instant at = seen.line().at();
    return !at.isBefore(end.minus(DRIFT))
        || !run().times().known().isBefore(end)
        || asked().clockSet() != run().clock(seen);
  }

  /** Only a gate that is asked again gets new time. */
  private void limits(@Nullable Presentation before, Presentation now) {
    if (now.escalated()) {
      Impossible.unless(now.notAfter().isEmpty(), "has a deadline, and it was escalated");
      return;
    }
    boolean again = rules().then() == GateRules.Then.WAITS;
    if (before == null || before.notAfter().isEmpty() || again) {
      Impossible.unless(
          now.notAfter().isPresent() == rules().limited(), "has another deadline than its outline");
    } else {
      Impossible.unless(
          now.notAfter().equals(before.notAfter()), "has another deadline than before");
    }
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
        fields.number("attempt") == asked().attempt() && fields.is("nonce", asked().nonce()),
        "is decided by an answer to another presentation");
    Impossible.unless(
        fields.is("shown", asked().shown()), "is decided on other content than was shown");
    inTime(seen);
    Answering answering = new Answering(run(), rules(), asked());
    Votes.Vote vote = answering.vote(fields, presence(seen));
    if (rules().isOurs()) {
      Impossible.unless(!isRuled(), "is decided once more, though it was decided already");
      Impossible.unless(
          !votes.isBy(vote.people()),
          "is decided twice by '" + String.join("' or '", vote.people()) + "'");
    }
    answering.prove(seen, path(), presence(seen));
    votes.add(vote);
  }

  /** The time of the answer is what was recorded; so is that of every event before it. */
  private void inTime(Seen seen) {
    Optional<Instant> end = asked().end();
    Impossible.unless(
        end.isEmpty()
            || (seen.line().at().isBefore(end.get()) && run().times().latest().isBefore(end.get())),
        "is decided after its deadline");
  }

  // --- closed ---

  /** What is to be looked at is said right before the gate opens. */
  private void followedUp(Seen seen) {
    seen.isAttempt(asked().attempt());
    Impossible.unless(
        isOpen() && isApproved() && !followedUp, "says once more, or too early, what follows");
    Impossible.unless(
        Optional.of(seen.fields().text("what")).equals(rules().followUp()),
        "is followed up otherwise than its outline says");
    Impossible.unless(
        seen.fields().is("reason", votes.reasons()), "is followed up for another reason than said");
    followedUp = true;
  }

  private void closed(Seen seen) {
    seen.isAttempt(asked().attempt());
    String outcome = seen.fields().text("outcome");
    boolean takenBack = outcome.equals(SUPERSEDED);
    boolean open = isOpen() || (takenBack && state.equals(APPROVED));
    Impossible.unless(open, "is closed, and it is not open");
    switch (outcome) {
      case APPROVED -> approves();
      case DENIED -> Impossible.unless(isDenied(), "is denied, and nobody who may denied it");
      case "expired" -> expires(seen);
      case "cancelled" -> run().ending().needsReason("is cancelled");
      case SUPERSEDED ->
          Impossible.unless(
              state.equals(APPROVED) || run().hasJustMigrated(),
              "is superseded, and it was not approved");
      default -> throw new Impossible("is closed as '" + outcome + "', which is no outcome");
    }
    closes(outcome);
  }

  private void approves() {
    Impossible.unless(isApproved(), "is approved without its decisions");
    Impossible.unless(
        followedUp == rules().followUp().isPresent(), "is approved and does not say what follows");
  }

  private void expires(Seen seen) {
    Optional<Instant> end = asked().end();
    Impossible.unless(
        end.isPresent()
            && rules().then() == GateRules.Then.DENIES
            && !(rules().isOurs() && isRuled()),
        "expires, and it has no deadline that ends it or was decided");
    Impossible.unless(isOver(seen, end.get()), "expires before its deadline");
  }

  private void closes(String outcome) {
    run().closed(this, outcome.equals(SUPERSEDED));
    state = outcome;
    followedUp = false;
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
    return votes.deny(rules());
  }

  private boolean isApproved() {
    return votes.approve(rules(), rules().escalatesTo().filter(role -> asked().escalated()));
  }

  private boolean isOpen() {
    return state.equals(OPEN);
  }

  @Override
  boolean isThrough() {
    return state.equals(APPROVED);
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
