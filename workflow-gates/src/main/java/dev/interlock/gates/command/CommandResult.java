package dev.interlock.gates.command;

import java.util.List;
import java.util.Optional;

/**
 * A command that was run. Immutable.
 *
 * @param kind {@code command.executed}
 * @param id which command it was; also the value of {@code INTERLOCK_COMMAND} in its environment
 * @param argv what was run, the program first, with what its profile put in front; without what
 *     starts it in a session or sandbox
 * @param sha256 the digest of the program's file, as it was checked right before
 * @param cwd where it ran, absolute
 * @param environment the names of its variables, in order; never their values
 * @param sandbox {@code bwrap} or {@code none}
 * @param ending how it ended
 * @param exit its exit code, if it ended by itself
 * @param succeeded whether it ended by itself, with an exit code that counts, and left nothing
 *     behind
 * @param survivors processes that were still there when it had ended, and were killed
 * @param unkilled those of them that could not be killed
 * @param tookMicros from its start to its end, in microseconds
 * @param stdout what it wrote to standard output
 * @param stderr what it wrote to standard error
 */
public record CommandResult(
    String kind,
    String id,
    List<String> argv,
    String sha256,
    String cwd,
    List<String> environment,
    String sandbox,
    Ending ending,
    Optional<Integer> exit,
    boolean succeeded,
    int survivors,
    int unkilled,
    long tookMicros,
    Output stdout,
    Output stderr)
    implements CommandOutcome {
  /** The kind of a command that was run. */
  public static final String KIND = "command.executed";

  /** How a command ended. */
  public enum Ending {
    /** By itself. */
    EXITED,
    /** It took too long and was killed: a failure whatever its exit code. */
    TIMEOUT,
    /** The thread that waited for it was interrupted, and it was killed. */
    INTERRUPTED,
    /** Its program's file was another one when it had ended than when it was checked. */
    REPLACED
  }

  /**
   * One of its streams.
   *
   * @param size how many bytes it wrote
   * @param sha256 their digest, of all of them
   * @param head the first 64 KiB as text; what is no UTF-8 in it is U+FFFD
   * @param truncated whether there was more
   */
  public record Output(long size, String sha256, String head, boolean truncated) {}

  /** Copies the lists. */
  public CommandResult {
    argv = List.copyOf(argv);
    environment = List.copyOf(environment);
  }

  @Override
  public String says() {
    String program = "'" + argv.get(0) + "'";
    return switch (ending) {
      case TIMEOUT -> program + " took too long and was killed" + left();
      case INTERRUPTED -> program + " was interrupted and killed" + left();
      case REPLACED -> program + " was replaced while it ran";
      case EXITED ->
          survivors > 0
              ? program + " left processes behind" + left()
              : program + " ended with exit code " + exit.map(String::valueOf).orElse("unknown");
    };
  }

  private String left() {
    return unkilled > 0
        ? "; " + unkilled + " of its processes could not be killed"
        : survivors > 0 ? "; " + survivors + " were killed" : "";
  }
}
