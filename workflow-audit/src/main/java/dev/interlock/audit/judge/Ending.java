package dev.interlock.audit.judge;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Why one run must end, and how it then may. Use from one thread. */
final class Ending {
  private static final String REJECTED = "rejected";
  private static final String REHEARSAL = "system:rehearsal";
  private static final String PARENT = "system:parent";

  private final RunJudge run;
  private final Map<String, String> causes = new LinkedHashMap<>(2);
  private @Nullable String cancelledBy;
  private boolean violated;
  private boolean overdue;
  private boolean unsure;

  Ending(RunJudge run) {
    this.run = run;
  }

  // --- reasons ---

  /** A gate, a check or time said no at this place. */
  void rejects(String path) {
    causes.putIfAbsent(path, REJECTED);
  }

  /** A step failed there for good. */
  void fails(String path, Seen failed) {
    causes.putIfAbsent(path, failure(failed));
  }

  private static String failure(Seen seen) {
    return seen.fields().text("failure") + " " + seen.fields().text("type");
  }

  /** A rule or a list of the definition threw. */
  void threw(String path, Seen failed) {
    failed.isAttempt(1);
    Impossible.unless(
        failed.fields().is("next", "end") && !failed.fields().has("due"),
        "fails, and the run does not end");
    Failing.kind(failed);
    fails(path, failed);
  }

  void childEnded(String path, String outcome) {
    causes.put(path, outcome.equals("failed") ? "UNKNOWN Child" : REJECTED);
  }

  void cancelled(Seen seen) {
    Impossible.unless(cancelledBy == null, "it is called off twice");
    String by = seen.fields().text("by");
    Impossible.unless(!by.equals(PARENT) || run.hasParent(), "it has no parent to call it off");
    cancelledBy = by;
  }

  void violated() {
    violated = true;
  }

  /** The process is another one, which knows only what is recorded. */
  void forget() {
    unsure = overdue;
    violated = false;
  }

  boolean isEnding() {
    return !causes.isEmpty() || cancelledBy != null || overdue;
  }

  /**
   * Refuses to go on with a run that must end. That it was out of time is not recorded: another
   * process that does not find it so goes on with it.
   */
  void refuseIfEnding(String what) {
    overdue &= !unsure;
    if (isEnding()) {
      throw new Impossible(what + ", and the run must end");
    }
  }

  /** Refuses what only happens once a run must end; being out of time is recorded nowhere else. */
  void needsReason(String what) {
    overdue |= !isEnding() && (violated || run.definition().limited());
    Impossible.unless(isEnding(), what + ", and the run goes on");
    unsure = false;
  }

  // --- before the end ---

  /** Refuses to go on to the end while something is open. */
  void refuseUnlessSettled() {
    if (!run.running().isEmpty()) {
      throw new Impossible("and '" + run.running().get(0).path() + "' runs");
    }
    Impossible.unless(run.hasNoOpenGate(), "and a gate is open");
    run.acts().stream()
        .filter(StepPlace::isUnsettled)
        .findFirst()
        .ifPresent(
            act -> {
              throw new Impossible("and '" + act.path() + "' is in doubt");
            });
    Impossible.unless(run.openChildren().isEmpty(), "and a run that it asked for has not ended");
  }

  private Optional<StepPlace> nextToUndo() {
    List<StepPlace> all = run.undoable();
    for (int i = all.size() - 1; i >= 0; i--) {
      StepPlace one = all.get(i);
      if (!one.undoing().isDone() && one.step().trying().compensated()) {
        return Optional.of(one);
      }
    }
    return Optional.empty();
  }

  boolean isNextToUndo(StepPlace step) {
    return nextToUndo().filter(next -> next == step).isPresent();
  }

  private void settled() {
    refuseUnlessSettled();
    nextToUndo()
        .ifPresent(
            step -> {
              throw new Impossible("and the effect of '" + step.path() + "' is not undone");
            });
  }

  // --- the end ---

  void completed(Seen seen) {
    refuseIfEnding("it completes");
    if (!run.root().isDone()) {
      throw new Impossible("it completes, and " + run.root().current().unfinished());
    }
    refuseUnlessSettled();
    Impossible.unless(!givesNothing(), "it completes, and its result was passed over");
    Impossible.unless(
        seen.fields().value("value").saysTheSameAs(Values.given(run.root())),
        "it completes with another value than its outline gives");
  }

  private boolean givesNothing() {
    return run.isRehearsal() && Values.givesNothing(run.root());
  }

  void rejected(Seen seen) {
    Impossible.unless(
        cancelledBy == null && REJECTED.equals(causes.get(seen.fields().text("path"))),
        "it is rejected, and nothing says no there");
    settled();
  }

  void failed(Seen seen) {
    String path = seen.fields().text("path");
    String failure = failure(seen);
    boolean may =
        switch (path + " " + failure) {
          case "- BUSINESS_RULE RunTimeout" -> run.definition().limited() && cancelledBy == null;
          case "- UNKNOWN Violation" -> violated;
          default -> cancelledBy == null && failure.equals(causes.get(path));
        };
    Impossible.unless(may, "it fails, and nothing failed so");
    settled();
  }

  void wasCancelled(Seen seen) {
    String by = seen.fields().text("by");
    if (by.equals(REHEARSAL)) {
      Impossible.unless(
          !isEnding() && run.root().isDone() && givesNothing(),
          "it is no rehearsal that came to its end");
      return;
    }
    Impossible.unless(
        cancelledBy == null || by.equals(cancelledBy), "it is cancelled by somebody else");
    Impossible.unless(!by.equals(PARENT) || run.hasParent(), "it has no parent to call it off");
    settled();
  }
}
