package dev.interlock.gates.command;

/** What came of a command: it was run, whatever came of that, or it was refused. */
public sealed interface CommandOutcome permits CommandResult, CommandRefusal {
  /** {@code command.executed} or {@code command.refused}. */
  String kind();

  /** Which command it was: 32 hex digits, made anew for each. */
  String id();

  /** Whether it was run, ended by itself, left nothing behind and gave an exit code that counts. */
  boolean succeeded();

  /** What happened, in one sentence that names no value. */
  String says();
}
