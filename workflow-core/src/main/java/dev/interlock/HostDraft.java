package dev.interlock;

import dev.interlock.internal.secret.Secrets;
import dev.interlock.record.AuditSink;
import dev.interlock.record.Codec;
import dev.interlock.record.Journal;
import dev.interlock.record.WorkflowException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * What a host gives an engine to work with, while it is being given. Use from one thread.
 *
 * @param <S> the builder itself
 */
abstract sealed class HostDraft<S extends HostDraft<S>> permits Engine.Builder {
  private final Journal journal;
  private final List<Channel> channels = new ArrayList<>();
  private final List<AuditSink> sinks = new ArrayList<>();
  private final List<Run.Listener> listeners = new ArrayList<>();
  private final Definitions definitions = new Definitions();
  private Optional<People> people = Optional.empty();
  private Codec codec = Codec.json();
  private Time time = Time.system();
  private Supplier<String> nonces = () -> UUID.randomUUID().toString().replace("-", "");
  private Executor executor = Runnable::run;
  private Secrets secrets = Secrets.standard();
  private int largestValue = 16 * 1024 * 1024;
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

  /**
   * Takes answers from these people only, each in the roles that they hold, and checks their keys.
   * Runs that are started pin them; a run that goes by others waits until {@link
   * Engine#adoptPeople}.
   */
  public final S people(People known) {
    people = Optional.of(known);
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
  public final S listener(Run.Listener listener) {
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
   * Also keeps what is of this form out of the record, besides the secrets that are known without
   * it: keys of clouds and services, tokens, private keys and passwords. In what nobody reads back
   * it is replaced by {@code {"redacted":"<kind>"}}; a value that holds it, and is not declared
   * sensitive, is refused.
   *
   * @param kind what it is called, of the form {@code [a-z0-9][a-z0-9-]{0,63}}
   * @param form matches the secret and nothing else, in a time that grows with the text only
   * @throws WorkflowException if the name is not of its form
   */
  public final S redacting(String kind, Pattern form) {
    if (!Names.isName(kind)) {
      throw new WorkflowException(
          "the name '" + kind + "' of a kind of secret is not of the form " + Names.FORM);
    }
    secrets = secrets.with(kind, form);
    return self();
  }

  /** The same for what stands in JSON under such a name, whatever its case. */
  public final S secretNames(String... names) {
    secrets = secrets.withNames(List.of(names));
    return self();
  }

  /**
   * How many bytes of JSON a value or evidence may have; 16 MiB unless said otherwise.
   *
   * @param bytes 1 to 19,000,000
   */
  public final S largestValue(int bytes) {
    largestValue = bytes;
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
        new RecordedForm(journal, codec, nonces, secrets, largestValue),
        time,
        new Workers(executor),
        channels,
        new Sinks(sinks),
        new Listeners(listeners),
        definitions,
        new Deadlines(time),
        new ClockWatch(time),
        new Persons(people),
        grace);
  }
}
