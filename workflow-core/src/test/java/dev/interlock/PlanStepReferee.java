package dev.interlock;

import dev.interlock.Plan.Say;
import dev.interlock.PlanFacts.Fact;
import dev.interlock.PlanFacts.Is;
import dev.interlock.PlanWorld.Fate;
import dev.interlock.record.Entry;
import dev.interlock.record.Event;
import dev.interlock.record.Failure;
import dev.interlock.record.RunId;
import java.util.List;
import java.util.Objects;

/** Looks at the events of the steps of a run. */
abstract sealed class PlanStepReferee extends PlanJudge permits PlanReferee {
  PlanStepReferee(Plan.Whole plan, RunId run, PlanWorld world, Entry first) {
    super(plan, run, world, first);
  }

  final void step(Event.AtPath event, Plan.Do step) {
    String path = event.path();
    if (compensates(event)) {
      return;
    }
    Fact fact = Objects.requireNonNull(model.fact(path));
    Fate fate = world.fate(step, model.place(path), fact.attempt);
    boolean running = model.running().contains(path);
    if (running) {
      long calls =
          world.calls().stream()
              .filter(c -> c.path().equals(model.place(path)))
              .filter(c -> c.attempt() == fact.attempt && !c.undoing())
              .count();
      require(calls == 1, "its body was called " + calls + " times");
    }
    if (event instanceof Event.StepSkipped) {
      begins(path, "skip");
    } else if (event instanceof Event.CheckFailed) {
      require(fate == Fate.UNSEEN || fate == Fate.IMPLAUSIBLE, "its check passes");
    } else if (running) {
      came(event, step, fact, fate);
    } else {
      reconciled(event, step, fact, fate);
    }
  }

  private void came(Event.AtPath event, Plan.Do step, Fact fact, Fate fate) {
    boolean broken = fate == Fate.LATE || fate == Fate.INTERRUPTED;
    if (fate == Fate.WELL) {
      require(event instanceof Event.StepCompleted, "it went well");
      gives(((Event.StepCompleted) event).value(), step, event.path());
    } else if (broken && !step.mayRepeat()) {
      require(event instanceof Event.StepDoubt doubt && doubt.reason().isEmpty(), "it is in doubt");
    } else {
      require(event instanceof Event.StepFailed, "it did not go well");
      failed((Event.StepFailed) event, step, fact, fate);
    }
  }

  private void gives(dev.interlock.record.Json value, Plan.Do step, String path) {
    String text = PlanFacts.text(value);
    require(text.equals(step.is(Say.EFFECT) ? "done" : view.values.get(path)), "another value");
  }

  private void failed(Event.StepFailed failed, Plan.Do step, Fact fact, Fate fate) {
    Failure.Kind kind = fate.kind();
    boolean gave = fate == Fate.UNSEEN || fate == Fate.BLIND || fate == Fate.IMPLAUSIBLE;
    require(failed.value().isPresent() == (gave && step.is(Say.COMPENSATED)), "what is undone");
    boolean again = kind == Failure.Kind.TRANSIENT && step.is(Say.RETRY) && fact.tries < Plan.TRIES;
    String next =
        again ? "retry" : step.is(Say.OPTIONAL) ? "skip" : kind.waits() ? "waiting" : "end";
    require(failed.failure() == kind && failed.next().equals(next), "it is " + kind + ", " + next);
    require(failed.due().equals(limit(again, Plan.RETRY)), "it is due at another time");
  }

  /** What is not about an attempt that goes on. */
  private void reconciled(Event.AtPath event, Plan.Do step, Fact fact, Fate fate) {
    String path = event.path();
    if (event instanceof Event.StepReconciled word && !word.by().equals("system:engine")) {
      require(path.equals(said.doubt()), "nobody said so");
      require(fact.is == Is.DOUBT || fact.is == Is.UNANSWERED, "it is not in doubt");
      return;
    }
    if (event instanceof Event.StepDoubt doubt && doubt.reason().isEmpty()) {
      is(path, "doubt");
      return;
    }
    is(path, "reconcile");
    boolean happened = world.happened(model.place(path), fact.attempt);
    if (world.isStorm() || (happened && fate == Fate.BLIND)) {
      require(event instanceof Event.StepDoubt, "there is no answer");
    } else if (happened && fate == Fate.UNSEEN) {
      require(event instanceof Event.StepFailed, "its check fails");
      failed((Event.StepFailed) event, step, fact, fate);
    } else {
      require(
          event instanceof Event.StepReconciled word && word.happened() == happened, "the answer");
      ((Event.StepReconciled) event).value().ifPresent(value -> gives(value, step, path));
    }
  }

  private boolean compensates(Event.AtPath event) {
    String path = event.path();
    if (event instanceof Event.CompensationStarted started) {
      require(mustEnd().isPresent() && !goesOn(), "the run goes on");
      require(model.running().isEmpty(), "something is running");
      require(model.awaited(view).equals(List.of("compensation " + path)), "something else first");
      int before = model.undoing(path).map(PlanFacts.Undoing::attempt).orElse(0);
      require(started.attempt() == before + 1, "another attempt");
      return true;
    }
    boolean ended =
        event instanceof Event.CompensationCompleted || event instanceof Event.CompensationFailed;
    if (ended) {
      require(model.running().contains(path), "it does not run");
      require(world.isStorm() == event instanceof Event.CompensationFailed, "the weather");
    }
    return ended;
  }
}
