package dev.interlock;

import dev.interlock.record.Journal;
import dev.interlock.record.Json;
import dev.interlock.record.RunId;
import dev.interlock.record.WorkflowException;
import java.util.List;
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
   * Knows a workflow, and those that it runs as children.
   *
   * @return whether it is this one that its digest names here, and not one that came before
   */
  boolean register(Workflow<?, ?> workflow) {
    Workflow<?, ?> before = byDigest.putIfAbsent(workflow.digest(), workflow);
    if (before == null) {
      Whole.children(workflow.scope()).forEach(child -> register(child.workflow()));
    }
    return before == null || before == workflow;
  }

  /**
   * Has the journal keep the outline, once.
   *
   * @throws WorkflowException if a value that it is built with holds a known secret
   */
  void keep(Workflow<?, ?> workflow, RecordedForm form) {
    if (!kept.contains(workflow.digest())) {
      for (Json given : Whole.given(workflow.scope()).toList()) {
        form.objection(given, false)
            .ifPresent(
                why -> {
                  throw new WorkflowException(
                      "a value that workflow '" + workflow.name() + "' is built with" + why);
                });
      }
      form.journal().keep(Journal.Side.OUTLINE, workflow.outline().json().bytes());
      kept.add(workflow.digest());
    }
  }

  /** The definition that a run is pinned to, if it is registered. */
  Optional<Workflow<?, ?>> find(RunFacts facts) {
    return Optional.ofNullable(byDigest.get(facts.definition()));
  }

  /**
   * The definition that a run is pinned to.
   *
   * @throws WorkflowException if it is not registered; the message names both digests and what is
   *     another now
   */
  Workflow<?, ?> of(RunId run, RunFacts facts, Journal journal) {
    return find(facts).orElseThrow(() -> new WorkflowException(unknown(run, facts, journal)));
  }

  private String unknown(RunId run, RunFacts facts, Journal journal) {
    String name = facts.started().workflow();
    List<Workflow<?, ?>> known =
        byDigest.values().stream().filter(workflow -> workflow.name().equals(name)).toList();
    String registered =
        known.stream()
            .map(workflow -> workflow.digest() + ", version " + workflow.version())
            .sorted()
            .collect(Collectors.joining("; "));
    return "run '"
        + run
        + "' was started under definition "
        + facts.definition()
        + " of workflow '"
        + name
        + "', version "
        + facts.started().version()
        + "; registered here is "
        + (registered.isEmpty() ? "no workflow of that name" : registered)
        + ". Go on with the program that started it, migrate it, or start a new run."
        + (known.size() == 1 ? changes(facts, known.get(0), journal) : "");
  }

  private static String changes(RunFacts facts, Workflow<?, ?> to, Journal journal) {
    return OutlineChanges.between(facts.definition(), to, journal).stream()
        .map(change -> "\n  - " + change)
        .collect(Collectors.joining());
  }
}
