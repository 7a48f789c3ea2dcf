package dev.interlock.gates.command;

import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * All processes that a command has started, as far as they can be found: its descendants, whoever
 * was one when somebody looked, whoever is in its session, has its cookie in the environment, or
 * holds the pipe that it writes to. Use from one thread.
 */
final class ProcessTree {
  private static final long PAUSE_MILLIS = 10;

  private final ProcessHandle root;
  private final String cookie;
  private final long since;
  private final Set<String> pipes;
  private final Set<ProcessHandle> seen = new LinkedHashSet<>();

  /**
   * The tree below a process.
   *
   * @param cookie a text that it has in its environment: an id of a command, never less
   * @param since when it was not started yet, by {@link Proc#now()}
   */
  ProcessTree(ProcessHandle root, String cookie, long since) {
    this.root = root;
    this.cookie = Service.requireId(cookie);
    this.since = since;
    this.pipes = Proc.pipes(root.pid());
  }

  /** Who was left over when a command had ended, and who of them could not be killed. */
  record Left(int survivors, int unkilled) {}

  /** Remembers who is below the root now. */
  void look() {
    seen.removeIf(handle -> !handle.isAlive());
    root.descendants().forEach(seen::add);
  }

  /** Who of them is alive; the root itself is not among them. */
  private Set<ProcessHandle> alive() {
    look();
    Set<ProcessHandle> alive = new LinkedHashSet<>(seen);
    Set<Long> holders = new HashSet<>();
    Proc.since(
        since,
        pid -> {
          if (pid != root.pid() && isOurs(pid)) {
            ProcessHandle.of(pid).ifPresent(alive::add);
          } else if (pid != root.pid() && holds(pid)) {
            holders.add(pid);
          }
        });
    if (!holders.isEmpty()) { // one that is just being started has it for a moment, by inheritance
      pause();
      holders.removeIf(pid -> !holds(pid));
      holders.forEach(pid -> ProcessHandle.of(pid).ifPresent(alive::add));
    }
    alive.removeIf(handle -> !handle.isAlive() || Proc.isZombie(handle.pid()));
    return alive;
  }

  private boolean isOurs(long pid) {
    return Proc.isInSessionOf(root.pid(), pid) || Proc.hasInEnvironment(cookie, pid);
  }

  private boolean holds(long pid) {
    long self = ProcessHandle.current().pid();
    return pid != self && !(self != 1 && Proc.isChildOf(self, pid)) && Proc.holds(pipes, pid);
  }

  /** Waits for them to end by themselves, so long; whoever does not is killed. */
  Left endAfter(Duration grace, Duration atMost) {
    long until = System.nanoTime() + grace.toNanos();
    Set<ProcessHandle> left = alive();
    while (!left.isEmpty() && System.nanoTime() < until) {
      pause();
      left = alive();
    }
    return left.isEmpty() ? new Left(0, 0) : killing(left, atMost);
  }

  /** Kills all of them and the root, again and again until none is found twice in a row. */
  Left kill(Duration atMost) {
    look();
    root.destroyForcibly();
    return killing(seen, atMost);
  }

  private Left killing(Set<ProcessHandle> first, Duration atMost) {
    long until = System.nanoTime() + atMost.toNanos();
    Set<ProcessHandle> killed = new HashSet<>();
    Set<ProcessHandle> left = Set.copyOf(first);
    int quiet = 0;
    while (quiet < 2 && System.nanoTime() < until) {
      left.forEach(ProcessHandle::destroyForcibly);
      killed.addAll(left);
      pause();
      left = alive();
      quiet = left.isEmpty() ? quiet + 1 : 0;
    }
    return new Left(killed.size(), left.size());
  }

  private static void pause() {
    boolean interrupted = Thread.interrupted();
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
