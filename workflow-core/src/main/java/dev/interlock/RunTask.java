package dev.interlock;

import dev.interlock.record.Event;
import dev.interlock.record.Failure;
import dev.interlock.record.JournalException;
import dev.interlock.record.Json;
import dev.interlock.record.Principal;
import dev.interlock.record.RunId;
import dev.interlock.record.WorkflowException;
import java.util.HashSet;
import java.util.List;
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
  private final RunId id;
  private final Workflow<?, ?> workflow;
  private final RunFacts facts;
  private final RunLog log;
  private final Values values;
  private final Steps steps;
  private final Gates gates;
  private final Work work;
  private final Bodies bodies = new Bodies();
  private final Set<String> running = new HashSet<>();
  private final Settling settling;
  private int asking;
  private @Nullable Principal cancelledBy;
  private @Nullable Failure stopped;
  private volatile boolean over;

  RunTask(Runs runs, Host host, RunId id, Workflow<?, ?> workflow, RunFacts facts) {
    this.runs = runs;
    this.id = id;
    this.workflow = workflow;
    this.facts = facts;
    this.settling = new Settling(runs, id);
    this.work = new Work(host, this::afterMessages, this::failed);
    this.log = new RunLog(host, id, facts);
    this.values = new Values(host.codec(), facts);
    this.steps = new Steps(this, host, workflow, values);
    this.gates = new Gates(this, host, workflow, values);
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

  Gates gates() {
    return gates;
  }

  Bodies bodies() {
    return bodies;
  }

  Work work() {
    return work;
  }

  // --- messages ---

  /** Goes as far as it can without anybody's doing. */
  void advance() {
    if (stopped != null || facts.ending().isPresent()) {
      return;
    }
    gates.closeOver();
    Walk walk = walk();
    if (cancelledBy != null || walk.ending().isPresent()) {
      if (running.isEmpty()) {
        end(cancelledBy != null ? new Event.RunCancelled(cancelledBy.name()) : walk.ending().get());
      }
    } else if (walk.isDone()) {
      log.append(new Event.RunCompleted(steps.result()));
    } else if (!walk.ready().isEmpty()) {
      walk.ready().forEach(this::begin);
      advance();
    } else if (running.isEmpty() && asking == 0 && facts.waiting().isEmpty()) {
      log.append(new Event.RunWaiting(walk.awaited()));
    }
  }

  /** The definition as it stands now. */
  Walk walk() {
    return Walk.of(workflow, facts, running);
  }

  private void begin(Ready ready) {
    if (ready instanceof Ready.ToPresent gate) {
      gates.present(gate);
    } else if (ready instanceof Ready.ToDoubt doubt) {
      log.append(new Event.StepDoubt(doubt.path(), doubt.attempt()));
    } else {
      steps.begin(ready);
    }
  }

  private void end(Event.Terminal ending) {
    gates.cancelOpen();
    log.append(ending);
  }

  /** Goes on after a stop; with a principal, what failed is tried again. */
  void resume(Optional<Principal> by) {
    if (stopped != null || facts.ending().isPresent()) {
      return;
    }
    List<Ready.ToPresent> open = walk().openGates();
    boolean again = by.isPresent() && steps.tryAgain(by.get());
    if (!again && running.isEmpty() && asking == 0) {
      log.resumeWith(new Event.RunResumed(by.map(Principal::name), Optional.empty()));
    }
    advance();
    if (gates.somebodyReachable()) {
      gates.presentAgain(open);
    }
  }

  /** Calls the run off. */
  void cancel(Principal by) {
    if (facts.ending().isEmpty()) {
      cancelledBy = by;
      advance();
    }
  }

  /** Asks people once more at every open gate, reachable or not. */
  void present() {
    List<Ready.ToPresent> open = walk().openGates();
    advance();
    gates.presentAgain(open);
  }

  /** Takes a person's word on a step in doubt. */
  boolean reconcile(String path, boolean happened, Optional<Json> value, Principal by) {
    steps.reconcile(path, happened, value, by);
    advance();
    return happened;
  }

  /** Does something and tells whoever waits for it what came of it. */
  <T> void reply(CompletableFuture<T> told, Supplier<T> action) {
    try {
      if (stopped != null) {
        throw new JournalException("run '" + id + "' is stopped: " + stopped.message());
      }
      told.complete(action.get());
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

  /** Something runs at this path. */
  void runs(String path) {
    running.add(path);
  }

  /** Has a task done on the executor once all that was appended is durable. */
  void dispatch(Runnable task) {
    log.then(() -> work.release(task));
  }

  /** What ran at this path is done, and these events say so. */
  void done(String path, List<Event> events) {
    bodies.end();
    running.remove(path);
    if (stopped == null && facts.ending().isEmpty()) {
      events.forEach(steps::record);
      advance();
    }
  }

  /** What ran was lost to the engine, which knows nothing of it any more. */
  void lost(Throwable e) {
    bodies.end();
    failed(e);
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
    advance();
  }

  boolean isStopped() {
    return stopped != null;
  }

  /** Whether it is stopped because its journal is lost, which stays so. */
  boolean hasLostItsJournal() {
    return stopped != null && stopped.kind() == Failure.Kind.JOURNAL;
  }

  private void failed(Throwable e) {
    if (!(e instanceof WorkflowException)) {
      LOG.error("run {} is stopped by a failure of its engine", id, e);
    }
    stop(Failures.of(e));
  }

  private void stop(Failure why) {
    if (stopped == null) {
      stopped = why;
      bodies.stop();
      log.drop();
    }
  }

  // --- after messages ---

  private void afterMessages() {
    if (stopped == null) {
      work.guarded(() -> log.makeDurable(work::postLater));
    }
    work.guarded(log::release);
    if (stopped != null ? bodies.areDone() : isIdle()) {
      over = stopped != null || facts.ending().isPresent();
      runs.idle(this); // first, so that whoever is told may go on with the run in another engine
      work.guarded(() -> settling.tell(this::outcome, over));
    }
  }

  private boolean isIdle() {
    return running.isEmpty() && asking == 0 && log.isQuiet() && !work.hasReleased();
  }

  private Outcome<?> outcome() {
    if (stopped == null) {
      try {
        return new Outcomes(values, workflow, facts).of(walk(), gates);
      } catch (RuntimeException | Error e) { // whoever waits must be told
        LOG.error("the outcome of run {} cannot be told", id, e);
        stop(Failures.of(e));
      }
    }
    return new Outcome.Stopped<>(Objects.requireNonNull(stopped));
  }
}
