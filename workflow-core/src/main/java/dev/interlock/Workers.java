package dev.interlock;

import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Runs bodies, channels and listeners on the host's executor.
 *
 * <p>What a run does next is done by the same thread where it can be, one after the other and not
 * one inside the other: any executor works, a direct one included, and its stack stays flat. Safe
 * for many threads.
 */
final class Workers {
  private static final ThreadLocal<@Nullable Worker> CURRENT = new ThreadLocal<>();

  private final Executor executor;
  private final boolean direct;

  Workers(Executor executor) {
    this.executor = executor;
    this.direct = runsAtOnce(executor);
  }

  /** Whether the executor runs everything on the calling thread before it returns. */
  boolean isDirect() {
    return direct;
  }

  /**
   * Does the task on the executor, for nobody in particular.
   *
   * @throws java.util.concurrent.RejectedExecutionException if the executor takes no more
   */
  void execute(Runnable task) {
    executor.execute(task);
  }

  /**
   * Does the task for a run: after the present one if this thread works for that run and has
   * nothing next, else on the executor.
   *
   * @throws java.util.concurrent.RejectedExecutionException if the executor takes no more
   */
  void dispatch(Object run, Runnable task) {
    Worker here = CURRENT.get();
    if (here != null && here.run == run && here.next == null) {
      here.next = task;
    } else {
      executor.execute(new Worker(run, task));
    }
  }

  /**
   * Does what somebody outside the engine asked for, who may be at it inside a task: what is
   * dispatched meanwhile does not wait for that task where there are other threads.
   */
  void onRequest(Runnable request) {
    Worker here = CURRENT.get();
    if (direct || here == null) {
      request.run();
      return;
    }
    CURRENT.remove();
    try {
      request.run();
    } finally {
      CURRENT.set(here);
    }
  }

  /** Whether this thread is inside a task of that run. */
  static boolean isWorkingFor(Object run) {
    Worker here = CURRENT.get();
    return here != null && here.run == run;
  }

  private static boolean runsAtOnce(Executor executor) {
    Thread caller = Thread.currentThread();
    boolean[] atOnce = {false};
    executor.execute(
        () -> {
          if (Thread.currentThread() == caller) {
            atOnce[0] = true;
          }
        });
    return atOnce[0];
  }

  private static final class Worker implements Runnable {
    private final Object run;
    private @Nullable Runnable next;

    Worker(Object run, Runnable first) {
      this.run = run;
      this.next = first;
    }

    @Override
    public void run() {
      Worker outer = CURRENT.get();
      CURRENT.set(this);
      try {
        while (next != null) {
          Runnable task = next;
          next = null;
          task.run();
        }
      } finally {
        if (outer == null) {
          CURRENT.remove();
        } else {
          CURRENT.set(outer);
        }
      }
    }
  }
}
