package dev.interlock;

import dev.interlock.record.Event;
import dev.interlock.record.Failure;
import dev.interlock.record.Principal;
import dev.interlock.record.RunId;
import java.util.List;

/** How a run was left, from its facts. Use from one thread at a time. */
final class Outcomes {
  private final Values values;
  private final Workflow<?, ?> workflow;
  private final RunFacts facts;

  Outcomes(Values values, Workflow<?, ?> workflow, RunFacts facts) {
    this.values = values;
    this.workflow = workflow;
    this.facts = facts;
  }

  Outcome<?> of(Found walk, Progress progress) {
    return facts.ending().<Outcome<?>>map(this::ended).orElseGet(() -> waiting(walk, progress));
  }

  private Outcome<?> ended(Event.Terminal ending) {
    if (ending instanceof Event.RunRejected rejected) {
      return new Outcome.Rejected<>(rejected.path(), rejected.reason());
    }
    if (ending instanceof Event.RunFailed failed) {
      Failure recorded = Failure.of(failed.failure(), failed.type(), failed.message());
      return new Outcome.Failed<>(
          failed.path(), facts.stepAt(failed.path()).flatMap(StepFact::failure).orElse(recorded));
    }
    if (ending instanceof Event.RunCancelled cancelled) {
      return new Outcome.Cancelled<>(Principal.of(cancelled.by()));
    }
    Node.Scope scope = workflow.scope();
    return new Outcome.Completed<>(values.held(scope.result(), Frame.ofWorkflow(scope)).read());
  }

  private Outcome<?> waiting(Found walk, Progress progress) {
    if (facts.waiting().isEmpty()) {
      return new Outcome.Stopped<>(
          Failure.of(Failure.Kind.JOURNAL, "-", "the run was interrupted; resume it"));
    }
    List<Outcome.Cause> causes =
        facts.waiting().get().awaited().stream().map(what -> cause(what, walk, progress)).toList();
    return new Outcome.Waiting<>(causes);
  }

  private Outcome.Cause cause(Event.Awaited awaited, Found walk, Progress progress) {
    String path = awaited.path();
    return switch (awaited.what()) {
      case "gate" -> new Outcome.Cause.OpenGate(progress.gates().request(walk, path).orElseThrow());
      case "submission" ->
          new Outcome.Cause.OpenSubmission(progress.submissions().request(walk, path));
      case "retry" -> new Outcome.Cause.FailedStep(path, step(path).failure().orElseThrow());
      case "doubt" -> new Outcome.Cause.StepInDoubt(path, step(path).attempt());
      case "compensation" -> new Outcome.Cause.FailedCompensation(path, compensation(path));
      case "pause" ->
          new Outcome.Cause.Paused(
              path, facts.last(Event.PauseStarted.class, path).orElseThrow().due());
      case "child" ->
          new Outcome.Cause.OpenChild(
              path, RunId.of(facts.last(Event.ChildStarted.class, path).orElseThrow().run()));
      default -> throw new IllegalStateException("the run waits for '" + awaited.what() + "'");
    };
  }

  private StepFact step(String path) {
    return facts.stepAt(path).orElseThrow();
  }

  private Failure compensation(String path) {
    Event.CompensationFailed failed =
        facts.last(Event.CompensationFailed.class, path).orElseThrow();
    return Failure.of(failed.failure(), failed.type(), failed.message());
  }
}
