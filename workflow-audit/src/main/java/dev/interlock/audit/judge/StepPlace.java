package dev.interlock.audit.judge;

import org.jspecify.annotations.Nullable;

/** A step in a run. Use from one thread. */
class StepPlace extends Place {
  private static final String ENGINE = "system:engine";

  private final Undoing undoing = new Undoing(this);
  private StepState state = StepState.NONE;
  private int attempt;
  private int tries;
  private boolean asked;
  private boolean checkFailed;
  private @Nullable Slice value;

  StepPlace(Node.Step step, Frame frame, int index, String path) {
    super(frame, index, path);
    if (step.acts()) {
      run().acts().add(this);
    }
  }

  Node.Step step() {
    return (Node.Step) node();
  }

  @Override
  boolean actsOrAsks() {
    return step().acts();
  }

  final Undoing undoing() {
    return undoing;
  }

  @Override
  void happens(Seen seen) {
    switch (seen.event()) {
      case "step.started" -> started(seen);
      case "step.completed" -> completed(seen);
      case "step.evidence" -> wrote(seen);
      case "step.failed" -> failed(seen);
      case "step.abandoned" -> abandoned(seen);
      case "step.doubt" -> doubted(seen);
      case "step.reconciled" -> reconciled(seen);
      case "check.failed" -> checkFailed(seen);
      case "compensation.started" -> undoing.started(seen);
      case "compensation.completed" -> undoing.completed(seen);
      case "compensation.failed" -> undoing.failed(seen);
      case "run.resumed" -> again();
      default -> throw notHere(seen);
    }
  }

  private void started(Seen seen) {
    begins("starts");
    Impossible.unless(
        switch (state) {
          case NONE, UNDONE -> true;
          case LOST, RETRY, AGAIN -> !step().isDoubtful();
          default -> false;
        },
        "starts, and it is " + state.word());
    seen.isAttempt(attempt + 1);
    Impossible.unless(
        seen.fields().is("kind", step().kind()), "starts as another kind than its outline says");
    Impossible.unless(
        seen.fields().is("key", run().key(path())), "starts with another key than is its own");
    attempt++;
    tries++;
    asked = false;
    checkFailed = false;
    undoing.notOwed();
    state = StepState.RUNNING;
    run().running().add(this);
  }

  private void isRunning(String what, Seen seen) {
    Impossible.unless(state == StepState.RUNNING, what + ", and it does not run");
    seen.isAttempt(attempt);
  }

  private void completed(Seen seen) {
    isRunning("completes", seen);
    Impossible.unless(!checkFailed, "completes, though a check of it failed");
    Checking.passed(seen, step().checks());
    seen.fields().list("evidence");
    gave(seen);
  }

  private void wrote(Seen seen) {
    isRunning("writes", seen);
    seen.fields().list("evidence");
  }

  private void gave(Seen seen) {
    Slice given = seen.fields().value("value");
    value = run().keeps(node()) ? given.alone() : null;
    ends(StepState.COMPLETED);
    undoing.owed();
    advance();
  }

  private void ends(StepState how) {
    state = how;
    run().running().remove(this);
  }

  private void failed(Seen seen) {
    boolean answers = asked && checkFailed;
    if (answers) {
      seen.isAttempt(attempt);
    } else {
      isRunning("fails", seen);
    }
    asked = false;
    Impossible.unless(
        !checkFailed || seen.fields().is("failure", "VERIFICATION"),
        "fails otherwise than its check did");
    String next = Failing.next(seen, step().trying(), tries);
    Impossible.unless(
        seen.fields().is("next", next), "fails, and what follows by its outline is '" + next + "'");
    Impossible.unless(
        seen.fields().has("due") == next.equals("retry"), "fails, and its 'due' does not fit");
    undoing.owedThoughFailed(seen, checkFailed);
    ends(
        switch (next) {
          case "retry" -> StepState.RETRY;
          case "skip" -> StepState.PASSED_BY;
          case "waiting" -> StepState.WAITING;
          default -> StepState.FAILED;
        });
    if (state == StepState.FAILED) {
      run().ending().fails(path(), seen);
    }
  }

  private void abandoned(Seen seen) {
    Impossible.unless(
        state == StepState.RUNNING || asked || undoing.isRunning(),
        "is given up, and nothing runs there");
    seen.isAttempt(undoing.isRunning() ? undoing.attempt() : attempt);
  }

  private void checkFailed(Seen seen) {
    Impossible.unless(
        state == StepState.RUNNING || asked, "has a check that failed, and nothing runs there");
    Checking.known(seen, step().checks());
    Impossible.unless(!checkFailed, "has a second check that failed");
    checkFailed = true;
  }

  // --- doubts ---

  private void doubted(Seen seen) {
    seen.isAttempt(attempt);
    Impossible.unless(step().isDoubtful(), "is in doubt, and it may be run again");
    if (seen.fields().has("reason")) {
      Impossible.unless(asked && !checkFailed, "has no answer, and nobody was asked");
      asked = false;
      state = StepState.UNANSWERED;
      return;
    }
    Impossible.unless(
        switch (state) {
          case RUNNING, LOST, RETRY, AGAIN -> true;
          default -> false;
        },
        "is in doubt, and its attempt is known");
    undoing.notOwed();
    ends(StepState.DOUBT);
    asks();
  }

  private void asks() {
    state = StepState.DOUBT;
    asked = step().trying().reconciled();
    checkFailed = false;
  }

  private void reconciled(Seen seen) {
    seen.isAttempt(attempt);
    boolean happened = seen.fields().flag("happened");
    Impossible.unless(
        seen.fields().has("value") == happened, "is said to have happened without a value");
    boolean engine = seen.fields().is("by", ENGINE);
    if (engine && asked) {
      Impossible.unless(!checkFailed, "is said to have happened, though a check of it failed");
      asked = false;
    } else {
      Impossible.unless(isInDoubt(), "is reconciled, and nothing of it is in doubt");
      Impossible.unless(!engine, "is reconciled by the engine, and nobody was asked");
      seen.fields().person("by");
    }
    Checking.passed(seen, engine && happened ? step().checks() : Node.Checks.NONE);
    if (happened) {
      gave(seen);
    } else {
      ends(StepState.UNDONE);
    }
  }

  final boolean isInDoubt() {
    return state == StepState.DOUBT || state == StepState.UNANSWERED;
  }

  /**
   * Whether the run cannot end before somebody says whether it happened. What is tried again later
   * is in doubt only once that is due.
   */
  final boolean isUnsettled() {
    boolean unknown = state == StepState.LOST || state == StepState.AGAIN;
    return isInDoubt() || (unknown && step().isDoubtful());
  }

  // --- again ---

  private void again() {
    if (undoing.hasFailed()) {
      undoing.again();
      return;
    }
    Impossible.unless(
        state == StepState.WAITING || state == StepState.UNANSWERED,
        "is tried again, and nothing failed there");
    if (state == StepState.UNANSWERED) {
      asks();
    } else {
      state = StepState.AGAIN;
      tries = 0;
    }
  }

  /** The process is another one. */
  final void lost() {
    undoing.lost();
    if (state == StepState.RUNNING) {
      state = StepState.LOST;
    }
  }

  /** The process is another one, in which the outside world is asked once more. */
  final void askedAnew() {
    checkFailed = false;
    asked = state == StepState.DOUBT && step().trying().reconciled();
  }

  @Override
  void skips(Seen seen) {
    if (run().isRehearsal() && state == StepState.NONE) {
      super.skips(seen);
      return;
    }
    begins("is passed over");
    Impossible.unless(state == StepState.PASSED_BY, "is passed over, and it did not fail");
    Impossible.unless(
        step().trying().optional().equals(seen.fields().textIfAny("reason")),
        "is passed over for another reason than its outline's");
    state = StepState.SKIPPED;
    advance();
  }

  @Override
  boolean isThrough() {
    return state == StepState.COMPLETED || state == StepState.SKIPPED;
  }

  @Override
  String awaits() {
    return state == StepState.WAITING ? "retry" : isInDoubt() ? "doubt" : "";
  }

  @Override
  Slice value() {
    if (step().trying().optional().isPresent() && state != StepState.COMPLETED) {
      return Slice.of("null");
    }
    if (value == null) {
      throw new Impossible("has no value");
    }
    return value;
  }

  @Override
  boolean fits(Node other) {
    return super.fits(other)
        && (!(other instanceof Node.Step to) || to.kind().equals(step().kind()));
  }
}
