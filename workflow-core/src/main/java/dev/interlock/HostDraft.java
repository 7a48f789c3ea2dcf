package dev.interlock;

import dev.interlock.record.AuditSink;
import dev.interlock.record.Codec;
import dev.interlock.record.Journal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * What a host gives an engine to work with, while it is being given. Use from one thread.
 *
 * @param <S> the builder itself
 */
abstract sealed class HostDraft<S extends HostDraft<S>> permits Engine.Builder {
  private final Journal journal;
  private final List<Channel> channels = new ArrayList<>();
  private final List<AuditSink> sinks = new ArrayList<>();
  private final List<RunListener> listeners = new ArrayList<>();
  private final Definitions definitions = new Definitions();
  private Codec codec = Codec.json();
  private Time time = Time.system();
  private Supplier<String> nonces = () -> UUID.randomUUID().toString().replace("-", "");
  private Executor executor = Runnable::run;
  private Duration grace = Duration.ofSeconds(5);

  HostDraft(Journal journal) {
    this.journal = journal;
  }

  abstract S self();

  /** Asks people over this channel; without any, runs wait at their gates. */
  public final S channel(Channel channel) {
    channels.add(channel);
    return self();
  }

  /** Knows this workflow, so that its runs can be resumed; {@code start} makes it known as well. */
  public final S workflow(Workflow<?, ?> workflow) {
    definitions.register(workflow);
    return self();
  }

  /** Tells this sink every event before anything follows from it. */
  public final S sink(AuditSink sink) {
    sinks.add(sink);
    return self();
  }

  /** Tells this listener every event. */
  public final S listener(RunListener listener) {
    listeners.add(listener);
    return self();
  }

  /** Writes and reads values with this; {@link Codec#json()} unless said otherwise. */
  public final S codec(Codec with) {
    codec = with;
    return self();
  }

  /** Takes time from here; {@link Time#system()} unless said otherwise. */
  public final S time(Time from) {
    time = from;
    return self();
  }

  /** Takes nonces from here: 32 hex digits, never the same twice. */
  public final S nonces(Supplier<String> from) {
    nonces = from;
    return self();
  }

  /**
   * Runs bodies, channels and listeners on this; unless said otherwise, on the thread that calls
   * the engine, so that {@code start} returns when the run is settled.
   */
  public final S executor(Executor with) {
    executor = with;
    return self();
  }

  /**
   * How long a body that was interrupted may still take before nobody waits for it any longer; 5
   * seconds unless said otherwise.
   *
   * @param time longer than nothing, and at most 36,500 days
   */
  public final S grace(Duration time) {
    grace = time;
    return self();
  }

  /**
   * Refuses the class path, where the module system keeps nobody from reaching into the engine.
   *
   * @throws WorkflowException if this is not the module path
   */
  public final S requireModulePath() {
    RunningOn.requireModulePath();
    return self();
  }

  /** What was given. */
  Host host() {
    return new Host(
        journal,
        codec,
        time,
        nonces,
        new Workers(executor),
        channels,
        new Sinks(sinks),
        new Listeners(listeners),
        definitions,
        new Deadlines(time),
        grace);
  }
}
