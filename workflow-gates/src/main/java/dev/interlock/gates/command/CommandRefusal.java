package dev.interlock.gates.command;

import java.util.List;

/**
 * A command that was not run. Immutable.
 *
 * @param kind {@code command.refused}
 * @param id which command it was
 * @param argv what was asked for, the program first; each at most 1,024 characters of it
 * @param reason why not
 */
public record CommandRefusal(String kind, String id, List<String> argv, String reason)
    implements CommandOutcome {
  /** The kind of a refusal. */
  public static final String KIND = "command.refused";

  /** Copies the list. */
  public CommandRefusal {
    argv = List.copyOf(argv);
  }

  @Override
  public boolean succeeded() {
    return false;
  }

  @Override
  public String says() {
    return "the command was refused: " + reason;
  }
}
