package dev.interlock.gates.command;

import java.util.List;

/**
 * A process that goes on when the step that started it is over. Immutable.
 *
 * @param kind {@code command.launched}
 * @param id which command it was; also the value of {@code INTERLOCK_COMMAND} in its environment
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

  /** Copies the lists. */
  public Service {
    argv = List.copyOf(argv);
    environment = List.copyOf(environment);
  }
}
