package dev.interlock;

import dev.interlock.record.Journal;
import dev.interlock.record.RunId;
import dev.interlock.record.WorkflowException;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The runs of one journal that some engine of this process works at: two engines at one run would
 * both see what is to be done next, and do it twice. Safe for many threads.
 */
final class AtWork {
  private static final Map<Journal, Set<RunId>> BY_JOURNAL =
      Collections.synchronizedMap(new WeakHashMap<>());

  private final Set<RunId> runs;

  private AtWork(Set<RunId> runs) {
    this.runs = runs;
  }

  static AtWork on(Journal journal) {
    return new AtWork(BY_JOURNAL.computeIfAbsent(journal, one -> ConcurrentHashMap.newKeySet()));
  }

  /**
   * Takes a run for an engine.
   *
   * @throws WorkflowException if another engine is at it
   */
  <T> T take(RunId run, Supplier<T> task) {
    if (!runs.add(run)) {
      throw new WorkflowException(
          "run '" + run + "' is at work in another engine on this journal; let one engine have it");
    }
    try {
      return task.get();
    } catch (RuntimeException | Error e) {
      runs.remove(run);
      throw e;
    }
  }

  void leave(RunId run) {
    runs.remove(run);
  }
}
