package dev.interlock;

import dev.interlock.record.Event;
import dev.interlock.record.Failure;
import dev.interlock.record.Principal;
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

  Outcome<?> of(Walk walk, Gates gates) {
    return facts.ending().<Outcome<?>>map(this::ended).orElseGet(() -> waiting(walk, gates));
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
    return new Outcome.Completed<>(values.reader(scope.result(), Frame.ofWorkflow(scope)).get());
  }

  private Outcome<?> waiting(Walk walk, Gates gates) {
    if (!walk.ready().isEmpty()) {
      return new Outcome.Stopped<>(
          Failure.of(Failure.Kind.JOURNAL, "-", "the run was interrupted; resume it"));
    }
    List<Outcome.Cause> causes =
        walk.awaited().stream().map(what -> cause(what, walk, gates)).toList();
    return new Outcome.Waiting<>(causes);
  }

  private Outcome.Cause cause(Event.Awaited awaited, Walk walk, Gates gates) {
    String path = awaited.path();
    if (awaited.what().equals("gate")) {
      return new Outcome.Cause.OpenGate(gates.request(walk, path).orElseThrow());
    }
    StepFact step = facts.stepAt(path).orElseThrow();
    return awaited.what().equals("retry")
        ? new Outcome.Cause.FailedStep(path, step.failure().orElseThrow())
        : new Outcome.Cause.StepInDoubt(path, step.attempt());
  }
}
