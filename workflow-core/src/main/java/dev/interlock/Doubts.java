package dev.interlock;

import dev.interlock.record.Event;
import dev.interlock.record.Failure;
import dev.interlock.record.Json;
import dev.interlock.record.Principal;
import dev.interlock.record.WorkflowException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The steps of one run of which nobody knows whether their effect happened. */
final class Doubts {
  private static final String ENGINE = "system:engine";

  private final RunTask task;
  private final Host host;
  private final Workflow<?, ?> workflow;

  Doubts(RunTask task, Host host, Workflow<?, ?> workflow) {
    this.task = task;
    this.host = host;
    this.workflow = workflow;
  }

  /** Has the outside world asked. */
  void ask(Ready.ToReconcile ready) {
    String path = ready.path();
    StepRunner runner = task.progress().steps().runner(ready.step(), path, ready.frame());
    task.launch(
        new Bodies.Job(
            path,
            ready.attempt(),
            ready.step().options().timeout(),
            at -> {
              Attempt attempt =
                  new Attempt(ready.attempt(), task.progress().steps().key(path), at.deadline());
              return answer(ready, runner, attempt);
            },
            why -> {
              runner.close();
              unanswered(ready, why);
            }));
  }

  private Runnable answer(Ready.ToReconcile ready, StepRunner runner, Attempt attempt) {
    List<Event> failedChecks = new ArrayList<>();
    Optional<Json> gave = Optional.empty();
    try {
      Optional<?> effect =
          ready.step().options().reconciliation().orElseThrow().with(runner.decoded(attempt));
      if (effect.isEmpty()) {
        return () -> task.log().append(reconciled(ready, Optional.empty(), List.of()));
      }
      Json value = runner.record(effect.get());
      gave = Optional.of(value);
      List<Event.CheckResult> checks = runner.examine(attempt, value, failedChecks);
      return () -> task.log().append(reconciled(ready, Optional.of(value), checks));
    } catch (LostBlob e) {
      throw e;
    } catch (Throwable e) { // whatever it throws, it gave no answer
      Failure why = Failures.of(e);
      Optional<Json> value = gave;
      return () -> noGoodAnswer(ready, failedChecks, why, value);
    } finally {
      runner.close();
    }
  }

  /** What happened does not pass its checks, or it is not known what happened. */
  private void noGoodAnswer(
      Ready.ToReconcile ready, List<Event> failedChecks, Failure why, Optional<Json> gave) {
    failedChecks.forEach(task.progress().steps()::record);
    if (failedChecks.isEmpty()) {
      unanswered(ready, why);
    } else {
      task.progress().steps().failed(ready.step(), ready.path(), ready.attempt(), why, gave);
    }
  }

  private void unanswered(Ready.ToReconcile ready, Failure why) {
    String reason = why.kind() + " (" + why.type() + "): " + why.message();
    task.log()
        .append(
            new Event.StepDoubt(
                ready.path(), ready.attempt(), Optional.of(FailureWords.raw(reason))));
  }

  private static Event reconciled(
      Ready.ToReconcile ready, Optional<Json> value, List<Event.CheckResult> checks) {
    return new Event.StepReconciled(
        ready.path(), ready.attempt(), ENGINE, value.isPresent(), value, checks);
  }

  /** Records a person's word on a step in doubt. */
  void reconcile(String path, Optional<Json> effect, Principal by) {
    StepFact fact =
        task.facts()
            .stepAt(path)
            .filter(step -> step.is(StepFact.State.DOUBT) || step.is(StepFact.State.UNANSWERED))
            .orElseThrow(
                () ->
                    new WorkflowException(
                        "step '" + path + "' of run '" + task.id() + "' is not in doubt"));
    Optional<Json> recorded = effect.map(json -> recorded(path, json));
    try {
      task.log()
          .append(
              new Event.StepReconciled(
                  path, fact.attempt(), by.name(), recorded.isPresent(), recorded, List.of()));
    } catch (IllegalArgumentException e) {
      throw new WorkflowException(
          "the value of step '" + path + "' is too large for the record: " + e.getMessage(), e);
    }
  }

  /** A person's word takes the place of the checks, not of the rules about the value. */
  private void expect(String path, Node node, Object value) {
    if (!(node instanceof Node.Step step)) {
      return;
    }
    for (Node.Expectation rule : step.options().expectations()) {
      if (!holds(path, rule, value)) {
        throw new WorkflowException(
            "the value is not what step '" + path + "' may give: expected: " + rule.says());
      }
    }
  }

  private boolean holds(String path, Node.Expectation rule, Object value) {
    try {
      return Inside.pure(
          path, what -> task.violation(path, what), () -> rule.holds().with(new Object[] {value}));
    } catch (Throwable e) { // a rule that throws does not hold
      return false;
    }
  }

  private Json recorded(String path, Json value) {
    Frame.Place place =
        Frame.ofWorkflow(workflow.scope())
            .find(path)
            .orElseThrow(() -> new IllegalStateException("no step at '" + path + "'"));
    try {
      expect(path, place.node(), host.form().codec().read(value, place.node().type().plain()));
      boolean sensitive = Sensitivity.of(place.node(), place.frame(), workflow.terms());
      return host.form().value("step '" + path + "'", value, sensitive);
    } catch (IllegalArgumentException e) {
      throw new WorkflowException(
          "the value is not what step '" + path + "' gives: " + e.getMessage(), e);
    }
  }
}
