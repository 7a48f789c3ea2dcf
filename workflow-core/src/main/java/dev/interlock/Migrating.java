package dev.interlock;

import dev.interlock.record.Event;
import dev.interlock.record.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whether what is recorded of a run has its place in another definition. */
final class Migrating {
  /** Where answers stand that were given to nothing. */
  private static final String NOWHERE = "-";

  private final Workflow<?, ?> to;
  private final RunFacts facts;
  private final RecordedForm form;
  private final List<String> problems = new ArrayList<>();

  private Migrating(Workflow<?, ?> to, RunFacts facts, RecordedForm form) {
    this.to = to;
    this.facts = facts;
    this.form = form;
  }

  /** Why the run cannot go on under this definition, each a sentence; none if it can. */
  static List<String> problems(Workflow<?, ?> to, RunFacts facts, RecordedForm form) {
    Migrating migrating = new Migrating(to, facts, form);
    migrating.look();
    return migrating.problems;
  }

  private void look() {
    if (!facts.started().workflow().equals(to.name())) {
      problems.add("it is a run of workflow '" + facts.started().workflow() + "'");
    }
    facts.ending().ifPresent(ending -> problems.add("it has ended"));
    readable("its input", facts.started().input(), to.input());
    Frame frame = Frame.ofWorkflow(to.scope());
    Set<String> paths = facts.paths();
    paths.remove(NOWHERE);
    for (String path : paths) {
      Optional<Frame.Place> place = frame.find(path);
      if (place.isEmpty()) {
        problems.add("'" + path + "' is recorded and has no place there");
      } else {
        look(path, place.get().node());
      }
    }
  }

  private void look(String path, Node node) {
    facts
        .stepAt(path)
        .flatMap(StepFact::value)
        .ifPresent(value -> readable("'" + path + "'", value, node.type().plain()));
    facts
        .last(Event.SubmissionReceived.class, path)
        .ifPresent(value -> readable("'" + path + "'", value.value(), node.type().plain()));
    facts
        .last(Event.StepStarted.class, path)
        .filter(started -> !started.kind().equals(kind(node)))
        .ifPresent(
            started ->
                problems.add(
                    "'"
                        + path
                        + "' is recorded as "
                        + started.kind()
                        + " and is "
                        + kind(node)
                        + " there"));
    went(path, node);
    boolean isGate = node instanceof Node.GateNode;
    if (facts.gateAt(path).isPresent() != isGate) {
      problems.add(
          "'" + path + "' is a " + node.noun() + " there, and something else in the record");
    }
  }

  /** Looks whether it may have gone as it did. */
  private void went(String path, Node node) {
    if (node instanceof Node.Step step && step.options().optional().isEmpty()) {
      facts.stepAt(path).filter(Migrating::isPassedOver).ifPresent(fact -> needed(path));
    }
    if (node instanceof Node.Choice choice) {
      chosen(path, choice);
    }
    if (node instanceof Node.Repeat repeat) {
      turned(path, repeat);
    }
  }

  private static boolean isPassedOver(StepFact fact) {
    return fact.is(StepFact.State.PASSED_BY) || fact.is(StepFact.State.SKIPPED);
  }

  private void needed(String path) {
    problems.add("'" + path + "' failed and is passed over, and is not optional there");
  }

  private void chosen(String path, Node.Choice choice) {
    facts
        .last(Event.ChoiceMade.class, path)
        .map(Event.ChoiceMade::arm)
        .filter(arm -> choice.arms().stream().noneMatch(one -> one.name().equals(arm)))
        .ifPresent(
            arm -> problems.add("'" + path + "' went into '" + arm + "', which is no arm there"));
  }

  private void turned(String path, Node.Repeat repeat) {
    facts
        .last(Event.LoopTurned.class, path)
        .filter(last -> last.again() && last.turn() >= repeat.atMost())
        .ifPresent(
            last ->
                problems.add(
                    "'"
                        + path
                        + "' turned "
                        + last.turn()
                        + " times and goes on, and may turn "
                        + repeat.atMost()
                        + " times there"));
  }

  private static String kind(Node node) {
    return node instanceof Node.Step step
        ? step.kind().word()
        : node instanceof Node.Branches ? Node.Kind.COMBINE.word() : node.noun();
  }

  private void readable(String what, Json value, Class<?> type) {
    try {
      form.read(value, type);
    } catch (IllegalArgumentException e) {
      problems.add(what + " is recorded as no " + type.getSimpleName() + ": " + e.getMessage());
    }
  }
}
