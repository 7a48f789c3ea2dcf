package dev.interlock.cli;

import dev.interlock.Engine;

/**
 * How a host builds the engine of its commands: with its channels, sinks and listeners besides what
 * the command brings along.
 *
 * <pre>{@code
 * EngineFactory engines = setup -> setup.engine().sink(siem).build();
 * }</pre>
 *
 * <p>Called once for each command that changes a run, on the thread of that command.
 */
@FunctionalInterface
public interface EngineFactory {
  /** An engine on the journal of this set-up. */
  Engine engineFor(Setup setup);
}
