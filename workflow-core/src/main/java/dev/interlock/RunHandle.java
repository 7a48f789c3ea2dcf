package dev.interlock;

import dev.interlock.record.RunId;
import dev.interlock.record.WorkflowException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;

/**
 * A handle that asks the registry each time, but for an end or a stop that was seen.
 *
 * @param seen the run as this process worked at it when the handle was made
 */
record RunHandle<O>(Runs runs, RunTask seen) implements Run<O> {

  @Override
  public RunId id() {
    return seen.id();
  }

  @Override
  public Outcome<O> settled() {
    return get(() -> runs.settled(id()));
  }

  @Override
  public Outcome<O> await() {
    return get(() -> runs.end(id()));
  }

  @SuppressWarnings("unchecked") // a handle is made with the type of its workflow's result
  private Outcome<O> get(Supplier<CompletableFuture<Outcome<?>>> asked) {
    Inside.refuse("wait for a run");
    if (runs.isInside(id())) {
      throw new WorkflowException(
          "run '" + id() + "' would wait for itself: a channel of it asks how it ended");
    }
    try {
      CompletableFuture<Outcome<?>> future = seen.isOver() ? seen.settled() : asked.get();
      return (Outcome<O>) future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WorkflowException("interrupted while waiting for run '" + id() + "'", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }
}
