package dev.interlock;

import dev.interlock.record.Event;
import dev.interlock.record.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One walk of a definition over the facts of a run: what may be done, what is waited for, whether
 * it has ended. It decides the order, asks the facts and changes nothing.
 */
final class Walk {
  private final RunFacts facts;
  private final Set<String> running;
  private final List<Ready> ready = new ArrayList<>();
  private final List<Ready.ToPresent> openGates = new ArrayList<>();
  private final List<Event.Awaited> awaited = new ArrayList<>();
  private final List<Event.Terminal> endings = new ArrayList<>();
  private final boolean done;

  private Walk(Node.Scope scope, RunFacts facts, Set<String> running) {
    this.facts = facts;
    this.running = running;
    this.done = scope(Frame.ofWorkflow(scope));
  }

  /**
   * Walks.
   *
   * @param running the paths at which something runs in this process
   */
  static Walk of(Workflow<?, ?> workflow, RunFacts facts, Set<String> running) {
    return new Walk(workflow.scope(), facts, running);
  }

  /** Whether every node is done. */
  boolean isDone() {
    return done;
  }

  /** What may be begun. */
  List<Ready> ready() {
    return ready;
  }

  /** The gates that are open, each as what it takes to present it once more. */
  List<Ready.ToPresent> openGates() {
    return openGates;
  }

  /** What somebody must do. */
  List<Event.Awaited> awaited() {
    return awaited;
  }

  /** How the run must end, if a step, a check or a gate says so. */
  Optional<Event.Terminal> ending() {
    return endings.stream().findFirst();
  }

  private boolean scope(Frame frame) {
    for (Node node : frame.scope().nodes()) {
      if (!node(node, frame)) {
        return false;
      }
    }
    return true;
  }

  private boolean node(Node node, Frame frame) {
    String path = frame.path(node);
    if (node instanceof Node.Step step) {
      boolean again = step.kind() != Node.Kind.ACT || step.options().repeatable();
      return step(path, again, attempt -> new Ready.ToRun(step, frame, path, attempt));
    }
    if (node instanceof Node.Branches parallel) {
      return branches(parallel, frame)
          && step(path, true, attempt -> new Ready.ToJoin(parallel, frame, path, attempt));
    }
    return node instanceof Node.Examination check
        ? examination(check, frame, path)
        : gate((Node.GateNode) node, frame, path);
  }

  private boolean branches(Node.Branches parallel, Frame frame) {
    boolean all = true;
    for (Node.Branch branch : parallel.branches()) {
      all &= scope(frame.into(parallel, branch));
    }
    return all;
  }

  /** Makes what is ready once its attempt is known. */
  private interface Attempting {
    Ready attempt(int number);
  }

  private boolean step(String path, boolean again, Attempting attempting) {
    Optional<StepFact> fact = facts.stepAt(path);
    if (running.contains(path)) {
      return false;
    }
    if (fact.isEmpty()) {
      ready.add(attempting.attempt(1));
      return false;
    }
    StepFact known = fact.get();
    switch (known.state()) {
      case COMPLETED -> {
        return true;
      }
      case STARTED, AGAIN -> ready.add(next(path, known, again, attempting));
      case WAITING -> awaited.add(new Event.Awaited("retry", path));
      case DOUBT -> awaited.add(new Event.Awaited("doubt", path));
      case FAILED -> endings.add(failed(path, known));
    }
    return false;
  }

  private static Ready next(String path, StepFact known, boolean again, Attempting attempting) {
    boolean undone = known.state() == StepFact.State.AGAIN && known.failure().isEmpty();
    return again || undone
        ? attempting.attempt(known.attempt() + 1)
        : new Ready.ToDoubt(path, known.attempt());
  }

  private static Event.Terminal failed(String path, StepFact known) {
    Failure why =
        known.failure().orElseGet(() -> Failure.of(Failure.Kind.UNKNOWN, "-", "not recorded"));
    return new Event.RunFailed(path, why.kind(), why.type(), why.message());
  }

  private boolean examination(Node.Examination check, Frame frame, String path) {
    Optional<Event.CheckFailed> failed = facts.failedAt(path);
    if (failed.isPresent()) {
      endings.add(
          new Event.RunRejected(
              path, "the check '" + check.name() + "' failed: " + failed.get().reason()));
      return false;
    }
    if (facts.passedAt(path).isPresent()) {
      return true;
    }
    Optional<StepFact> tried = facts.stepAt(path);
    if (tried.isPresent() && tried.get().state() == StepFact.State.WAITING) {
      awaited.add(new Event.Awaited("retry", path));
    } else if (!running.contains(path)) {
      int attempt = tried.map(known -> known.attempt() + 1).orElse(1);
      ready.add(new Ready.ToExamine(check, frame, path, attempt));
    }
    return false;
  }

  private boolean gate(Node.GateNode gate, Frame frame, String path) {
    Optional<GateFact> fact = facts.gateAt(path);
    int attempt = fact.map(known -> known.request().attempt() + 1).orElse(1);
    Ready.ToPresent presentation = new Ready.ToPresent(gate, frame, path, attempt);
    if (fact.isEmpty() || fact.get().is(GateFact.SUPERSEDED)) {
      ready.add(presentation);
    } else if (fact.get().isOpen()) {
      openGates.add(presentation);
      awaited.add(new Event.Awaited("gate", path));
    } else if (fact.get().is(GateFact.APPROVED)) {
      return true;
    } else {
      endings.add(
          new Event.RunRejected(path, "the gate was " + fact.get().outcome().orElse("closed")));
    }
    return false;
  }
}
