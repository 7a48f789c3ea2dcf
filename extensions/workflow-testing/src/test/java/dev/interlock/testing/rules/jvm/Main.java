package dev.interlock.testing.rules.jvm;

import dev.interlock.Engine;
import dev.interlock.record.Journal;

/** Puts it together. */
public final class Main {
  private Main() {}

  /** The engine of this host. */
  public static Engine engine(Journal journal) {
    return Engine.on(journal).workflow(Shipping.workflow()).build();
  }
}
