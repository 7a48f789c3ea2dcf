package dev.interlock.gates.command;

import java.io.FileInputStream;
import java.nio.file.Path;

/** Runs a command that looks for a terminal, from a process that has one. */
public final class OnATerminal {
  private OnATerminal() {}

  /**
   * Says whether the process itself has a terminal, and what the command said of it.
   *
   * @param args a folder
   */
  public static void main(String[] args) throws Exception {
    new FileInputStream("/dev/tty").close();
    System.out.println("host: has one");
    CommandResult result =
        new Workbench(Path.of(args[0])).shell().script("LC_ALL=C; : </dev/tty; cat /dev/tty");
    System.out.println(result.stderr().head());
  }
}
