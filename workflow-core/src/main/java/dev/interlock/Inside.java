package dev.interlock;

import dev.interlock.record.Failure;
import dev.interlock.record.FailureException;
import dev.interlock.record.WorkflowException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Knows what code of a definition this thread is inside of, so that none starts, resumes, answers
 * or calls off anything: the order of a run is the engine's. Safe for many threads.
 */
final class Inside {
  private static final ThreadLocal<@Nullable Inside> HERE = new ThreadLocal<>();

  private final String path;
  private final Consumer<String> violated;

  private Inside(String path, Consumer<String> violated) {
    this.path = path;
    this.violated = violated;
  }

  /** Does the work of a job. */
  static Runnable work(RunTask task, Bodies.AtWork at) {
    Inside outer = HERE.get();
    Bodies.Job job = at.job();
    HERE.set(new Inside(job.path(), what -> task.violated(at, what)));
    try {
      return job.work().apply(at);
    } finally {
      back(outer);
    }
  }

  /**
   * Calls what a definition says is a pure function.
   *
   * @param violated is told what it did that nobody may
   * @throws FailureException if it did, whatever it gave
   */
  static <T> T pure(String path, Consumer<String> violated, Callable<T> function) throws Exception {
    List<String> told = new ArrayList<>();
    Inside outer = HERE.get();
    HERE.set(new Inside(path, told::add));
    try {
      T gave = function.call();
      if (!told.isEmpty()) {
        throw new FailureException(Failure.Kind.BUSINESS_RULE, told.get(0));
      }
      return gave;
    } finally {
      back(outer);
      told.stream().limit(1).forEach(violated);
    }
  }

  /** Does something of the engine's own, on whichever thread. */
  static void outside(Runnable action) {
    Inside outer = HERE.get();
    HERE.remove();
    try {
      action.run();
    } finally {
      back(outer);
    }
  }

  private static void back(@Nullable Inside outer) {
    if (outer == null) {
      HERE.remove();
    } else {
      HERE.set(outer);
    }
  }

  /**
   * Refuses what no body may do, has it recorded, and lets its step fail.
   *
   * @throws WorkflowException if this thread is inside a body, a check, a rule or a policy
   */
  static void refuse(String what) {
    Inside here = HERE.get();
    if (here != null) {
      String says = "the code of '" + here.path + "' told the engine to " + what;
      here.violated.accept(says);
      throw new WorkflowException(says + ", which only the host may");
    }
  }
}
