package dev.interlock.gates.command;

import dev.interlock.Evidence;
import dev.interlock.record.Failure;
import dev.interlock.record.FailureException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Starts and stops what is to go on when its step is over, such as a server: a program that the
 * allowlist calls a {@code service}. It is started as any other command is, without a time after
 * which it would be killed. Immutable; safe for many threads.
 */
public final class ServiceRunner {
  private static final Duration KILLING = Duration.ofSeconds(2);

  private final CommandRunner runner;

  private ServiceRunner(CommandRunner runner) {
    this.runner = runner;
  }

  /** Services among the commands of this. */
  public static ServiceRunner of(CommandRunner runner) {
    return new ServiceRunner(runner);
  }

  /**
   * Starts a service and writes down that it did.
   *
   * @param command what to start; its timeout and its exit codes are of no account
   * @param output the file to which all that it writes is added
   * @throws FailureException if it is refused or cannot be started: PERMISSION
   */
  public Service start(Command command, Path output, Evidence evidence) {
    String id = CommandRunner.id();
    try {
      CommandRunner.Prepared prepared = runner.prepared(command, id);
      Admitted admitted = prepared.admitted();
      Process process =
          Launcher.startService(
              prepared.argv(), admitted.environment(), admitted.directory(), output);
      Service service =
          new Service(
              Service.KIND,
              id,
              admitted.argv(),
              admitted.file().sha256(),
              admitted.directory().toString(),
              admitted.environment().keySet().stream().sorted().toList(),
              prepared.sandbox(),
              process.pid());
      evidence.add(service);
      return service;
    } catch (Refused e) {
      throw refused(CommandRunner.refusal(command, id, e.reason()), evidence);
    } catch (IOException e) {
      String reason = String.valueOf(e.getMessage());
      throw refused(CommandRunner.refusal(command, id, reason), evidence);
    }
  }

  private static FailureException refused(CommandRefusal refusal, Evidence evidence) {
    evidence.add(refusal);
    return CommandRunner.failure(refusal);
  }

  /** Whether its process is there; another one that has got its number does not count. */
  public static boolean isRunning(Service service) {
    return process(service).isPresent();
  }

  private static Optional<ProcessHandle> process(Service service) {
    return ProcessHandle.of(service.pid())
        .filter(handle -> Proc.hasInEnvironment(service.id(), service.pid()))
        .filter(ProcessHandle::isAlive)
        .filter(handle -> !Proc.isZombie(service.pid()));
  }

  /**
   * Kills a service and all that can be found of what it started. One that has ended already is
   * left as it is.
   *
   * @throws FailureException if something of it could not be killed
   */
  public static void stop(Service service) {
    Optional<ProcessHandle> process = process(service);
    if (process.isPresent()
        && new ProcessTree(process.get(), service.id(), 0).kill(KILLING).unkilled() > 0) {
      throw new FailureException(
              Failure.Kind.UNKNOWN, "'" + service.argv().get(0) + "' could not be stopped")
          .toCheck("the processes with INTERLOCK_COMMAND=" + service.id());
    }
  }
}
