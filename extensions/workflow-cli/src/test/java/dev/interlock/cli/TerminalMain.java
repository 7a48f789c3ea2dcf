package dev.interlock.cli;

import java.util.List;

/** The command line of the greeting, for a process of its own. */
final class TerminalMain {
  private TerminalMain() {}

  /** Does what was typed. */
  public static void main(String[] args) {
    System.exit(
        InterlockCommand.of(setup -> setup.engine().build(), List.of(Greeting.command()))
            .named("./interlock")
            .execute(args));
  }
}
