package dev.interlock;

import dev.interlock.record.Event;
import dev.interlock.record.Failure;
import dev.interlock.record.FailureException;
import dev.interlock.record.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Runs one attempt of a step: body, expectations, checks. What comes out says what happened; it
 * reaches nothing else. Use from one thread.
 */
final class StepRunner {
  private final RecordedForm form;
  private final Time time;
  private final Node.Step step;
  private final String path;
  private final List<Function<Attempt, Object>> inputs;
  private final EvidenceLog evidence;

  StepRunner(
      Host host,
      Node.Step step,
      String path,
      List<Function<Attempt, Object>> inputs,
      EvidenceLog evidence) {
    this.form = host.form();
    this.time = host.time();
    this.step = step;
    this.path = path;
    this.inputs = inputs;
    this.evidence = evidence;
  }

  /**
   * What came of an attempt.
   *
   * @param seen what the body wrote, where it gave nothing
   * @param failedChecks what did not hold
   * @param completed what it gave, checked
   * @param failure why it gave nothing
   * @param interrupted whether it was interrupted, so that nobody knows how far it came
   * @param gave what the body gave, whether it counts or not
   */
  record Ran(
      List<Json> seen,
      List<Event> failedChecks,
      Optional<Event.StepCompleted> completed,
      Optional<Failure> failure,
      boolean interrupted,
      Optional<Json> gave) {}

  /** Runs the body and all that examines it. */
  Ran run(Attempt attempt) {
    List<Event> failedChecks = new ArrayList<>();
    Optional<Json> gave = Optional.empty();
    try {
      long from = time.nanos();
      Object[] in = decoded(attempt);
      Json value = record(step.body().with(in));
      gave = Optional.of(value);
      List<Event.CheckResult> checks = examine(attempt, value, failedChecks);
      long micros = Math.max(0, (time.nanos() - from) / 1_000);
      Event.StepCompleted completed =
          new Event.StepCompleted(path, attempt.number(), value, checks, evidence.close(), micros);
      return new Ran(
          List.of(), failedChecks, Optional.of(completed), Optional.empty(), false, gave);
    } catch (LostBlob e) { // which is no failure of the body, and nothing goes on
      throw e;
    } catch (Throwable e) { // whatever a body throws is its failure, and not the engine's
      Optional<Failure> why = Optional.of(Failures.of(e));
      return new Ran(
          evidence.close(), failedChecks, Optional.empty(), why, Failures.isInterrupt(e), gave);
    } finally {
      evidence.close();
    }
  }

  /** Ends the attempt for its evidence, and gives it; what comes later is refused. */
  List<Json> close() {
    return evidence.close();
  }

  /** Examines a value that was not made by the body: the effect of an attempt in doubt. */
  List<Event.CheckResult> examine(Attempt attempt, Json value, List<Event> failedChecks)
      throws Exception {
    StepOptions options = step.options();
    for (Node.Expectation expectation : options.expectations()) {
      expect(expectation, value, failedChecks);
    }
    List<Event.CheckResult> checks = new ArrayList<>();
    for (Node.Verification verification : options.verifications()) {
      checks.add(verify(verification, attempt, value, failedChecks));
    }
    options.unverified().ifPresent(reason -> checks.add(Examined.unverified(reason)));
    return checks;
  }

  /** What a body reads, for it alone. */
  Object[] decoded(Attempt attempt) {
    return inputs.stream().map(input -> input.apply(attempt)).toArray();
  }

  /** The value that a body gave as it is recorded. */
  Json record(Object value) {
    if (value == null) {
      throw verification("the body returned null");
    }
    if (!ValueTypes.isOf(step.gives(), value)) {
      throw verification(
          "the body returned a " + value.getClass().getName() + " for a " + step.gives().getName());
    }
    return form.value("step '" + path + "'", value, step.gives(), step.options().sensitive());
  }

  private void expect(Node.Expectation expectation, Json value, List<Event> failedChecks)
      throws Exception {
    if (!expectation.holds().with(new Object[] {form.read(value, step.gives())})) {
      String says = expectation.says();
      failedChecks.add(new Event.CheckFailed(path, says, "it does not hold", Optional.empty()));
      throw verification("expected: " + says);
    }
  }

  private Event.CheckResult verify(
      Node.Verification verification, Attempt attempt, Json value, List<Event> failedChecks)
      throws Exception {
    Object[] seen = new Object[inputs.size() + 1];
    System.arraycopy(decoded(attempt), 0, seen, 0, inputs.size());
    seen[inputs.size()] = form.read(value, step.gives());
    Examined examined =
        Examined.of(form, verification.examine().with(seen), step.options().sensitive());
    if (examined.failure().isPresent()) {
      String reason = examined.failure().get();
      failedChecks.add(
          new Event.CheckFailed(path, verification.name(), reason, examined.evidence()));
      throw verification("check '" + verification.name() + "' failed: " + reason);
    }
    return examined.passed(verification.name());
  }

  private static FailureException verification(String message) {
    return new FailureException(Failure.Kind.VERIFICATION, message);
  }
}
