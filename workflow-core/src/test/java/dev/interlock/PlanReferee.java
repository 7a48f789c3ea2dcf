package dev.interlock;

import dev.interlock.PlanFacts.Fact;
import dev.interlock.PlanFacts.Is;
import dev.interlock.PlanWorld.Fate;
import dev.interlock.record.Entry;
import dev.interlock.record.Event;
import dev.interlock.record.Failure;
import dev.interlock.record.RunId;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Looks at each event of one run before the model takes it: whether it may come now, and so. */
final class PlanReferee extends PlanStepReferee {
  private static final Set<String> AFTER_THE_END = Set.of("gate.refused", "submission.refused");

  private final Optional<PlanReferee> parent;
  private final String pathInParent;
  private boolean calledOff;

  PlanReferee(
      Plan.Whole plan, RunId run, PlanWorld world, Optional<PlanReferee> parent, Entry first) {
    super(plan, run, world, first);
    this.parent = parent;
    this.pathInParent =
        ((Event.RunStarted) first.event()).parent().map(Event.Parent::path).orElse("");
  }

  void said(Said now) {
    said = now;
  }

  /** Whether what was said has counted. */
  boolean hasCounted() {
    return said.equals(Said.NOTHING);
  }

  /** Looks at an event and takes it. */
  void see(Entry next) {
    entry = next;
    view = view(next.at());
    Event event = next.event();
    require(
        model.ending().isEmpty() || AFTER_THE_END.contains(next.name()), "it comes after the end");
    if (event instanceof Event.AtPath atPath) {
      if (!refusal(atPath)) {
        Plan node = view.nodes.get(atPath.path());
        require(node != null, "the run has not come to this place");
        at(atPath, Objects.requireNonNull(node));
      }
    } else {
      run(event);
    }
    model.apply(next.at(), event);
  }

  private static boolean refusal(Event.AtPath event) {
    return event instanceof Event.GateRefused || event instanceof Event.SubmissionRefused;
  }

  private void run(Event event) {
    if (event instanceof Event.RunWaiting waiting) {
      waits(waiting);
    } else if (event instanceof Event.RunResumed resumed && resumed.path().isPresent()) {
      require(resumed.by().equals(Optional.ofNullable(said.resumedBy())), "nobody said so");
      require(model.failed().contains(resumed.path().get()), "nothing has failed there");
    } else if (event instanceof Event.CancelRequested cancel) {
      cancelledBy(cancel.by());
    } else if (event instanceof Event.RunCompleted done) {
      require(mustEnd().isEmpty(), "it must end otherwise");
      require(view.result.isPresent(), "it is not done");
      require(view.result.equals(Optional.of(PlanFacts.text(done.value()))), "another value");
    } else if (event instanceof Event.Terminal terminal) {
      ends(terminal);
    } else {
      require(event instanceof Event.RunStarted || event instanceof Event.RunResumed, "unexpected");
    }
  }

  private void waits(Event.RunWaiting waiting) {
    boolean retrying = view.retrying && mustEnd().isEmpty();
    require(model.running().isEmpty() && !retrying, "something goes on");
    require(!goesOn(), "something is ready");
    require(names(waiting).equals(model.awaited(view)), "it waits for " + model.awaited(view));
  }

  private static List<String> names(Event.RunWaiting waiting) {
    return waiting.awaited().stream().map(one -> one.what() + " " + one.path()).toList();
  }

  /** Whether a run that this one asked for is called off. */
  private boolean callsOff(String child, Instant at) {
    PlanView now = view(at);
    return model.mustEnd(now).isPresent() && now.children.contains(child);
  }

  private void cancelledBy(String by) {
    if (by.equals("system:parent")) {
      calledOff |= parent.filter(one -> one.callsOff(pathInParent, entry.at())).isPresent();
      require(calledOff, "its parent goes on");
      model.cancel(by);
    }
    require(model.cancelled().equals(Optional.of(by)), "it is called off by " + model.cancelled());
  }

  private void ends(Event.Terminal terminal) {
    String how;
    if (terminal instanceof Event.RunRejected rejected) {
      how = "rejected " + rejected.path();
    } else if (terminal instanceof Event.RunFailed failed) {
      how = "failed " + failed.path();
    } else {
      String by = ((Event.RunCancelled) terminal).by();
      cancelledBy(by);
      how = "cancelled " + by;
    }
    require(mustEnd().equals(Optional.of(how)), "it must end as " + mustEnd());
    require(model.running().isEmpty(), "something is running");
    require(!goesOn() && model.awaited(view).isEmpty(), "there is something to be done before");
    require(
        model.facts().values().stream().noneMatch(f -> f.is == Is.OPEN && f.gate),
        "a gate is still open");
  }

  // --- at a place of the plan ---

  private void at(Event.AtPath event, Plan node) {
    String path = event.path();
    if (event instanceof Event.StepStarted started) {
      begins(path, "start");
      Fact before = model.fact(path);
      require(started.attempt() == (before == null ? 1 : before.attempt + 1), "another attempt");
    } else if (event instanceof Event.GateRequested asked) {
      presented(asked, (Plan.Ask) node);
    } else if (event instanceof Event.GateDecided decided) {
      decided(decided);
    } else if (event instanceof Event.GateClosed closed) {
      closed(closed, (Plan.Ask) node);
    } else if (event instanceof Event.SubmissionRequested asked) {
      begins(path, "request");
      require(
          asked.notAfter().equals(limit(((Plan.Await) node).limited(), Plan.RECEIPT)),
          "another deadline");
    } else if (event instanceof Event.SubmissionReceived received) {
      received(received);
    } else if (event instanceof Event.SubmissionExpired expired) {
      begins(path, "over");
      require(expired.goesOn() == ((Plan.Await) node).otherwise(), "it goes on otherwise");
    } else if (event instanceof Event.PauseStarted pause) {
      begins(path, "pause");
      require(pause.due().equals(entry.at().plus(Plan.PAUSE)), "another time");
    } else if (event instanceof Event.PauseEnded) {
      begins(path, "over");
    } else if (node instanceof Plan.Look look) {
      examined(event, look);
    } else if (event instanceof Event.ChildStarted) {
      begins(path, "child");
    } else if (event instanceof Event.ChildEnded) {
      require(view.children.contains(path), "it is not open");
    } else if (node instanceof Plan.Do step) {
      step(event, step);
    } else if (node instanceof Plan.Side) {
      joined(event);
    } else {
      scopes(event, node);
    }
  }

  private void presented(Event.GateRequested asked, Plan.Ask gate) {
    Fact before = model.fact(asked.path());
    if (before == null) {
      begins(asked.path(), "present");
    } else {
      require(said.presents() && before.is == Is.OPEN, "nobody wants to see it again");
    }
    require(asked.attempt() == (before == null ? 1 : before.attempt + 1), "another attempt");
    Optional<Instant> end =
        before == null ? limit(gate.limited(), Plan.GATE) : Optional.ofNullable(before.due);
    require(asked.notAfter().equals(end), "another deadline");
  }

  private void decided(Event.GateDecided decided) {
    Decision decision = said.decision();
    require(decision != null && decision.gate().equals(decided.path()), "nobody decided");
    Fact fact = Objects.requireNonNull(model.fact(decided.path()));
    require(fact.is == Is.OPEN && !"over".equals(view.ready.get(decided.path())), "it is closed");
    require(fact.nonce.equals(decided.nonce()) && fact.attempt == decided.attempt(), "it is stale");
    said = Said.NOTHING;
  }

  private void closed(Event.GateClosed closed, Plan.Ask gate) {
    String path = closed.path();
    switch (closed.outcome()) {
      case "expired" -> is(path, "over");
      case "cancelled" ->
          require(
              mustEnd().isPresent()
                  || parent.filter(p -> p.callsOff(pathInParent, entry.at())).isPresent(),
              "the run goes on");
      default -> {
        is(path, "close");
        require(
            Objects.requireNonNull(model.fact(path)).value.equals(closed.outcome()),
            "it was decided otherwise at " + gate.name());
      }
    }
  }

  private void received(Event.SubmissionReceived received) {
    Submission submission = said.submission();
    require(submission != null && submission.path().equals(received.path()), "nobody handed it in");
    require(mustEnd().isEmpty(), "the run must end");
    Fact fact = Objects.requireNonNull(model.fact(received.path()));
    require(fact.is == Is.OPEN && !"over".equals(view.ready.get(received.path())), "it is closed");
    require(fact.nonce.equals(received.nonce()), "it is stale");
    said = Said.NOTHING;
  }

  private void examined(Event event, Plan.Look look) {
    String path = ((Event.AtPath) event).path();
    is(
        path,
        "examine"); // nothing announces it, so that it may have begun before the run had to end
    Fate fate = world.examined(look, Objects.requireNonNull(view.values.get(path)));
    require(
        fate == Fate.WELL
            ? event instanceof Event.CheckPassed
            : fate == Fate.TRANSIENT
                ? event instanceof Event.StepFailed failed && failed.next().equals("waiting")
                : event instanceof Event.CheckFailed,
        "the check says " + fate);
  }

  private void joined(Event event) {
    String path = ((Event.AtPath) event).path();
    require(model.running().contains(path), "it does not run");
    require(
        world.isStorm()
            ? event instanceof Event.StepFailed failed && failed.next().equals("waiting")
            : event instanceof Event.StepCompleted done
                && PlanFacts.text(done.value()).equals(view.values.get(path)),
        "another result");
  }

  private void scopes(Event event, Plan node) {
    String path = ((Event.AtPath) event).path();
    if (event instanceof Event.ChoiceMade made) {
      begins(path, "choose");
      Plan.Choose choose = (Plan.Choose) node;
      require(
          !choose.throwing()
              && made.arm().equals(choose.arm(PlanWorld.arm(choose, on(choose, path)))),
          "another arm");
    } else if (event instanceof Event.LoopTurned turned) {
      begins(path, "turn");
      Plan.Again again = (Plan.Again) node;
      Fact before = model.fact(path);
      require(turned.turn() == (before == null ? 1 : before.attempt + 1), "another turn");
      int turn = PlanWorld.turn(Objects.requireNonNull(view.values.get(path)));
      require(!again.throwing() && turned.again() == turn < again.enough(), "the rule");
    } else if (event instanceof Event.EachStarted started) {
      begins(path, "each");
      Plan.Every each = (Plan.Every) node;
      require(
          started.keys().equals(IntStream.range(0, each.size()).mapToObj(each::key).toList())
              && each.size() <= each.atMost(),
          "other elements");
    } else if (event instanceof Event.StepFailed failed) {
      begins(path, node instanceof Plan.Choose ? "choose" : "turn");
      require(
          failed.next().equals("end") && failed.failure() == Failure.Kind.UNKNOWN,
          "the rule throws");
    } else {
      begins(path, "each");
      Plan.Every each = (Plan.Every) node;
      boolean refused = each.size() > each.atMost() || (each.twins() && each.size() > 1);
      require(event instanceof Event.CheckFailed && refused, "it is a good list");
    }
  }

  private String on(Plan.Choose choose, String path) {
    return Objects.requireNonNull(view.values.get(path), choose.name());
  }

  // --- at rest ---

  /** Looks at the run when nothing goes on by itself. */
  void rest(Instant now) {
    view = view(now);
    if (model.ending().isPresent()) {
      return;
    }
    require(model.running().isEmpty(), "it rests while something runs");
    require(!goesOn(), "it rests while something is ready");
    boolean waits = model.waiting().isPresent();
    if (waits) {
      List<String> names = names(model.waiting().get());
      require(names.equals(model.awaited(view)), "it waits for " + model.awaited(view));
    }
    boolean alone = mustEnd().isPresent() || !view.retrying;
    require(waits || !alone || !view.children.isEmpty(), "it waits and does not say so");
    require(!model.awaited(view).isEmpty() || view.retrying, "it waits for nothing");
  }
}
