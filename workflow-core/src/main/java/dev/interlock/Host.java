package dev.interlock;

import dev.interlock.record.Codec;
import dev.interlock.record.Journal;
import java.util.List;
import java.util.function.Supplier;

/** What a host gave the engine to work with. Immutable; its parts are safe for many threads. */
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
    Deadlines deadlines) {}
