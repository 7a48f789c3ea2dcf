package dev.interlock;

import dev.interlock.record.RunId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Those who wait until a run is settled. Use from one thread at a time. */
final class Settling {
  private final Runs runs;
  private final RunId id;
  private final List<CompletableFuture<Outcome<?>>> waiting = new ArrayList<>();

  Settling(Runs runs, RunId id) {
    this.runs = runs;
    this.id = id;
  }

  void add(CompletableFuture<Outcome<?>> told) {
    waiting.add(told);
  }

  /**
   * Tells them that it is.
   *
   * @param outcome asked only if somebody waits
   * @param over whether nothing more will happen, so that those are told who wait for the end
   */
  void tell(Supplier<Outcome<?>> outcome, boolean over) {
    if (!waiting.isEmpty() || (over && runs.isAwaited(id))) {
      Outcome<?> known = outcome.get();
      waiting.forEach(told -> told.complete(known));
      waiting.clear();
      if (over) {
        runs.ended(id, known);
      }
    }
  }
}
