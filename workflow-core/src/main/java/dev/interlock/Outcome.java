package dev.interlock;

import dev.interlock.record.Failure;
import dev.interlock.record.Principal;
import dev.interlock.record.RunId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How a run was left. Completed, Rejected, Failed and Cancelled are ends and never change; Waiting
 * and Stopped are not. Immutable.
 *
 * @param <O> the type of the workflow's result
 */
public sealed interface Outcome<O> {

  /** It ended with a value. */
  record Completed<O>(O value) implements Outcome<O> {}

  /** Nothing goes on before somebody acts. */
  record Waiting<O>(List<Cause> causes) implements Outcome<O> {}

  /** A gate or a check said no: it was denied, it expired, or it did not pass. */
  record Rejected<O>(String path, String reason) implements Outcome<O> {}

  /** A step failed in a way that ends the run. */
  record Failed<O>(String path, Failure failure) implements Outcome<O> {}

  /** Somebody called it off. */
  record Cancelled<O>(Principal by) implements Outcome<O> {}

  /**
   * The journal was lost, a sink failed or the executor takes no more: nothing further happens in
   * this process and nothing more is known. Not an end: a later resume goes on from what is
   * durable.
   */
  record Stopped<O>(Failure failure) implements Outcome<O> {}

  /** What a waiting run waits for. */
  sealed interface Cause {
    /** Where in the definition. */
    String path();

    /** A gate is open; {@link Engine#decide} answers it. */
    record OpenGate(GateRequest request) implements Cause {
      @Override
      public String path() {
        return request.gate();
      }
    }

    /** A step failed in a way that may pass; {@code resume} with a principal tries again. */
    record FailedStep(String path, Failure failure) implements Cause {}

    /**
     * Nobody knows whether the effect of a step happened; {@link Engine#reconcile} takes a person's
     * word.
     */
    record StepInDoubt(String path, int attempt) implements Cause {}

    /** A value from outside is asked for; {@link Engine#submit} takes it. */
    record OpenSubmission(Submission.Request request) implements Cause {
      @Override
      public String path() {
        return request.path();
      }
    }

    /** An effect could not be undone; {@code resume} with a principal tries again. */
    record FailedCompensation(String path, Failure failure) implements Cause {}

    /** The run goes on by itself at that time, or when {@link Engine#runDue} is called after it. */
    record Paused(String path, Instant due) implements Cause {}

    /** A run of another workflow has not ended. */
    record OpenChild(String path, RunId run) implements Cause {}
  }

  /** The workflow's result, if the run completed. */
  default Optional<O> result() {
    return this instanceof Completed<O> completed
        ? Optional.of(completed.value())
        : Optional.empty();
  }
}
