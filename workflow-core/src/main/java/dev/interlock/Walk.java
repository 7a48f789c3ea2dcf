package dev.interlock;

import dev.interlock.record.Event;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * One walk of a definition over the facts of a run: what may be done, what is waited for, whether
 * it has ended. It decides the order, asks the facts and changes nothing.
 */
final class Walk {
  private final RunFacts facts;
  private final Clock deadlines;
  private final Set<String> running;
  private final boolean throughout;
  private final Found found = new Found();
  private final LoopWalk loops;
  private final WaitWalk waits;

  private Walk(RunFacts facts, Clock deadlines, Set<String> running, boolean throughout) {
    this.facts = facts;
    this.deadlines = deadlines;
    this.running = running;
    this.throughout = throughout;
    this.loops = new LoopWalk(facts, found, this);
    this.waits = new WaitWalk(facts, deadlines, found);
  }

  /**
   * Walks as far as the run goes on, and further only to see whether it must end.
   *
   * @param running the paths at which something runs in this process
   */
  static Found of(Workflow<?, ?> workflow, RunFacts facts, Clock deadlines, Set<String> running) {
    Found found = new Walk(facts, deadlines, running, false).found(workflow);
    if (facts.mayHaveFallenBack()) {
      found.endsAs(throughout(workflow, facts, deadlines, running));
    }
    return found;
  }

  /**
   * Walks over all that a run did which must end, what lies behind an approval that was taken back
   * since as well. What is ready in it may be settled and not begun.
   */
  static Found throughout(
      Workflow<?, ?> workflow, RunFacts facts, Clock deadlines, Set<String> running) {
    return new Walk(facts, deadlines, running, true).found(workflow);
  }

  private Found found(Workflow<?, ?> workflow) {
    if (scope(Frame.ofWorkflow(workflow.scope()))) {
      found.done();
    }
    return found;
  }

  /** Says what is over. */
  @FunctionalInterface
  interface Clock {
    /**
     * Whether a time is over.
     *
     * @param what names it within the run
     */
    boolean passed(String what, Instant end);
  }

  /**
   * When something is to be looked at again.
   *
   * @param what names it within the run
   */
  record Timer(String what, Instant at) {}

  /** Walks a scope, and says whether it is done. */
  boolean scope(Frame frame) {
    boolean done = true;
    for (Node node : frame.scope().nodes()) {
      done &= node(node, frame);
      if (!goesOn(done)) {
        return false;
      }
    }
    return done;
  }

  /** Whether it walks on: where the run would, or throughout. */
  boolean goesOn(boolean runWould) {
    return runWould || throughout;
  }

  private boolean node(Node node, Frame frame) {
    String path = frame.path(node);
    if (facts.isRehearsal() && Rehearsal.passesOver(node, frame, facts)) {
      return skipped(path);
    }
    if (node instanceof Node.Step step) {
      return step(step, frame, path);
    }
    if (node instanceof Node.Branches parallel) {
      return branches(parallel, frame, path);
    }
    if (node instanceof Node.Examination check) {
      return examination(check, frame, path);
    }
    if (node instanceof Node.GateNode gate) {
      return gate(gate, frame, path);
    }
    return node.inner().isEmpty() ? waits.node(node, frame, path) : loops.node(node, frame, path);
  }

  /** Passes a node over, and says whether that is recorded. */
  boolean skipped(String path) {
    boolean recorded = facts.last(Event.StepSkipped.class, path).isPresent();
    if (!recorded) {
      found.readyFor(
          new Ready.ToDecide(path, (values, now) -> new Event.StepSkipped(path, Rehearsal.REASON)));
    }
    return recorded;
  }

  private boolean branches(Node.Branches parallel, Frame frame, String path) {
    boolean all = true;
    for (Node.Branch branch : parallel.branches()) {
      all &= scope(frame.into(parallel, branch));
    }
    if (!all || running.contains(path)) {
      return false;
    }
    if (Rehearsal.givesNothing(parallel, frame, facts)) {
      return skipped(path);
    }
    Optional<StepFact> fact = facts.stepAt(path);
    int attempt = fact.map(StepFact::attempt).orElse(0) + 1;
    StepFact.State state = fact.map(StepFact::state).orElse(StepFact.State.STARTED);
    return switch (state) {
      case COMPLETED -> true;
      case FAILED -> ends(path, fact.orElseThrow());
      case WAITING -> waits("retry", path);
      default -> begins(new Ready.ToJoin(parallel, frame, path, attempt));
    };
  }

  private boolean step(Node.Step step, Frame frame, String path) {
    Optional<StepFact> fact = facts.stepAt(path);
    boolean gave = fact.filter(StepFact::gave).isPresent();
    if (running.contains(path) && !gave) { // what gave something may be being undone
      return false;
    }
    if (fact.isEmpty()) {
      return begins(new Ready.ToRun(step, frame, path, 1));
    }
    StepFact known = fact.get();
    if (gave && step.options().compensation().isPresent()) {
      found.undoable(new Ready.ToCompensate(step, frame, path, known.attempt()));
    }
    return stands(step, frame, path, known);
  }

  private boolean stands(Node.Step step, Frame frame, String path, StepFact known) {
    return switch (known.state()) {
      case COMPLETED, SKIPPED -> true;
      case STARTED, AGAIN -> next(step, frame, path, known);
      case RETRY -> retry(step, frame, path, known);
      case WAITING -> waits("retry", path);
      case DOUBT -> doubt(step, frame, path, known);
      case UNANSWERED -> waits("doubt", path);
      case PASSED_BY -> passedBy(step, path);
      case FAILED -> ends(path, known);
    };
  }

  private boolean next(Node.Step step, Frame frame, String path, StepFact known) {
    boolean again = step.kind() != Node.Kind.ACT || step.options().repeatable();
    boolean undone = known.is(StepFact.State.AGAIN) && known.failure().isEmpty();
    int attempt = known.attempt();
    return begins(
        again || undone
            ? new Ready.ToRun(step, frame, path, attempt + 1)
            : new Ready.ToDoubt(path, attempt));
  }

  private boolean retry(Node.Step step, Frame frame, String path, StepFact known) {
    String what = "retry " + path + " " + known.attempt();
    Instant due = known.due().orElseThrow();
    if (deadlines.passed(what, due)) {
      return next(step, frame, path, known);
    }
    found.retrying(what, due);
    return false;
  }

  private boolean doubt(Node.Step step, Frame frame, String path, StepFact known) {
    return step.options().reconciliation().isPresent()
        ? begins(new Ready.ToReconcile(step, frame, path, known.attempt()))
        : waits("doubt", path);
  }

  private boolean passedBy(Node.Step step, String path) {
    String reason = step.options().optional().orElse("");
    return begins(new Ready.ToDecide(path, (values, now) -> new Event.StepSkipped(path, reason)));
  }

  private boolean begins(Ready ready) {
    found.readyFor(ready);
    return false;
  }

  private boolean waits(String what, String path) {
    found.awaited(what, path);
    return false;
  }

  private boolean ends(String path, StepFact known) {
    found.failed(path, known.failure().orElseThrow());
    return false;
  }

  private boolean examination(Node.Examination check, Frame frame, String path) {
    Optional<Event.CheckFailed> failed = facts.last(Event.CheckFailed.class, path);
    if (failed.isPresent()) {
      found.rejected(path, "the check '" + check.name() + "' failed: " + failed.get().reason());
      return false;
    }
    if (facts.last(Event.CheckPassed.class, path).isPresent()) {
      return true;
    }
    Optional<StepFact> tried = facts.stepAt(path);
    if (tried.isPresent() && tried.get().is(StepFact.State.WAITING)) {
      return waits("retry", path);
    }
    int attempt = tried.map(StepFact::attempt).orElse(0) + 1;
    return !running.contains(path) && begins(new Ready.ToExamine(check, frame, path, attempt));
  }

  private boolean gate(Node.GateNode gate, Frame frame, String path) {
    Optional<GateFact> fact = facts.gateAt(path);
    int attempt = fact.map(known -> known.request().attempt()).orElse(0) + 1;
    if (fact.isEmpty() || fact.get().is(GateFact.SUPERSEDED)) {
      return begins(new Ready.ToPresent(gate, frame, path, attempt, false));
    }
    GateFact known = fact.get();
    if (known.isOpen()) {
      return open(new Ready.ToPresent(gate, frame, path, attempt, false), known.request());
    }
    if (known.is(GateFact.CANCELLED)) {
      found.cancelled(path);
    } else if (!known.is(GateFact.APPROVED)) {
      found.rejected(path, "the gate was " + known.outcome().orElse("closed"));
    }
    return known.is(GateFact.APPROVED);
  }

  private boolean open(Ready.ToPresent gate, Event.GateRequested asked) {
    String path = gate.path();
    Optional<Instant> end = asked.notAfter();
    boolean over = end.filter(at -> deadlines.passed(clock(path, at), at)).isPresent();
    boolean escalates = gate.gate().approvers().expiry() instanceof Approvers.Expiry.Escalates;
    boolean escalated = escalates && (over || end.isEmpty());
    Ready.ToPresent again =
        new Ready.ToPresent(gate.gate(), gate.frame(), path, gate.attempt(), escalated);
    found.openGate(again);
    if (over && escalates) {
      return begins(again);
    }
    end.filter(at -> !over).ifPresent(at -> found.timer(clock(path, at), at));
    return waits("gate", path);
  }

  /** What the deadline of a presentation is called; each time has its own. */
  static String clock(String gate, Instant notAfter) {
    return gate + " " + notAfter;
  }
}
