package dev.interlock;

import dev.interlock.record.Codec;
import dev.interlock.record.Journal;
import dev.interlock.record.Presence;
import dev.interlock.record.WorkflowException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * What a host gave the engine to work with. Immutable; its parts are safe for many threads.
 *
 * @param grace how long a body that was interrupted may still take
 */
record Host(
    Journal journal,
    Codec codec,
    Time time,
    Supplier<String> nonces,
    Workers workers,
    List<Channel> channels,
    Sinks sinks,
    Listeners listeners,
    Definitions definitions,
    Deadlines deadlines,
    Duration grace) {

  /** Refuses what no engine could work with. */
  Host {
    channels = List.copyOf(channels);
    List<String> mistakes = new ArrayList<>();
    for (Channel channel : channels) {
      if (channels.stream().filter(one -> one.name().equals(channel.name())).count() > 1) {
        mistakes.add("two channels have the name '" + channel.name() + "'");
      }
      if (channel.presence() != Presence.TERMINAL) {
        mistakes.add(
            "channel '"
                + channel.name()
                + "' claims the grade "
                + channel.presence()
                + ", which this version cannot verify; TERMINAL is the only one yet");
      }
    }
    Rules.time("the grace is ", grace, mistakes);
    if (!mistakes.isEmpty()) {
      throw new WorkflowException(mistakes.get(0));
    }
  }
}
