package dev.interlock;

import dev.interlock.record.Event;
import dev.interlock.record.Failure;
import dev.interlock.record.Json;
import dev.interlock.record.Principal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * What one run does next: walks the definition, begins what is ready, ends the run when it must.
 * For messages of the run only.
 */
final class Progress {
  /** What is said of a run whose memory was changed. */
  private static final String NOT_AS_RECORDED =
      "what is in memory of the run is not what its record says";

  private static final String REHEARSAL = "system:rehearsal";

  private final RunTask task;
  private final Host host;
  private final Workflow<?, ?> workflow;
  private final Values values;
  private final Deadlines.OfRun deadlines;
  private final Steps steps;
  private final Examinations examinations;
  private final Gates gates;
  private final Submissions submissions;
  private final Children children;
  private final Doubts doubts;
  private final Closing closing;
  private boolean retrying;

  Progress(RunTask task, Host host, Workflow<?, ?> workflow) {
    this.task = task;
    this.host = host;
    this.workflow = workflow;
    this.values = new Values(host.form(), task.facts(), workflow.terms());
    this.deadlines = host.deadlines().of(task.id(), task.facts());
    this.steps = new Steps(task, host, values);
    this.examinations = new Examinations(task, host, values);
    this.gates = new Gates(task, host, workflow, values);
    this.submissions = new Submissions(task, host, workflow.name());
    this.children = new Children(task, host, values);
    this.doubts = new Doubts(task, host, workflow);
    this.closing = new Closing(task, workflow, deadlines, new Compensations(task, values));
  }

  Steps steps() {
    return steps;
  }

  Gates gates() {
    return gates;
  }

  Submissions submissions() {
    return submissions;
  }

  Children children() {
    return children;
  }

  /** Whether it goes on in this process without anybody's doing. */
  boolean isBusy() {
    return children.areAtWork() || (retrying && !task.isOverOrStopped());
  }

  /** The definition as it stands now. */
  Found walk() {
    return Walk.of(workflow, task.facts(), deadlines, task.running());
  }

  /** Whether it ends otherwise than completed, at once or when nothing of it runs any more. */
  boolean mustEnd() {
    return closing.ending(walk()).isPresent();
  }

  /** Goes as far as it can without anybody's doing. */
  void advance() {
    while (!task.isOverOrStopped() && advanced()) {
      // once more: what was begun may have been all there was to it
    }
  }

  private boolean advanced() {
    gates.closeOver();
    task.bodies().interruptOverdue(deadlines);
    task.bodies().abandon(deadlines).forEach(task::abandon);
    Found walk = walk();
    Optional<Event.Terminal> ending = closing.ending(walk);
    retrying = ending.isEmpty() && walk.isRetrying();
    watch(walk);
    if (ending.isPresent()) {
      return closing.towards(ending.get());
    }
    if (walk.isDone()) { // while what came too late may still be being checked
      return !task.isAnythingRunning() && complete();
    }
    Optional<Ready> decision =
        walk.ready().stream().filter(Ready.ToDecide.class::isInstance).findFirst();
    if (decision.isPresent()) {
      begin(decision.get()); // by itself: it may end the run, and then nothing else begins
      return true;
    }
    for (Ready ready : walk.ready()) {
      if (!closing.isViolated()) {
        begin(ready);
      }
    }
    return !walk.ready().isEmpty() || waitFor(walk.awaited());
  }

  private void watch(Found walk) {
    List<Walk.Timer> timers = new ArrayList<>(walk.timers());
    timers.addAll(task.bodies().timers());
    closing.timer().ifPresent(timers::add);
    deadlines.keepOnly(timers.stream().map(Walk.Timer::what).collect(Collectors.toSet()));
    timers.forEach(timer -> deadlines.set(timer, () -> task.registry().touch(task.id())));
  }

  private boolean complete() {
    Node.Scope scope = workflow.scope();
    Frame frame = Frame.ofWorkflow(scope);
    if (task.facts().isRehearsal() && Rehearsal.isMissing(scope.result(), frame, task.facts())) {
      task.log().append(new Event.RunCancelled(REHEARSAL));
    } else if (isAsRecorded()) {
      task.log().append(new Event.RunCompleted(values.held(scope.result(), frame).json()));
    }
    return true;
  }

  /**
   * Whether the run is in memory what its record says. On the class path nothing keeps other code
   * from reaching in, so that it is looked at again before a gate's approval is used.
   */
  boolean isAsRecorded() {
    boolean same = isTheSame();
    if (!same) {
      closing.violated(NOT_AS_RECORDED);
    }
    return same;
  }

  private boolean isTheSame() {
    return !task.facts().hasGates()
        || RunFacts.of(host.journal().entries(task.id())).saysTheSameAs(task.facts());
  }

  /** Begins one thing that is ready. */
  void begin(Ready ready) {
    if (ready instanceof Ready.ToRun step) {
      if (gates.guards().hold(step)) {
        steps.run(step);
      }
    } else if (ready instanceof Ready.ToJoin join) {
      steps.join(join);
    } else if (ready instanceof Ready.ToExamine check) {
      examinations.begin(check);
    } else if (ready instanceof Ready.ToPresent gate) {
      gates.present(gate);
    } else if (ready instanceof Ready.ToRequest receipt) {
      submissions.ask(receipt);
    } else if (ready instanceof Ready.ToFollow child) {
      children.begin(child);
    } else if (ready instanceof Ready.ToReconcile doubt) {
      doubts.ask(doubt);
    } else {
      record(ready, decided(ready));
    }
  }

  private void record(Ready ready, Event event) {
    try {
      task.log().append(event);
    } catch (IllegalArgumentException e) {
      String tooLarge = String.valueOf(e.getMessage());
      Failure why = Failure.of(Failure.Kind.BUSINESS_RULE, "ValueTooLarge", tooLarge);
      task.log().append(Steps.ended(ready.path(), why));
    }
  }

  private Event decided(Ready ready) {
    if (ready instanceof Ready.ToDoubt doubt) {
      return new Event.StepDoubt(doubt.path(), doubt.attempt(), Optional.empty());
    }
    Instant now = host.time().now();
    Consumer<String> violated = what -> task.violation(ready.path(), what);
    try {
      Ready.Decided decided = ((Ready.ToDecide) ready).decided();
      return Inside.pure(ready.path(), violated, () -> decided.event(values, now));
    } catch (LostBlob e) {
      throw e;
    } catch (Throwable e) { // a pure function of the definition may throw what it never declared
      Failure why = Failures.of(e);
      return Steps.ended(ready.path(), why);
    }
  }

  /**
   * Records what is waited for, if nothing goes on and that is not known.
   *
   * @return false: nothing else is to be done
   */
  boolean waitFor(List<Event.Awaited> awaited) {
    boolean known = task.facts().waiting().filter(one -> one.awaited().equals(awaited)).isPresent();
    if (task.isResting() && !isBusy() && !known) {
      task.log().append(new Event.RunWaiting(awaited));
    }
    return false;
  }

  /** Goes on after a stop; with a principal, what failed is tried again. */
  void resume(Optional<Principal> by) {
    if (task.isOverOrStopped()) {
      return;
    }
    Found before = walk();
    List<Ready.ToPresent> open = before.openGates();
    boolean again = by.isPresent() && tryAgain(by.get());
    if (!again && task.isResting()) {
      task.log().resumeWith(new Event.RunResumed(by.map(Principal::name), Optional.empty()));
    }
    if (!children.areAtWork()) {
      before.children().forEach(child -> children.follow(child, by));
    }
    advance();
    if (gates.somebodyReachable()) {
      gates.presentAgain(open);
    }
  }

  /** Records a person's word that what failed and waits is to be tried again. */
  private boolean tryAgain(Principal by) {
    List<String> failed = new ArrayList<>(task.facts().stepsIn(StepFact.State.WAITING));
    failed.addAll(task.facts().stepsIn(StepFact.State.UNANSWERED));
    failed.addAll(task.facts().failedCompensations());
    for (String path : failed) {
      task.log().append(new Event.RunResumed(Optional.of(by.name()), Optional.of(path)));
    }
    return !failed.isEmpty();
  }

  /** Lets the run, and the runs that it asked for, go by the people of this engine. */
  void adoptPeople(Principal by) {
    Optional<String> before = task.facts().people();
    String now = host.persons().digest().orElseThrow();
    if (!task.isOverOrStopped() && !before.equals(Optional.of(now))) {
      task.log().append(new Event.PeopleChanged(before, now, by.name()));
      walk().children().forEach(children::adoptPeople);
      advance();
    }
  }

  /** Calls the run off. */
  void cancel(Principal by) {
    if (task.facts().ending().isEmpty()) {
      closing.cancel(by);
      advance();
    }
  }

  /** Asks people once more at every open gate, reachable or not. */
  void present() {
    List<Ready.ToPresent> open = walk().openGates();
    advance();
    gates.presentAgain(open);
  }

  /** Takes a person's word on a step in doubt. */
  boolean reconcile(String path, Optional<Json> effect, Principal by) {
    doubts.reconcile(path, effect, by);
    advance();
    return effect.isPresent();
  }

  /** How the run was left; an end that is not in the record is told to nobody. */
  Outcome<?> outcome() {
    if (task.facts().ending().isPresent() && !closing.isViolated() && !isTheSame()) {
      task.registry().violation(task.id(), "-", NOT_AS_RECORDED);
      throw new IllegalStateException(NOT_AS_RECORDED);
    }
    return new Outcomes(values, workflow, task.facts()).of(walk(), this);
  }

  /** Nothing of the run is to be looked at any more. */
  void forgetDeadlines() {
    deadlines.forgetAll();
  }
}
