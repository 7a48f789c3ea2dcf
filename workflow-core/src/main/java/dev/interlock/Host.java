package dev.interlock;

import dev.interlock.internal.testing.OfTests;
import dev.interlock.record.Journal;
import dev.interlock.record.WorkflowException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a host gave the engine to work with. Immutable; its parts are safe for many threads.
 *
 * @param grace how long a body that was interrupted may still take
 */
record Host(
    RecordedForm form,
    Time time,
    Workers workers,
    List<Channel> channels,
    Sinks sinks,
    Listeners listeners,
    Definitions definitions,
    Deadlines deadlines,
    ClockWatch clocks,
    Persons persons,
    Duration grace) {

  /** No string may be longer that JSON is read with. */
  private static final int LARGEST = 19_000_000;

  /** The journal that all runs are recorded in. */
  Journal journal() {
    return form.journal();
  }

  /** Gives what was never given before: 32 hex digits. */
  Supplier<String> nonces() {
    return form.nonces();
  }

  /** Refuses what no engine could work with. */
  Host {
    channels = List.copyOf(channels);
    List<String> mistakes = new ArrayList<>();
    for (Channel channel : channels) {
      if (channels.stream().filter(one -> one.name().equals(channel.name())).count() > 1) {
        mistakes.add("two channels have the name '" + channel.name() + "'");
      }
      if (!OfTests.is(form.journal())) {
        unprovable(channel, persons).ifPresent(mistakes::add);
      }
    }
    if (form.most() < 1 || form.most() > LARGEST) {
      mistakes.add("the largest value is of 1 to " + LARGEST + " bytes, not of " + form.most());
    }
    Rules.time("the grace is ", grace, mistakes);
    if (!mistakes.isEmpty()) {
      throw new WorkflowException(mistakes.get(0));
    }
  }

  /** Refuses a channel whose grade nothing here could prove; only a journal of tests lets it in. */
  static Optional<String> unprovable(Channel channel, Persons persons) {
    String claims = "channel '" + channel.name() + "' claims the grade " + channel.presence();
    return switch (channel.presence()) {
      case TERMINAL -> Optional.empty();
      case LOGIN ->
          channel.identities().isPresent()
              ? Optional.empty()
              : Optional.of(
                  claims + " and has no identity verifier; give it one with identities()");
      case KEY, HARDWARE ->
          persons.digest().isPresent()
              ? Optional.empty()
              : Optional.of(claims + ", and this engine knows nobody's keys; give it people(...)");
    };
  }
}
