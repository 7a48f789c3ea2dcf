package dev.interlock.audit.judge;

import org.jspecify.annotations.Nullable;

/** A receive in a run. Use from one thread. */
final class ReceivePlace extends Place {
  private State state = State.NONE;
  private String nonce = "";
  private boolean limited;
  private @Nullable Slice value;

  private enum State {
    NONE,
    OPEN,
    RECEIVED,
    GOES_ON,
    EXPIRED
  }

  ReceivePlace(Frame frame, int index, String path) {
    super(frame, index, path);
  }

  private Node.Receive receive() {
    return (Node.Receive) node();
  }

  @Override
  boolean actsOrAsks() {
    return true;
  }

  @Override
  void happens(Seen seen) {
    switch (seen.event()) {
      case "submission.requested" -> requested(seen);
      case "submission.received" -> received(seen);
      case "submission.expired" -> expired(seen);
      case "submission.refused" ->
          Impossible.unless(state != State.NONE, "refuses, and nothing was asked for");
      case "step.abandoned" -> isOpen("is given up", seen);
      default -> throw notHere(seen);
    }
  }

  private void requested(Seen seen) {
    begins("is asked for");
    Impossible.unless(state == State.NONE, "is asked for twice");
    seen.isAttempt(1);
    Impossible.unless(
        seen.fields().texts("roles").equals(receive().from()), "asks other roles than its outline");
    Impossible.unless(
        seen.fields().is("type", receive().type()), "asks for another type than its outline");
    limited = seen.fields().has("notAfter");
    Impossible.unless(limited == receive().limited(), "has another deadline than its outline");
    nonce = seen.fields().text("nonce");
    state = State.OPEN;
  }

  private void isOpen(String what, Seen seen) {
    Impossible.unless(state == State.OPEN, what + ", and it is not asked for");
    seen.isAttempt(1);
  }

  private void received(Seen seen) {
    isOpen("is received", seen);
    Impossible.unless(
        seen.fields().is("nonce", nonce), "is received as an answer to another request");
    Impossible.unless(
        receive().from().contains(seen.fields().text("role")),
        "is received from a role that it does not ask");
    seen.fields().text("principal");
    Checking.passed(seen, receive().checks());
    goesOn(State.RECEIVED, seen);
  }

  private void goesOn(State how, Seen seen) {
    Slice given = seen.fields().value("value");
    value = run().keeps(node()) ? given.alone() : null;
    state = how;
    advance();
  }

  private void expired(Seen seen) {
    isOpen("expires", seen);
    begins("expires");
    Impossible.unless(limited, "expires, and it has no deadline");
    boolean on = seen.fields().flag("goesOn");
    Impossible.unless(on == receive().otherwise(), "goes on otherwise than its outline says");
    Impossible.unless(on == seen.fields().has("value"), "goes on without a value");
    if (on) {
      goesOn(State.GOES_ON, seen);
    } else {
      state = State.EXPIRED;
      run().ending().rejects(path());
    }
  }

  @Override
  boolean isThrough() {
    return state == State.RECEIVED || state == State.GOES_ON;
  }

  @Override
  String awaits() {
    return state == State.OPEN ? "submission" : "";
  }

  @Override
  Slice value() {
    if (value == null) {
      throw new Impossible("has no value");
    }
    return value;
  }
}
