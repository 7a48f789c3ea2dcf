package dev.interlock;

import dev.interlock.record.Entry;
import dev.interlock.record.Event;
import dev.interlock.record.Journal;
import dev.interlock.record.RunId;
import dev.interlock.record.WorkflowException;
import java.util.List;
import java.util.Optional;

/** Where runs stand, from their events alone. */
final class Standings {
  private Standings() {}

  /**
   * The events of a run.
   *
   * @throws WorkflowException if there is no such run
   */
  static List<Entry> entries(Journal journal, RunId run) {
    List<Entry> entries = journal.entries(run);
    if (entries.isEmpty()) {
      throw new WorkflowException("there is no run '" + run + "' in this log");
    }
    return entries;
  }

  /**
   * Refuses a run that another one asked for.
   *
   * @throws WorkflowException if it is one; the message names the other
   */
  static void refuseChild(Journal journal, RunId run) {
    RunFacts.of(entries(journal, run))
        .started()
        .parent()
        .ifPresent(
            parent -> {
              throw new WorkflowException(
                  "run '"
                      + run
                      + "' goes by the people of run '"
                      + parent.run()
                      + "', which asked for it; let that one go by these people");
            });
  }

  static Optional<Run.Standing> of(Journal journal, RunId run) {
    List<Entry> entries = journal.entries(run);
    if (entries.isEmpty()) {
      return Optional.empty();
    }
    RunFacts facts = RunFacts.of(entries);
    return Optional.of(
        new Run.Standing(
            run,
            facts.started().workflow(),
            status(facts),
            entries.get(0).at(),
            entries.get(entries.size() - 1).at(),
            facts.waiting().map(Event.RunWaiting::awaited).orElse(List.of())));
  }

  private static Run.Status status(RunFacts facts) {
    if (facts.ending().isEmpty()) {
      return facts.waiting().isPresent() ? Run.Status.WAITING : Run.Status.RUNNING;
    }
    Event.Terminal ending = facts.ending().get();
    if (ending instanceof Event.RunCompleted) {
      return Run.Status.COMPLETED;
    }
    if (ending instanceof Event.RunRejected) {
      return Run.Status.REJECTED;
    }
    return ending instanceof Event.RunFailed ? Run.Status.FAILED : Run.Status.CANCELLED;
  }
}
