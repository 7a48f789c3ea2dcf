package dev.interlock.testing.rules.root;

import dev.interlock.Engine;
import dev.interlock.record.Journal;

/** Builds another engine, beside the one of the host. */
final class Backdoor {
  Engine mine(Journal journal) {
    return Engine.on(journal).build();
  }
}
