package dev.interlock;

import dev.interlock.record.Entry;
import dev.interlock.record.Event;
import dev.interlock.record.JournalException;
import dev.interlock.record.RunId;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Appends a run's events and holds back what follows from them until they are durable. Use from one
 * thread at a time.
 */
final class RunLog {
  private final Host host;
  private final RunId run;
  private final RunFacts facts;
  private final Deque<Effect> effects = new ArrayDeque<>();
  private Optional<Event.RunResumed> resumed = Optional.empty();
  private long last = -1;
  private long asked = -1;
  private long durable = -1;

  private record Effect(long after, Runnable action) {}

  RunLog(Host host, RunId run, RunFacts facts) {
    this.host = host;
    this.run = run;
    this.facts = facts;
  }

  /** Writes this first, should there be anything new to write. */
  void resumeWith(Event.RunResumed event) {
    resumed = Optional.of(event);
  }

  /** Appends an event, folds it, and has it told once it is durable. */
  void append(Event event) {
    append(host.time().now(), event);
  }

  /** The same for an event whose time was looked at before. */
  void append(Instant at, Event event) {
    if (resumed.isPresent()) {
      Event first = resumed.get();
      resumed = Optional.empty();
      appendNow(at, first);
    }
    appendNow(at, event);
  }

  /** Says first that the clock was set, where a run has begun and not ended. */
  private void appendNow(Instant at, Event said) {
    if (mayComeLater(said)) {
      host.clocks().oddity(at).ifPresent(seen -> write(at, seen));
    }
    write(at, host.form().written(said));
  }

  /** What begins a run, or goes on with it, stands where it does. */
  private boolean mayComeLater(Event said) {
    return facts.ending().isEmpty()
        && !(said instanceof Event.RunStarted)
        && !(said instanceof Event.RunRehearsal)
        && !(said instanceof Event.RunResumed);
  }

  private void write(Instant at, Event event) {
    Entry entry = host.journal().append(at, run, event.name(), event.json());
    facts.apply(entry.at(), event);
    last = entry.seq();
    if (!host.sinks().isEmpty()) {
      then(() -> host.sinks().tell(entry));
    }
    if (!host.listeners().isEmpty()) {
      then(() -> host.listeners().add(entry));
    }
  }

  /** Does this once all that was appended so far is durable. */
  void then(Runnable effect) {
    effects.add(new Effect(last, effect));
  }

  /**
   * Makes what was appended durable, at once where that is possible.
   *
   * @param later takes what must be done as a message once a force is done that takes its time
   * @throws JournalException if it is not durable
   */
  void makeDurable(Consumer<Runnable> later) {
    if (last <= asked) {
      return;
    }
    asked = last;
    long upTo = last;
    CompletableFuture<Void> forced = host.journal().force().toCompletableFuture();
    if (forced.isDone() || host.workers().isDirect()) {
      try {
        forced.join();
      } catch (CompletionException e) {
        throw notForced(e);
      }
      durable = Math.max(durable, upTo);
    } else {
      var unused = forced.whenComplete((none, error) -> later.accept(() -> forced(upTo, error)));
    }
  }

  private void forced(long upTo, @Nullable Throwable error) {
    if (error != null) {
      throw notForced(error);
    }
    durable = Math.max(durable, upTo);
  }

  private static JournalException notForced(Throwable cause) {
    return new JournalException("the journal could not be forced", cause);
  }

  /** Does what was held back and need not be any longer, in its order. */
  void release() {
    while (!effects.isEmpty() && effects.peek().after() <= durable) {
      effects.remove().action().run();
    }
  }

  /** Whether everything is durable and done. */
  boolean isQuiet() {
    return effects.isEmpty() && durable >= last;
  }

  void drop() {
    effects.clear();
  }
}
