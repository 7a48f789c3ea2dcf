package dev.interlock;

import dev.interlock.record.Event;
import dev.interlock.record.JournalException;
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

  private final Host host;
  private final Starting starting;
  private final AtWork atWork;
  private final Map<RunId, RunTask> active = new ConcurrentHashMap<>();

  /** What runs were started with, where another workflow of that digest was known before. */
  private final Map<RunId, Workflow<?, ?>> twins = new ConcurrentHashMap<>();

  private final Map<RunId, CompletableFuture<Outcome<?>>> awaited = new ConcurrentHashMap<>();

  Runs(Host host) {
    this.host = host;
    this.starting = new Starting(host);
    this.atWork = AtWork.on(host.journal());
  }

  /** Starts a run. */
  <I, O> Run<O> start(Workflow<I, O> workflow, RunId id, Starting.Asked asked) {
    boolean known = host.definitions().register(workflow);
    Event.RunStarted started = starting.event(workflow, asked);
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
              fresh.work().add(() -> begin(fresh, started, asked.rehearsal()));
              return fresh;
            });
    task.work().go();
    return new RunHandle<>(this, task);
  }

  private static void begin(RunTask task, Event.RunStarted started, boolean rehearsal) {
    task.log().append(started);
    if (rehearsal) {
      task.log().append(new Event.RunRehearsal());
    }
    task.progress().advance();
  }

  private void refuseUsed(RunId id, @Nullable RunTask known) {
    Standings.of(host.journal(), id)
        .map(Run.Standing::status)
        .or(() -> Optional.ofNullable(known).map(task -> Run.Status.RUNNING))
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

  /** Hands in a value from outside, and gives why it does not count, once that is durable. */
  Optional<String> submit(Submission submission) {
    RunId id = submission.run();
    if (isInside(id)) {
      throw new WorkflowException(
          "run '" + id + "' would wait for itself: a channel of it hands in a value");
    }
    CompletableFuture<Optional<String>> told = new CompletableFuture<>();
    post(
        id, task -> task.attempt(told, () -> task.progress().submissions().take(submission, told)));
    return join(told, "run '" + id + "' is stopped by a failure of its engine");
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

  /**
   * Does something to a run that nobody works at.
   *
   * @throws WorkflowException if somebody does
   */
  void alone(RunId id, Consumer<RunFacts> action) {
    active.compute(
        id,
        (key, known) -> {
          if (known != null) {
            throw new WorkflowException("run '" + id + "' is at work; wait until it is settled");
          }
          RunFacts facts =
              atWork.take(id, () -> RunFacts.of(Standings.entries(host.journal(), id)));
          try {
            action.accept(facts);
            twins.remove(id);
          } finally {
            atWork.leave(id);
          }
          return null;
        });
  }

  private RunTask load(RunId id) {
    RunFacts facts = RunFacts.of(Standings.entries(host.journal(), id));
    Workflow<?, ?> twin = twins.get(id);
    Workflow<?, ?> workflow =
        twin == null ? host.definitions().of(id, facts, host.journal()) : twin;
    RunTask task = new RunTask(this, host, id, workflow, facts);
    if (facts.ending().isEmpty() && facts.waiting().isEmpty()) {
      task.log().resumeWith(new Event.RunResumed(Optional.empty(), Optional.empty()));
    }
    return task;
  }

  /** Looks whether time has changed anything for a run. */
  void touch(RunId id) {
    try {
      post(id, task -> task.progress().advance());
    } catch (WorkflowException e) {
      LOG.warn("run {} could not be looked at when its time came", id, e);
    }
  }

  /** Records that something was tried in a run that nobody may. */
  void violation(RunId id, String path, String what) {
    LOG.warn("run {}: {}", id, what);
    try {
      Inside.outside(() -> post(id, task -> task.violation(path, what)));
    } catch (WorkflowException e) {
      LOG.warn("the violation could not be recorded in run {}", id, e);
    }
  }

  /** Tells a run that one which it asked for has ended. */
  void childEnded(Event.Parent parent) {
    RunId id = RunId.of(parent.run());
    try {
      post(id, task -> task.progress().children().ended(parent.path()));
    } catch (WorkflowException e) {
      LOG.warn("run {} could not be told that a run which it asked for has ended", id, e);
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
