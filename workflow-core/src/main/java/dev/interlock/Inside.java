package dev.interlock;

import dev.interlock.record.WorkflowException;
import org.jspecify.annotations.Nullable;

/**
 * Knows which job this thread is inside of, so that no body starts, resumes, answers or calls off
 * anything: the order of a run is the engine's. Safe for many threads.
 */
final class Inside {
  private static final ThreadLocal<@Nullable Inside> HERE = new ThreadLocal<>();

  private final RunTask task;
  private final Bodies.AtWork at;

  private Inside(RunTask task, Bodies.AtWork at) {
    this.task = task;
    this.at = at;
  }

  /** Does the work of a job. */
  static Runnable work(RunTask task, Bodies.AtWork at) {
    Inside outer = HERE.get();
    HERE.set(new Inside(task, at));
    try {
      return at.job().work().apply(at);
    } finally {
      if (outer == null) {
        HERE.remove();
      } else {
        HERE.set(outer);
      }
    }
  }

  /**
   * Refuses what no body may do, has it recorded, and lets its step fail.
   *
   * @throws WorkflowException if this thread is inside a body or a check
   */
  static void refuse(String what) {
    Inside here = HERE.get();
    if (here != null) {
      String path = here.at.job().path();
      String says = "the body or check of '" + path + "' told the engine to " + what;
      here.task.violated(here.at, says);
      throw new WorkflowException(says + ", which only the host may");
    }
  }
}
