package dev.interlock;

import dev.interlock.record.Event;
import dev.interlock.record.Failure;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Undoes the effects of one run that ends otherwise than completed, the latest first. */
final class Compensations {
  private final RunTask task;
  private final Values values;

  Compensations(RunTask task, Values values) {
    this.task = task;
    this.values = values;
  }

  /** The effect that is to be undone next. */
  Optional<Ready.ToCompensate> next(Found walk) {
    List<String> latestFirst = new ArrayList<>(task.facts().gave());
    Collections.reverse(latestFirst);
    return latestFirst.stream()
        .flatMap(path -> walk.undoable().stream().filter(undo -> undo.path().equals(path)))
        .filter(
            undo ->
                !(task.facts().compensationAt(undo.path()).orElse(null)
                    instanceof Event.CompensationCompleted))
        .findFirst();
  }

  /** Whether a person must say to try again. */
  boolean hasFailed(Ready.ToCompensate undo) {
    return task.facts().compensationAt(undo.path()).orElse(null)
        instanceof Event.CompensationFailed;
  }

  /** Announces it and has it done once that is durable. */
  void begin(Ready.ToCompensate undo) {
    String path = undo.path();
    int attempt = attempt(path);
    StepOptions options = undo.step().options();
    StepOptions.Compensation compensation = options.compensation().orElseThrow();
    StepRunner runner = task.progress().steps().runner(undo.step(), path, undo.frame());
    Held effect = values.effect(undo.step(), path);
    task.log().append(new Event.CompensationStarted(path, attempt));
    task.launch(
        new Bodies.Job(
            path,
            attempt,
            options.timeout(),
            at -> {
              Attempt now = new Attempt(attempt, task.progress().steps().key(path), at.deadline());
              Supplier<Object[]> in =
                  () ->
                      compensation.ofResult() ? new Object[] {effect.read()} : runner.decoded(now);
              Runnable told = undone(compensation, in, path, attempt);
              runner.close();
              return told;
            },
            why -> {
              runner.close();
              failed(path, attempt, why);
            }));
  }

  private int attempt(String path) {
    Event.AtPath last = task.facts().compensationAt(path).orElse(null);
    return last instanceof Event.CompensationStarted started
        ? started.attempt() + 1
        : last instanceof Event.CompensationFailed failed ? failed.attempt() + 1 : 1;
  }

  private Runnable undone(
      StepOptions.Compensation compensation, Supplier<Object[]> in, String path, int attempt) {
    try {
      compensation.undo().with(in.get());
      return () -> task.log().append(new Event.CompensationCompleted(path, attempt));
    } catch (LostBlob e) {
      throw e;
    } catch (Throwable e) { // whatever it throws, it is not undone
      Failure why = Failures.of(e);
      return () -> failed(path, attempt, why);
    }
  }

  private void failed(String path, int attempt, Failure why) {
    task.log()
        .append(new Event.CompensationFailed(path, attempt, why.kind(), why.type(), why.message()));
  }
}
