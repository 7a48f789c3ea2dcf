package dev.interlock;

import dev.interlock.record.Event;
import dev.interlock.record.Journal;
import dev.interlock.record.RunId;
import dev.interlock.record.WorkflowException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** The workflows that an engine knows, by digest. Safe for many threads. */
final class Definitions {
  private final Map<String, Workflow<?, ?>> byDigest = new ConcurrentHashMap<>();
  private final Set<String> kept = ConcurrentHashMap.newKeySet();

  /**
   * Knows a workflow, and those that it runs in turn.
   *
   * @return whether it is this one that its digest names here, and not one that came before
   */
  boolean register(Workflow<?, ?> workflow) {
    Workflow<?, ?> before = byDigest.putIfAbsent(workflow.digest(), workflow);
    if (before == null) {
      children(workflow.scope());
    }
    return before == null || before == workflow;
  }

  private void children(Node.Scope scope) {
    for (Node node : scope.nodes()) {
      if (node instanceof Node.Child child) {
        register(child.workflow());
      }
      node.inner().forEach(inner -> children(inner.scope()));
    }
  }

  /** Has the journal keep the outline, once. */
  void keep(Workflow<?, ?> workflow, Journal journal) {
    if (!kept.contains(workflow.digest())) {
      journal.keep(Journal.Side.OUTLINE, workflow.outline().json().bytes());
      kept.add(workflow.digest());
    }
  }

  Optional<Workflow<?, ?>> find(Event.RunStarted started) {
    return Optional.ofNullable(byDigest.get(started.definition()));
  }

  /**
   * The definition that a run is pinned to.
   *
   * @throws WorkflowException if it is not registered; the message names both digests
   */
  Workflow<?, ?> of(RunId run, Event.RunStarted started) {
    return find(started)
        .orElseThrow(
            () ->
                new WorkflowException(
                    "run '"
                        + run
                        + "' was started under definition "
                        + started.definition()
                        + " of workflow '"
                        + started.workflow()
                        + "', version "
                        + started.version()
                        + "; registered here is "
                        + registered(started.workflow())
                        + ". Go on with the program that started it, or start a new run."));
  }

  private String registered(String name) {
    String known =
        byDigest.values().stream()
            .filter(workflow -> workflow.name().equals(name))
            .map(workflow -> workflow.digest() + ", version " + workflow.version())
            .sorted()
            .collect(Collectors.joining("; "));
    return known.isEmpty() ? "no workflow of that name" : known;
  }
}
