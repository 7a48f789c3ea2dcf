package dev.interlock.gates.command;

import dev.interlock.record.WorkflowException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * What is to be run: a program and its arguments, as bytes that reach it unchanged. Nothing in it
 * is looked at by a shell.
 *
 * <p>Immutable; every call returns a new object.
 *
 * @param executable the absolute real path of the program, as it stands in the allowlist
 * @param arguments what it is given, without the program itself
 * @param directory where it runs, relative to the workspace
 * @param timeout how long it may take, from 1 ms to 24 hours
 * @param successes the exit codes that count as success, each from 0 to 255
 */
public record Command(
    String executable,
    List<String> arguments,
    Path directory,
    Duration timeout,
    Set<Integer> successes) {
  private static final Duration STANDARD = Duration.ofMinutes(5);
  private static final Duration LONGEST = Duration.ofHours(24);

  /**
   * Checks that it could be run at all.
   *
   * @throws WorkflowException if something is null, the directory is absolute, the timeout is out
   *     of its range, or no exit code is a success
   */
  public Command {
    Objects.requireNonNull(executable, "executable");
    if (arguments.stream().anyMatch(Objects::isNull)) {
      throw new WorkflowException("the arguments of '" + executable + "' hold a null");
    }
    arguments = List.copyOf(arguments);
    successes = Set.copyOf(successes);
    if (directory.isAbsolute()) {
      throw new WorkflowException(
          "the directory '" + directory + "' of a command is relative to the workspace");
    }
    if (timeout.toMillis() < 1 || timeout.compareTo(LONGEST) > 0) {
      throw new WorkflowException("a command's timeout is from 1 ms to 24 hours");
    }
    if (successes.isEmpty() || successes.stream().anyMatch(code -> code < 0 || code > 255)) {
      throw new WorkflowException("a command needs exit codes from 0 to 255 that are a success");
    }
  }

  /** In the workspace itself, for up to 5 minutes; exit code 0 is a success. */
  public static Command of(String executable, String... arguments) {
    return of(executable, List.of(arguments));
  }

  /** The same with a list of arguments. */
  public static Command of(String executable, List<String> arguments) {
    return new Command(executable, arguments, Path.of(""), STANDARD, Set.of(0));
  }

  /** The same, in this directory of the workspace. */
  public Command in(Path relative) {
    return new Command(executable, arguments, relative, timeout, successes);
  }

  /** The same, for at most so long; then it is killed with all that it started. */
  public Command within(Duration time) {
    return new Command(executable, arguments, directory, time, successes);
  }

  /** The same, with these exit codes as a success and no others. */
  public Command succeedingWith(Set<Integer> codes) {
    return new Command(executable, arguments, directory, timeout, codes);
  }
}
