package dev.interlock.gates.command;

import dev.interlock.gates.command.CommandResult.Ending;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Runs one command to its end, which comes at the latest two seconds after its time is up. Use from
 * one thread.
 */
final class Supervision {
  private static final Duration GRACE = Duration.ofMillis(250);
  private static final Duration KILLING = Duration.ofSeconds(1);
  private static final long PUMPING_MILLIS = 400;
  private static final long SHORTEST_LOOK = 5;
  private static final long LONGEST_LOOK = 100;

  private final Admitted admitted;
  private final String id;
  private final String sandbox;
  private final KeptOutput stdout;
  private final KeptOutput stderr;

  Supervision(Admitted admitted, String id, String sandbox, Consumer<String> lines) {
    this.admitted = admitted;
    this.id = id;
    this.sandbox = sandbox;
    this.stdout = new KeptOutput(lines);
    this.stderr = new KeptOutput(lines);
  }

  /**
   * Starts it and waits for its end. Interrupted meanwhile, it kills the command and leaves the
   * thread interrupted.
   */
  CommandResult run(List<String> argv, Command command) throws IOException {
    long from = System.nanoTime();
    long since = Proc.now();
    Launcher.Started started =
        Launcher.start(
            argv,
            admitted.environment(),
            admitted.directory(),
            new Launcher.Streams(stdout, stderr));
    ProcessTree tree = new ProcessTree(started.process().toHandle(), id, since);
    Ending ending = await(started.process(), tree, from + command.timeout().toNanos());
    ProcessTree.Left left =
        ending == Ending.EXITED ? tree.endAfter(GRACE, KILLING) : tree.kill(KILLING);
    drained(started);
    long micros = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - from);
    return result(command, replaced(ending), exit(ending, started.process()), left, micros);
  }

  private static Ending await(Process process, ProcessTree tree, long until) {
    long look = SHORTEST_LOOK;
    try {
      while (true) {
        long left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
        if (left <= 0) {
          return Ending.TIMEOUT;
        }
        if (process.waitFor(Math.min(look, left), TimeUnit.MILLISECONDS)) {
          return Ending.EXITED;
        }
        tree.look();
        look = Math.min(LONGEST_LOOK, look * 2);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Ending.INTERRUPTED;
    }
  }

  private static void drained(Launcher.Started started) {
    boolean interrupted = Thread.interrupted();
    try {
      started.pumped().get(PUMPING_MILLIS, TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) { // what still comes is passed over
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** The file was another one for a while if the kernel's stamp on it is another one now. */
  private Ending replaced(Ending ending) {
    boolean same = admitted.file().isStill(admitted.program().path());
    return ending == Ending.EXITED && !same ? Ending.REPLACED : ending;
  }

  private static Optional<Integer> exit(Ending ending, Process process) {
    return ending == Ending.EXITED ? Optional.of(process.exitValue()) : Optional.empty();
  }

  private CommandResult result(
      Command command, Ending ending, Optional<Integer> exit, ProcessTree.Left left, long micros) {
    List<String> names = new ArrayList<>(admitted.environment().keySet());
    if (sandbox.equals(CommandRunner.BWRAP)) {
      names.add("PWD");
    }
    return new CommandResult(
        CommandResult.KIND,
        id,
        admitted.argv(),
        admitted.file().sha256(),
        admitted.directory().toString(),
        names.stream().sorted().toList(),
        sandbox,
        ending,
        exit,
        ending == Ending.EXITED
            && left.survivors() == 0
            && exit.filter(command.successes()::contains).isPresent(),
        left.survivors(),
        left.unkilled(),
        micros,
        stdout.taken(),
        stderr.taken());
  }
}
