package dev.interlock.cli;

import dev.interlock.Approvers;
import dev.interlock.record.Presence;
import java.util.List;

/** The command lines of tests, for a process of its own. */
final class TerminalMain {
  private TerminalMain() {}

  /** Does what was typed. */
  public static void main(String[] args) {
    System.exit(
        InterlockCommand.of(
                setup -> setup.engine().build(),
                List.of(
                    Greeting.command(),
                    Signed.command("pair", Approvers.all("security", "ops")),
                    Signed.command("signed", Approvers.confirmedBy("ops").atLeast(Presence.KEY))))
            .named("./interlock")
            .execute(args));
  }
}
