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
    boolean isGate = node instanceof Node.GateNode;
    if (facts.gateAt(path).isPresent() != isGate) {
      problems.add(
          "'" + path + "' is a " + node.noun() + " there, and something else in the record");
    }
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
