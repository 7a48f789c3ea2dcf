package dev.interlock;

import dev.interlock.record.Codec;
import dev.interlock.record.Event;
import dev.interlock.record.Failure;
import dev.interlock.record.FailureException;
import dev.interlock.record.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Runs one attempt of a step: body, expectations, checks. What comes out are the events that say
 * so; it reaches nothing else. Use from one thread.
 */
final class StepRunner {
  private final Codec codec;
  private final Time time;
  private final String path;
  private final Attempt attempt;
  private final Class<?> type;
  private final List<Supplier<Object>> inputs;
  private final EvidenceLog evidence;

  StepRunner(
      Host host,
      String path,
      Attempt attempt,
      Class<?> type,
      List<Supplier<Object>> inputs,
      EvidenceLog evidence) {
    this.codec = host.codec();
    this.time = host.time();
    this.path = path;
    this.attempt = attempt;
    this.type = type;
    this.inputs = inputs;
    this.evidence = evidence;
  }

  /**
   * Runs the body and all that examines it.
   *
   * @param doubtful whether nobody knows what has happened once the body is interrupted
   */
  List<Event> run(Node.Call<?> body, StepOptions options, boolean doubtful) {
    List<Event> events = new ArrayList<>();
    try {
      long from = time.nanos();
      Json value = record(body.with(decoded()));
      for (Node.Expectation expectation : options.expectations()) {
        expect(expectation, value, events);
      }
      List<Event.CheckResult> checks = new ArrayList<>();
      for (Node.Verification verification : options.verifications()) {
        checks.add(verify(verification, value, events));
      }
      options.unverified().ifPresent(reason -> checks.add(unverified(reason)));
      long micros = (time.nanos() - from) / 1_000;
      events.add(
          new Event.StepCompleted(
              path, attempt.number(), value, checks, evidence.close(), Math.max(0, micros)));
    } catch (Throwable e) { // whatever a body throws is its failure, and not the engine's
      events.add(
          doubtful && Failures.isInterrupt(e)
              ? new Event.StepDoubt(path, attempt.number())
              : failed(path, attempt.number(), Failures.of(e)));
    } finally {
      evidence.close();
      Thread.interrupted();
    }
    return events;
  }

  /** What is recorded of an attempt that failed. */
  static Event.StepFailed failed(String path, int attempt, Failure why) {
    return new Event.StepFailed(
        path,
        attempt,
        why.kind(),
        why.type(),
        why.message(),
        why.kind().waits() ? "waiting" : "end",
        why.toCheck(),
        why.toRecover());
  }

  private Object[] decoded() {
    return inputs.stream().map(Supplier::get).toArray();
  }

  private Json record(Object value) {
    if (value == null) {
      throw verification("the body returned null");
    }
    if (!ValueTypes.isOf(type, value)) {
      throw verification(
          "the body returned a " + value.getClass().getName() + " for a " + type.getName());
    }
    return encode(value, type);
  }

  @SuppressWarnings("unchecked") // was just checked against the class
  private Json encode(Object value, Class<?> as) {
    return codec.write(value, (Class<Object>) as);
  }

  private void expect(Node.Expectation expectation, Json value, List<Event> events)
      throws Exception {
    if (!expectation.holds().with(new Object[] {codec.read(value, type)})) {
      String says = expectation.says();
      events.add(new Event.CheckFailed(path, says, "it does not hold", Optional.empty()));
      throw verification("expected: " + says);
    }
  }

  private Event.CheckResult verify(Node.Verification verification, Json value, List<Event> events)
      throws Exception {
    Object[] seen = new Object[inputs.size() + 1];
    System.arraycopy(decoded(), 0, seen, 0, inputs.size());
    seen[inputs.size()] = codec.read(value, type);
    Examined examined = Examined.of(codec, verification.examine().with(seen));
    if (examined.failure().isPresent()) {
      String reason = examined.failure().get();
      events.add(new Event.CheckFailed(path, verification.name(), reason, examined.evidence()));
      throw verification("check '" + verification.name() + "' failed: " + reason);
    }
    return new Event.CheckResult(
        verification.name(), "passed", examined.evidence(), Optional.empty());
  }

  private static Event.CheckResult unverified(String reason) {
    return new Event.CheckResult("none", "unverified", Optional.empty(), Optional.of(reason));
  }

  private static FailureException verification(String message) {
    return new FailureException(Failure.Kind.VERIFICATION, message);
  }
}
