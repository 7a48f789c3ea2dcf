package dev.interlock;

import dev.interlock.record.Event;
import dev.interlock.record.Failure;
import dev.interlock.record.JournalException;
import dev.interlock.record.RunId;
import dev.interlock.record.WorkflowException;
import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run while it is at work in this process. Everything that happens to it is a message, handled
 * one at a time: fold, walk the definition, append what follows, force, then let it take effect.
 *
 * <p>{@link #work} is safe for many threads; all else is for messages.
 */
final class RunTask {
  private static final Logger LOG = LoggerFactory.getLogger(RunTask.class);

  private final Runs runs;
  private final RecordedForm form;
  private final RunId id;
  private final RunFacts facts;
  private final RunLog log;
  private final Work work;
  private final Bodies bodies;
  private final Progress progress;
  private final Settling settling;
  private final Set<String> running = new HashSet<>();
  private int asking;
  private @Nullable Failure stopped;
  private volatile boolean over;
  private boolean parentTold;

  RunTask(Runs runs, Host host, RunId id, Workflow<?, ?> workflow, RunFacts facts) {
    this.runs = runs;
    this.form = host.form();
    this.id = id;
    this.facts = facts;
    this.settling = new Settling(runs, id);
    this.work = new Work(host, this::afterMessages, this::failed);
    this.log = new RunLog(host, id, facts);
    this.bodies = new Bodies(host);
    this.progress = new Progress(this, host, workflow);
  }

  RunId id() {
    return id;
  }

  Runs registry() {
    return runs;
  }

  RunFacts facts() {
    return facts;
  }

  RunLog log() {
    return log;
  }

  Work work() {
    return work;
  }

  Bodies bodies() {
    return bodies;
  }

  Progress progress() {
    return progress;
  }

  // --- messages ---

  /** Does something and tells whoever waits for it what came of it. */
  <T> void reply(CompletableFuture<T> told, Supplier<T> action) {
    attempt(told, () -> told.complete(action.get()));
  }

  /** Does something that tells by itself what came of it, unless it throws. */
  void attempt(CompletableFuture<?> told, Runnable action) {
    try {
      if (stopped != null) {
        throw new JournalException("run '" + id + "' is stopped: " + stopped.message());
      }
      action.run();
    } catch (WorkflowException e) {
      told.completeExceptionally(e);
      if (e instanceof JournalException) {
        throw e;
      }
    } catch (Throwable e) { // a host's code may throw what it never declared
      told.completeExceptionally(e);
      throw e;
    }
  }

  /** Somebody waits until the run is settled. */
  void settle(CompletableFuture<Outcome<?>> told) {
    settling.add(told);
  }

  /** Whether the run has ended or is stopped, and everything of it is done. */
  boolean isOver() {
    return over;
  }

  /** The outcome once the run is settled. */
  CompletableFuture<Outcome<?>> settled() {
    CompletableFuture<Outcome<?>> told = new CompletableFuture<>();
    work.post(() -> settle(told));
    return told;
  }

  // --- what messages share ---

  /** Has a task done on the executor once all that was appended is durable. */
  void dispatch(Runnable task) {
    log.then(() -> work.release(task));
  }

  /** Has a job done on the executor once all that was appended is durable. */
  void launch(Bodies.Job job) {
    running.add(job.path());
    dispatch(() -> bodies.begin(job).ifPresent(this::run));
  }

  private void run(Bodies.AtWork at) {
    if (at.deadline().isPresent()) {
      work.post(progress::advance); // which sets its timer
    }
    Runnable message;
    try {
      Runnable conclusion = Inside.work(this, at);
      message = () -> done(at, conclusion);
    } catch (Throwable e) { // not even its failure could be told
      message = () -> lost(at, e);
    }
    if (bodies.finish(at)) {
      work.post(message);
    } else {
      runs.violation(id, at.job().path(), "a result came after its attempt was given up");
    }
  }

  private void done(Bodies.AtWork at, Runnable conclusion) {
    bodies.end(at);
    running.remove(at.job().path());
    if (!isOverOrStopped()) {
      Optional<Failure> breach = bodies.breach(at);
      breach.ifPresentOrElse(at.job().failing(), conclusion);
      progress.advance();
    }
  }

  private void lost(Bodies.AtWork at, Throwable e) {
    bodies.end(at);
    failed(e);
  }

  /** Nobody waits any longer for a job that went on after it was told to end. */
  void abandon(Bodies.AtWork at) {
    Bodies.Job job = at.job();
    running.remove(job.path());
    log.append(
        new Event.StepAbandoned(job.path(), job.attempt(), "it went on after it was interrupted"));
    job.failing().accept(bodies.breach(at).orElseThrow());
  }

  /** A body told the engine to do something. */
  void violated(Bodies.AtWork at, String what) {
    bodies.violated(at, what);
    runs.violation(id, at.job().path(), what);
  }

  /** Something was done at a path that nobody may. */
  void violation(String path, String what) {
    if (stopped == null) {
      log.append(new Event.Violation(Optional.of(path), what));
    }
  }

  /** The paths at which something runs in this process. */
  Set<String> running() {
    return running;
  }

  boolean isAnythingRunning() {
    return !running.isEmpty();
  }

  /** Whether nothing of the run is at work in this process. */
  boolean isResting() {
    return running.isEmpty() && asking == 0;
  }

  /** A channel asks. */
  void asks() {
    asking++;
  }

  boolean isAsking() {
    return asking > 0;
  }

  /** A channel asks no more. */
  void asksNoMore() {
    asking--;
    progress.advance();
  }

  boolean isStopped() {
    return stopped != null;
  }

  /** Whether nothing further happens in this process. */
  boolean isOverOrStopped() {
    return stopped != null || facts.ending().isPresent();
  }

  /** Whether it is stopped because its journal is lost, which stays so. */
  boolean hasLostItsJournal() {
    return stopped != null && stopped.kind() == Failure.Kind.JOURNAL;
  }

  private void failed(Throwable e) {
    if (!(e instanceof WorkflowException)) {
      LOG.error("run {} is stopped by a failure of its engine", id, Failures.forLog(e));
    }
    stop(Failures.of(e));
  }

  private void stop(Failure why) {
    if (stopped == null) {
      stopped = form.told(why);
      bodies.stop();
      log.drop();
      progress.submissions().stopped(why);
    }
  }

  // --- after messages ---

  private void afterMessages() {
    if (stopped == null) {
      work.guarded(() -> log.makeDurable(work::postLater));
    }
    work.guarded(log::release);
    if (stopped != null ? bodies.areDone() : isIdle()) {
      over = isOverOrStopped();
      if (over) {
        progress.forgetDeadlines();
      }
      runs.idle(this); // first, so that whoever is told may go on with the run in another engine
      work.guarded(() -> settling.tell(this::outcome, over));
      tellParent();
    }
  }

  private boolean isIdle() {
    return isResting() && !progress.isBusy() && log.isQuiet() && !work.hasReleased();
  }

  private void tellParent() {
    if (!parentTold && facts.ending().isPresent()) {
      parentTold = true;
      facts.started().parent().ifPresent(parent -> runs.childEnded(parent));
    }
  }

  private Outcome<?> outcome() {
    if (stopped == null) {
      try {
        return progress.outcome();
      } catch (RuntimeException | Error e) { // whoever waits must be told
        LOG.error("the outcome of run {} cannot be told", id, Failures.forLog(e));
        stop(Failures.of(e));
      }
    }
    return new Outcome.Stopped<>(Objects.requireNonNull(stopped));
  }
}
