package dev.interlock.gates.command;

import dev.interlock.record.WorkflowException;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A process that goes on when the step that started it is over. Immutable.
 *
 * @param kind {@code command.launched}
 * @param id which command it was; 32 hex digits, also the value of {@code INTERLOCK_COMMAND} in its
 *     environment
 * @param argv what was started, the program first
 * @param sha256 the digest of the program's file, as it was checked right before
 * @param cwd where it runs, absolute
 * @param environment the names of its variables, in order; never their values
 * @param sandbox {@code bwrap} or {@code none}
 * @param pid its number; another process may have it once this one has ended
 */
public record Service(
    String kind,
    String id,
    List<String> argv,
    String sha256,
    String cwd,
    List<String> environment,
    String sandbox,
    long pid) {
  /** The kind of a service that was started. */
  public static final String KIND = "command.launched";

  private static final Pattern ID = Pattern.compile("[0-9a-f]{32}");

  /**
   * Copies the lists.
   *
   * @throws WorkflowException if the id is not 32 hex digits in lower case: processes are found by
   *     it, and part of one would find those of others
   */
  public Service {
    requireId(id);
    argv = List.copyOf(argv);
    environment = List.copyOf(environment);
  }

  /** The id of a command as it is made here, and nothing else. */
  static String requireId(String id) {
    if (!ID.matcher(id).matches()) {
      throw new WorkflowException("'" + id + "' is no id of a command: 32 hex digits");
    }
    return id;
  }
}
