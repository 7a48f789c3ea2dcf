package dev.interlock.audit.judge;

/** How the effect of one step is undone. Use from one thread. */
final class Undoing {
  private final StepPlace step;
  private State state = State.NONE;
  private int attempt;

  private enum State {
    NONE,
    RUNNING,
    LOST,
    FAILED,
    DONE
  }

  Undoing(StepPlace step) {
    this.step = step;
  }

  int attempt() {
    return attempt;
  }

  boolean isRunning() {
    return state == State.RUNNING;
  }

  boolean hasFailed() {
    return state == State.FAILED;
  }

  boolean isDone() {
    return state == State.DONE;
  }

  /**
   * The step gave something, which is undone in its turn if the run must end: by what is declared
   * then, which another definition may say first.
   */
  void owed() {
    if (step.step().acts()) {
      step.run().undoable().add(step);
    }
  }

  /** The step failed, with what it gave if its effect is there. */
  void owedThoughFailed(Seen failed, boolean checkFailed) {
    boolean gave = failed.fields().has("value");
    Impossible.unless(!gave || isDeclared(), "leaves a value, and nothing undoes its effect");
    Impossible.unless(
        gave || !checkFailed || !isDeclared(),
        "fails its check, and what it gave is left out, which is to be undone");
    if (gave) {
      owed();
    }
  }

  /** It is begun again, or nobody knows what came of it. */
  void notOwed() {
    step.run().undoable().remove(step);
  }

  private boolean isDeclared() {
    return step.step().trying().compensated();
  }

  void started(Seen seen) {
    step.run().ending().needsReason("is undone");
    step.run().ending().refuseUnlessSettled();
    Impossible.unless(
        state == State.NONE || state == State.LOST, "is undone, and a person must say so before");
    Impossible.unless(
        step.run().ending().isNextToUndo(step), "is undone, and it is not the next to undo");
    seen.isAttempt(attempt + 1);
    attempt++;
    state = State.RUNNING;
    step.run().running().add(step);
  }

  private void ends(Seen seen, State how) {
    Impossible.unless(state == State.RUNNING, "was undone, and nothing undoes it");
    seen.isAttempt(attempt);
    state = how;
    step.run().running().remove(step);
  }

  void completed(Seen seen) {
    ends(seen, State.DONE);
  }

  void failed(Seen seen) {
    ends(seen, State.FAILED);
    Failing.kind(seen);
  }

  /** A person said to try again. */
  void again() {
    state = State.LOST;
  }

  void lost() {
    if (state == State.RUNNING) {
      state = State.LOST;
    }
  }
}
