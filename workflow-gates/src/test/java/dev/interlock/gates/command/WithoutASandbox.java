package dev.interlock.gates.command;

import java.nio.file.Path;

/** Runs a command with each wish for a sandbox, and says what came of it. */
final class WithoutASandbox {
  private WithoutASandbox() {}

  /**
   * Runs.
   *
   * @param args the folder to work in
   */
  public static void main(String[] args) {
    for (String wish : new String[] {"required", "preferred", "none"}) {
      Workbench bench = new Workbench(Path.of(args[0], wish)).sandbox(wish).shell();
      CommandOutcome outcome = bench.attempt(Workbench.sh(), "-c", "echo ran > here");
      System.out.println(
          wish
              + ": "
              + (outcome instanceof CommandResult result ? result.sandbox() : outcome.says()));
    }
  }
}
