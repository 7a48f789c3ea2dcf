package dev.interlock;

import dev.interlock.internal.log.Line;
import dev.interlock.record.Event;
import dev.interlock.record.JournalException;
import dev.interlock.record.Json;
import dev.interlock.record.Principal;
import dev.interlock.record.RunId;
import dev.interlock.record.WorkflowException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The runs at work in this process. A run that waits is not here: it is in the journal, and is
 * folded from there when something happens to it. Safe for many threads.
 */
final class Runs {
  private static final Logger LOG = LoggerFactory.getLogger(Runs.class);

  /** What an event needs of a line besides its data, at most. */
  private static final int AROUND_DATA = 400;

  private final Host host;
  private final Event.Environment environment = RunningOn.measure();
  private final AtWork atWork;
  private final Map<RunId, RunTask> active = new ConcurrentHashMap<>();

  /** What runs were started with, where another workflow of that digest was known before. */
  private final Map<RunId, Workflow<?, ?>> twins = new ConcurrentHashMap<>();

  private final Map<RunId, CompletableFuture<Outcome<?>>> awaited = new ConcurrentHashMap<>();

  Runs(Host host) {
    this.host = host;
    this.atWork = AtWork.on(host.journal());
  }

  /** Starts a run. */
  <I, O> Run<O> start(Workflow<I, O> workflow, RunId id, I input, Principal requester) {
    boolean known = host.definitions().register(workflow);
    Event.RunStarted started = started(workflow, input, requester);
    RunTask task =
        active.compute(
            id,
            (key, at) -> {
              refuseUsed(id, at);
              if (!known) {
                twins.put(id, workflow);
              }
              RunTask fresh =
                  atWork.take(id, () -> new RunTask(this, host, id, workflow, new RunFacts()));
              fresh.work().add(() -> begin(fresh, started));
              return fresh;
            });
    task.work().go();
    return new RunHandle<>(this, task);
  }

  private void begin(RunTask task, Event.RunStarted started) {
    task.log().append(started);
    task.advance();
  }

  private void refuseUsed(RunId id, @Nullable RunTask known) {
    Standings.of(host.journal(), id)
        .map(Engine.Standing::status)
        .or(() -> Optional.ofNullable(known).map(task -> Engine.Status.RUNNING))
        .ifPresent(
            status -> {
              throw new WorkflowException(
                  "run '"
                      + id
                      + "' is already there: "
                      + status
                      + ". Choose another run id, or resume it.");
            });
  }

  private <I> Event.RunStarted started(Workflow<I, ?> workflow, I input, Principal requester) {
    Event.RunStarted started =
        new Event.RunStarted(
            workflow.name(),
            workflow.version(),
            workflow.digest(),
            encode(workflow, input),
            new Event.Requester(requester.name(), false),
            "P0",
            environment);
    int size = started.json().size();
    if (size + AROUND_DATA > Line.MAX_BYTES) {
      throw new WorkflowException(
          "the input of workflow '"
              + workflow.name()
              + "' needs a line of "
              + size
              + " bytes; the most is "
              + (Line.MAX_BYTES - AROUND_DATA));
    }
    host.definitions().keep(workflow, host.journal());
    return started;
  }

  private <I> Json encode(Workflow<I, ?> workflow, I input) {
    try {
      return host.codec().write(input, workflow.input());
    } catch (IllegalArgumentException e) {
      throw new WorkflowException(
          "the input of workflow '" + workflow.name() + "' cannot be recorded: " + e.getMessage(),
          e);
    }
  }

  /** Hands a message to a run, which is folded from the journal if it is not at work. */
  Run<?> post(RunId id, Consumer<RunTask> message) {
    RunTask task =
        active.compute(
            id,
            (key, known) -> {
              RunTask at = known == null ? atWork.take(key, () -> load(key)) : known;
              at.work().add(() -> message.accept(at));
              return at;
            });
    host.workers().onRequest(task.work()::go);
    return new RunHandle<>(this, task);
  }

  /** Does something to a run and gives what came of it, once that is durable. */
  <T> T ask(RunId id, Function<RunTask, T> action) {
    CompletableFuture<T> told = new CompletableFuture<>();
    post(id, task -> task.reply(told, () -> action.apply(task)));
    T answer = join(told, "run '" + id + "' is stopped by a failure of its engine");
    join(host.journal().force().toCompletableFuture(), "the journal could not be forced");
    return answer;
  }

  private static <T> T join(CompletableFuture<T> future, String otherwise) {
    try {
      return future.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof WorkflowException mistake) {
        throw mistake;
      }
      throw new JournalException(otherwise, e);
    }
  }

  private RunTask load(RunId id) {
    RunFacts facts = RunFacts.of(Standings.entries(host.journal(), id));
    Workflow<?, ?> twin = twins.get(id);
    Workflow<?, ?> workflow = twin == null ? host.definitions().of(id, facts.started()) : twin;
    RunTask task = new RunTask(this, host, id, workflow, facts);
    if (facts.ending().isEmpty() && facts.waiting().isEmpty()) {
      task.log().resumeWith(new Event.RunResumed(Optional.empty(), Optional.empty()));
    }
    return task;
  }

  /** Looks whether time has changed anything for a run. */
  void touch(RunId id) {
    try {
      post(id, RunTask::advance);
    } catch (WorkflowException e) {
      LOG.warn("run {} could not be looked at when its time came", id, e);
    }
  }

  /**
   * A run has nothing to do, or is stopped; it is let go unless something new has come. One that
   * has lost its journal stays, to say so to whoever asks.
   */
  void idle(RunTask task) {
    if (task.facts().ending().isPresent()) {
      twins.remove(task.id());
    }
    active.computeIfPresent(
        task.id(),
        (id, known) -> {
          if (known != task || task.work().hasMessages()) {
            return known;
          }
          atWork.leave(id);
          return task.hasLostItsJournal() ? task : null;
        });
  }

  /** Whether this thread is inside a body or a channel of the run. */
  boolean isInside(RunId id) {
    RunTask task = active.get(id);
    return task != null && Workers.isWorkingFor(task.work());
  }

  boolean isAwaited(RunId id) {
    return awaited.containsKey(id);
  }

  void ended(RunId id, Outcome<?> outcome) {
    CompletableFuture<Outcome<?>> waiting = awaited.remove(id);
    if (waiting != null) {
      waiting.complete(outcome);
    }
  }

  /** The outcome once the run is settled. */
  CompletableFuture<Outcome<?>> settled(RunId id) {
    CompletableFuture<Outcome<?>> told = new CompletableFuture<>();
    post(id, task -> task.settle(told));
    return told;
  }

  /** The outcome once the run has ended or is stopped. */
  CompletableFuture<Outcome<?>> end(RunId id) {
    CompletableFuture<Outcome<?>> told =
        awaited.computeIfAbsent(id, key -> new CompletableFuture<>());
    post(id, task -> {});
    return told;
  }
}
