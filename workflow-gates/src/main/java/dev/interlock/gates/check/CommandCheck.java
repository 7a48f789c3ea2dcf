package dev.interlock.gates.check;

import dev.interlock.Check;
import dev.interlock.Verdict;
import dev.interlock.gates.command.Command;
import dev.interlock.gates.command.CommandOutcome;
import dev.interlock.gates.command.CommandRunner;

/**
 * A command succeeds when it is run by the check itself; its evidence is what came of it. Safe for
 * many threads.
 */
public final class CommandCheck implements Check<Command> {
  private final CommandRunner runner;

  private CommandCheck(CommandRunner runner) {
    this.runner = runner;
  }

  /** Commands run by this. */
  public static CommandCheck by(CommandRunner runner) {
    return new CommandCheck(runner);
  }

  @Override
  public Verdict examine(Command command) {
    CommandOutcome outcome = runner.attempt(command);
    return Verdict.of(outcome.succeeded(), outcome.says(), (Record) outcome);
  }
}
