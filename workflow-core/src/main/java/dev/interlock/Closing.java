package dev.interlock;

import dev.interlock.record.Event;
import dev.interlock.record.Failure;
import dev.interlock.record.Principal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The end of one run that must end otherwise than completed: bodies end first, what is in doubt
 * goes to a person, other runs that it asked for are called off, effects are undone, gates close.
 */
final class Closing {
  /** What the deadline of a run is named, which no path is. */
  private static final String RUN = "the run";

  private final RunTask task;
  private final Workflow<?, ?> workflow;
  private final Deadlines.OfRun deadlines;
  private final Compensations compensations;
  private @Nullable Principal cancelledBy;
  private Event.@Nullable RunFailed violated;

  Closing(
      RunTask task,
      Workflow<?, ?> workflow,
      Deadlines.OfRun deadlines,
      Compensations compensations) {
    this.task = task;
    this.workflow = workflow;
    this.deadlines = deadlines;
    this.compensations = compensations;
  }

  void cancel(Principal by) {
    cancelledBy = cancelledBy == null ? by : cancelledBy;
  }

  /** What is in memory differs from the record, of which nothing good can follow. */
  void violated(String what) {
    task.log().append(new Event.Violation(Optional.empty(), what));
    violated = new Event.RunFailed("-", Failure.Kind.UNKNOWN, "Violation", what);
  }

  boolean isViolated() {
    return violated != null;
  }

  /** How the run must end, if it must. */
  Optional<Event.Terminal> ending(Found walk) {
    if (violated != null) {
      return Optional.of(violated);
    }
    Optional<String> by =
        task.facts()
            .cancelled()
            .map(Event.CancelRequested::by)
            .or(() -> Optional.ofNullable(cancelledBy).map(Principal::name));
    if (by.isPresent()) {
      return by.map(Event.RunCancelled::new);
    }
    return isOverdue() ? Optional.of(overdue()) : walk.ending();
  }

  /** When a run must be over, if that is limited. */
  static Optional<Walk.Timer> timer(Workflow<?, ?> workflow, RunFacts facts) {
    return workflow
        .terms()
        .timeout()
        .map(time -> new Walk.Timer(RUN, facts.startedAt().plus(time)));
  }

  private boolean isOverdue() {
    return timer().filter(end -> deadlines.passed(end.what(), end.at())).isPresent();
  }

  private Event.Terminal overdue() {
    String time = workflow.terms().timeout().orElseThrow().toString();
    String says = "the run was not over within " + time;
    return new Event.RunFailed("-", Failure.Kind.BUSINESS_RULE, "RunTimeout", says);
  }

  /** When this run must be over, if that is limited. */
  Optional<Walk.Timer> timer() {
    return timer(workflow, task.facts());
  }

  /**
   * Does the next thing that must happen before the end, or ends the run.
   *
   * @return whether to look again
   */
  boolean towards(Event.Terminal ending) {
    if (task.isAnythingRunning()) {
      intend(ending);
      if (isOverdue()) {
        task.bodies().interrupt(path -> !servesTheEnd(path));
      }
      return false;
    }
    Found walk = Walk.throughout(workflow, task.facts(), deadlines, task.running());
    if (settlesDoubt(walk)) {
      return true;
    }
    Optional<Ready.ToCompensate> undo = compensations.next(walk);
    List<Event.Awaited> doubts =
        walk.awaited().stream().filter(one -> one.what().equals("doubt")).toList();
    boolean atOnce = doubts.isEmpty() && walk.children().isEmpty() && undo.isEmpty();
    if (!atOnce || !task.facts().openGates().isEmpty()) {
      intend(ending);
    }
    task.progress().gates().cancelOpen();
    if (atOnce) {
      task.log().append(ending);
      return false;
    }
    if (!doubts.isEmpty()) {
      return task.progress().waitFor(doubts);
    }
    return walk.children().isEmpty() ? undo(undo.orElseThrow()) : callOff(walk.children());
  }

  private boolean undo(Ready.ToCompensate undo) {
    boolean failed = compensations.hasFailed(undo);
    if (failed) {
      task.progress().waitFor(List.of(new Event.Awaited("compensation", undo.path())));
    } else {
      compensations.begin(undo);
    }
    return !failed;
  }

  /** Whether what runs there undoes an effect, or asks about one in doubt. */
  private boolean servesTheEnd(String path) {
    return task.facts()
        .stepAt(path)
        .filter(fact -> fact.gave() || fact.is(StepFact.State.DOUBT))
        .isPresent();
  }

  /** A cancellation outlives this process, though the run cannot end at once. */
  private void intend(Event.Terminal ending) {
    if (ending instanceof Event.RunCancelled cancelled && task.facts().cancelled().isEmpty()) {
      task.log().append(new Event.CancelRequested(cancelled.by()));
    }
  }

  private boolean settlesDoubt(Found walk) {
    List<Ready> doubts =
        walk.ready().stream()
            .filter(one -> one instanceof Ready.ToDoubt || one instanceof Ready.ToReconcile)
            .toList();
    doubts.forEach(task.progress()::begin);
    return !doubts.isEmpty();
  }

  private boolean callOff(List<Ready.ToFollow> children) {
    boolean ended = false;
    for (Ready.ToFollow child : children) {
      ended |= task.progress().children().cancel(child);
    }
    return ended
        || task.progress()
            .waitFor(
                children.stream().map(child -> new Event.Awaited("child", child.path())).toList());
  }
}
