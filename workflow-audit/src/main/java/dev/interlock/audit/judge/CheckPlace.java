package dev.interlock.audit.judge;

/** A check by itself in a run. Nothing announces that it looks. Use from one thread. */
final class CheckPlace extends Place {
  private int attempt;
  private boolean waiting;
  private boolean passed;
  private boolean failed;

  CheckPlace(Frame frame, int index, String path) {
    super(frame, index, path);
  }

  @Override
  void happens(Seen seen) {
    if (seen.event().equals("run.resumed")) {
      Impossible.unless(waiting, "is tried again, and nothing failed there");
      waiting = false;
      return;
    }
    Impossible.unless(
        mayBegin() || (run().mayFinishLate() && wasReached()),
        "says something before what stands before it is done");
    Impossible.unless(!waiting && !passed && !failed, "says something, and nothing looks there");
    switch (seen.event()) {
      case "check.passed" -> {
        named(seen);
        passed = true;
        advance();
      }
      case "check.failed" -> {
        named(seen);
        failed = true;
        run().ending().rejects(path());
      }
      case "step.failed" -> couldNotLook(seen);
      case "step.abandoned" -> seen.isAttempt(attempt + 1);
      default -> throw notHere(seen);
    }
  }

  private void named(Seen seen) {
    Impossible.unless(
        seen.fields().is("check", node().name()), "has a check of another name than its outline");
  }

  private void couldNotLook(Seen seen) {
    seen.isAttempt(attempt + 1);
    Impossible.unless(
        Failing.waits(seen) && seen.fields().is("next", "waiting"),
        "could not look, and the run does not wait");
    attempt++;
    waiting = true;
  }

  @Override
  boolean isThrough() {
    return passed;
  }

  @Override
  String awaits() {
    return waiting ? "retry" : "";
  }

  @Override
  Slice value() {
    return Values.of(node().reads().get(0), frame());
  }
}
