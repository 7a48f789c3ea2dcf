package dev.interlock;

import dev.interlock.record.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The bodies and checks of one run that are at work right now. Safe for many threads. */
final class Bodies {
  private static final String TIMEOUT = "timeout";
  private static final String GRACE = "grace";

  private static final String VIOLATION = "Violation";

  private final Time time;
  private final Duration grace;
  private final Set<AtWork> atWork = new LinkedHashSet<>();
  private int begun;
  private boolean stopped;

  Bodies(Host host) {
    this.time = host.time();
    this.grace = host.grace();
  }

  /**
   * Something of the host's to be run.
   *
   * @param attempt which attempt of its step it is
   * @param timeout how long it may take
   * @param work does it, on the executor, and gives what is then done as a message
   * @param failing is done as a message instead, if it took too long or did what nobody may
   */
  record Job(
      String path,
      int attempt,
      Optional<Duration> timeout,
      Function<AtWork, Runnable> work,
      Consumer<Failure> failing) {}

  /** One job at work. What changes of it is guarded by the lock of its bodies. */
  static final class AtWork {
    private final Job job;
    private final int number;
    private final Optional<Instant> deadline;
    private final long began;
    private @Nullable Thread thread = Thread.currentThread();
    private @Nullable Instant graceEnds;
    private boolean abandoned;
    private boolean late;
    private @Nullable String violation;

    private AtWork(Job job, int number, Optional<Instant> deadline, long began) {
      this.job = job;
      this.number = number;
      this.deadline = deadline;
      this.began = began;
    }

    Job job() {
      return job;
    }

    /** Until when it may take, if that is limited. */
    Optional<Instant> deadline() {
      return deadline;
    }

    private String named(String what) {
      return what + " " + number;
    }
  }

  /** A job begins on this thread; none may after a stop. */
  synchronized Optional<AtWork> begin(Job job) {
    if (stopped) {
      return Optional.empty();
    }
    AtWork at = new AtWork(job, begun++, job.timeout().map(time.now()::plus), time.nanos());
    atWork.add(at);
    return Optional.of(at);
  }

  /**
   * A job has ended on this thread, which nobody interrupts for it any more.
   *
   * @return whether somebody still waits for it
   */
  synchronized boolean finish(AtWork at) {
    at.thread = null;
    at.late = isLate(at);
    Thread.interrupted();
    return !at.abandoned;
  }

  /** Whether either clock says so, though no timer may have fired yet. */
  private boolean isLate(AtWork at) {
    return at.deadline.isPresent()
        && (!time.now().isBefore(at.deadline.get())
            || time.nanos() - at.began >= at.job.timeout().orElseThrow().toNanos());
  }

  /** What came of a job is dealt with. */
  synchronized void end(AtWork at) {
    atWork.remove(at);
  }

  /** A job did what nobody may. */
  synchronized void violated(AtWork at, String what) {
    at.violation = what;
  }

  /** Why what a job gave does not count, if it does not. */
  synchronized Optional<Failure> breach(AtWork at) {
    if (at.violation != null) {
      return Optional.of(Failure.of(Failure.Kind.BUSINESS_RULE, VIOLATION, at.violation));
    }
    boolean counts = at.graceEnds == null && !at.late;
    return counts ? Optional.empty() : Optional.of(tooLate(at));
  }

  /** Whether it says that a job did what nobody may, which no run goes on without. */
  static boolean isViolation(Failure why) {
    return why.type().equals(VIOLATION);
  }

  private static Failure tooLate(AtWork at) {
    String limit = at.job.timeout().map(time -> "within " + time).orElse("before the run's end");
    return Failure.of(Failure.Kind.TRANSIENT, "Timeout", "there was no result " + limit);
  }

  /** Lets no other begin. */
  synchronized void stop() {
    stopped = true;
  }

  synchronized boolean areDone() {
    return atWork.isEmpty();
  }

  /** When these jobs are to be looked at again. */
  synchronized List<Walk.Timer> timers() {
    List<Walk.Timer> timers = new ArrayList<>();
    for (AtWork at : atWork) {
      if (at.graceEnds != null) {
        timers.add(new Walk.Timer(at.named(GRACE), at.graceEnds));
      } else if (at.deadline.isPresent()) {
        timers.add(new Walk.Timer(at.named(TIMEOUT), at.deadline.get()));
      }
    }
    return timers;
  }

  /** Tells every job to end that is over its time. */
  synchronized void interruptOverdue(Deadlines.OfRun deadlines) {
    for (AtWork at : atWork) {
      if (at.deadline.isPresent() && deadlines.passed(at.named(TIMEOUT), at.deadline.get())) {
        interrupt(at);
      }
    }
  }

  /** Tells every job to end at such a path. */
  synchronized void interrupt(Predicate<String> path) {
    atWork.stream().filter(at -> path.test(at.job.path())).forEach(this::interrupt);
  }

  private void interrupt(AtWork at) {
    if (at.graceEnds == null && at.thread != null) {
      at.graceEnds = time.now().plus(grace);
      at.thread.interrupt();
    }
  }

  /** Gives up every job that went on after it was told to end. */
  synchronized List<AtWork> abandon(Deadlines.OfRun deadlines) {
    List<AtWork> given = new ArrayList<>();
    for (AtWork at : atWork) {
      boolean over = at.graceEnds != null && deadlines.passed(at.named(GRACE), at.graceEnds);
      if (over && at.thread != null) {
        at.abandoned = true;
        given.add(at);
      }
    }
    given.forEach(atWork::remove);
    return given;
  }
}
