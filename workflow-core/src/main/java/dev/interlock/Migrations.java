package dev.interlock;

import dev.interlock.internal.testing.OfTests;
import dev.interlock.record.Entry;
import dev.interlock.record.Event;
import dev.interlock.record.JournalException;
import dev.interlock.record.Principal;
import dev.interlock.record.RunId;
import dev.interlock.record.WorkflowException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;

/** Lets runs go on under another definition. Safe for many threads. */
final class Migrations {
  private final Host host;
  private final Runs runs;

  Migrations(Host host, Runs runs) {
    this.host = host;
    this.runs = runs;
  }

  Run.Migration look(RunId run, Workflow<?, ?> to) {
    return look(RunFacts.of(Standings.entries(host.journal(), run)), to);
  }

  private Run.Migration look(RunFacts facts, Workflow<?, ?> to) {
    List<String> problems = new ArrayList<>(Migrating.problems(to, facts, host.form()));
    promise(facts, to).ifPresent(problems::add);
    if (host.persons().others(facts.people()).isEmpty()) {
      problems.addAll(host.persons().problems(to, host.time().now()));
    }
    return new Run.Migration(
        OutlineChanges.between(facts.definition(), to, host.journal()), problems);
  }

  /** Why less would be promised of the run than was when it began, or empty. */
  private Optional<String> promise(RunFacts facts, Workflow<?, ?> to) {
    String promised = facts.started().profile();
    if (promised.equals(OfTests.PROFILE)) {
      return Optional.empty();
    }
    try {
      Workflow.Profile then = Promise.of(to, host, facts.people());
      return then.compareTo(Workflow.Profile.valueOf(promised)) < 0
          ? Optional.of("it is promised the profile " + promised + ", and would have " + then)
          : Optional.empty();
    } catch (WorkflowException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  void migrate(RunId run, Workflow<?, ?> to, Principal by) {
    runs.alone(run, facts -> migrate(run, facts, to, by));
  }

  private void migrate(RunId run, RunFacts facts, Workflow<?, ?> to, Principal by) {
    Run.Migration migration = look(facts, to);
    if (!migration.problems().isEmpty()) {
      throw new WorkflowException(
          "run '"
              + run
              + "' cannot go on under definition "
              + to.digest()
              + ":\n  - "
              + String.join("\n  - ", migration.problems()));
    }
    if (!facts.definition().equals(to.digest())) {
      host.definitions().register(to);
      host.definitions().keep(to, host.form());
      List<Event> events = new ArrayList<>();
      events.add(new Event.RunMigrated(facts.definition(), to.digest(), by.name(), Map.of()));
      for (GateFact open : facts.openGates()) { // who may answer is the new definition's to say
        Event.GateRequested asked = open.request();
        events.add(new Event.GateClosed(asked.path(), asked.attempt(), GateFact.SUPERSEDED));
      }
      record(run, events);
    }
  }

  private void record(RunId run, List<Event> events) {
    List<Entry> entries = new ArrayList<>();
    for (Event event : events) {
      entries.add(host.journal().append(host.time().now(), run, event.name(), event.json()));
    }
    try {
      host.journal().force().toCompletableFuture().join();
    } catch (CompletionException e) {
      throw new JournalException("the journal could not be forced", e);
    }
    for (Entry entry : entries) {
      host.sinks().tell(entry);
      host.listeners().add(entry);
    }
    host.listeners().tell(host.workers());
  }
}
