package dev.interlock;

import dev.interlock.internal.log.HashTree;
import dev.interlock.internal.log.Line;
import dev.interlock.record.Event;
import dev.interlock.record.Failure;
import dev.interlock.record.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The steps and joins of one run: starts them and records what came of them. */
final class Steps {
  private final RunTask task;
  private final Host host;
  private final Values values;

  Steps(RunTask task, Host host, Values values) {
    this.task = task;
    this.host = host;
    this.values = values;
  }

  /** Announces a step and has it run once that is durable. */
  void run(Ready.ToRun ready) {
    start(
        ready.step(),
        ready.path(),
        ready.attempt(),
        runner(ready.step(), ready.path(), ready.frame()));
  }

  /** The same for the join of a parallel. */
  void join(Ready.ToJoin ready) {
    Node.Branches parallel = ready.parallel();
    List<Function<Attempt, Object>> inputs = new ArrayList<>();
    for (Node.Branch branch : parallel.branches()) {
      Frame inner = ready.frame().into(parallel, branch);
      inputs.add(input(branch.scope().result(), inner));
    }
    boolean sensitive = values.isSensitive(parallel, ready.frame());
    StepOptions options = ImmutableStepOptions.builder().sensitive(sensitive).build();
    Class<?> gives = parallel.type().plain();
    Node.Step join =
        new Node.Step(
            parallel.name(), Node.Kind.COMBINE, List.of(), gives, parallel.join(), options);
    EvidenceLog evidence = evidence(ready.path(), options);
    start(
        join,
        ready.path(),
        ready.attempt(),
        new StepRunner(host, join, ready.path(), inputs, evidence));
  }

  /** Runs a step's body and checks on what it reads now. */
  StepRunner runner(Node.Step step, String path, Frame frame) {
    EvidenceLog evidence = evidence(path, step.options());
    List<Function<Attempt, Object>> inputs = new ArrayList<>();
    for (Ref<?> ref : step.reads()) {
      inputs.add(
          ref.source() instanceof Ref.Source.OfAttempt handed
              ? attempt -> handed.type().plain() == Attempt.class ? attempt : evidence
              : input(ref, frame));
    }
    return new StepRunner(host, step, path, inputs, evidence);
  }

  /** What is not there fails who reads it, and nothing before. */
  private Function<Attempt, Object> input(Ref<?> ref, Frame frame) {
    try {
      Held held = values.held(ref, frame);
      return attempt -> held.read();
    } catch (NoValue e) {
      return attempt -> {
        throw e;
      };
    }
  }

  private EvidenceLog evidence(String path, StepOptions options) {
    return new EvidenceLog(
        host.form(),
        options.sensitive(),
        path,
        late -> task.registry().violation(task.id(), path, late));
  }

  private void start(Node.Step step, String path, int attempt, StepRunner runner) {
    String key = key(path);
    task.log().append(new Event.StepStarted(path, attempt, step.kind().word(), key));
    task.launch(
        new Bodies.Job(
            path,
            attempt,
            step.options().timeout(),
            at -> {
              StepRunner.Ran ran = runner.run(new Attempt(attempt, key, at.deadline()));
              return () -> ran(step, path, attempt, ran);
            },
            why -> {
              written(path, attempt, runner.close());
              boolean cutOff = why.kind() == Failure.Kind.TRANSIENT;
              over(step, path, attempt, new Came(why, cutOff, Optional.empty()));
            }));
  }

  private void ran(Node.Step step, String path, int attempt, StepRunner.Ran ran) {
    written(path, attempt, ran.seen());
    ran.failedChecks().forEach(this::record);
    ran.completed().ifPresent(event -> completed(step, event));
    ran.failure()
        .map(why -> new Came(why, ran.interrupted(), ran.gave()))
        .ifPresent(came -> over(step, path, attempt, came));
  }

  /** Records what a body wrote whose attempt gave nothing. */
  private void written(String path, int attempt, List<Json> seen) {
    if (!seen.isEmpty()) {
      record(new Event.StepEvidence(path, attempt, seen));
    }
  }

  private void completed(Node.Step step, Event.StepCompleted event) {
    try {
      task.log().append(event);
    } catch (IllegalArgumentException e) {
      String tooLarge = String.valueOf(e.getMessage());
      failed(
          step,
          event.path(),
          event.attempt(),
          Failure.of(Failure.Kind.BUSINESS_RULE, "ValueTooLarge", tooLarge),
          Optional.of(event.value()));
    }
  }

  /**
   * What came of an attempt that gave nothing that counts.
   *
   * @param cutOff whether nobody knows how far it came
   * @param gave what its body gave all the same
   */
  private record Came(Failure why, boolean cutOff, Optional<Json> gave) {}

  private void over(Node.Step step, String path, int attempt, Came came) {
    if (came.cutOff() && isDoubtful(step)) {
      task.log().append(new Event.StepDoubt(path, attempt, Optional.empty()));
    } else {
      failed(step, path, attempt, came.why(), came.gave());
    }
  }

  private static boolean isDoubtful(Node.Step step) {
    return step.kind() == Node.Kind.ACT && !step.options().repeatable();
  }

  /**
   * Records that an attempt failed, and what follows.
   *
   * @param gave what its body gave all the same, whose effect is there
   */
  void failed(Node.Step step, String path, int attempt, Failure why, Optional<Json> gave) {
    Optional<Instant> due =
        why.kind() == Failure.Kind.TRANSIENT ? due(step, path) : Optional.empty();
    String next =
        due.isPresent()
            ? "retry"
            : step.options().optional().isPresent() && !Bodies.isViolation(why)
                ? "skip"
                : why.kind().waits() ? "waiting" : "end";
    Optional<Json> effect = gave.filter(value -> step.options().compensation().isPresent());
    task.log().append(event(path, attempt, why, new Next(next, due, effect)));
  }

  /** A failure that is not tried again by itself. */
  static Event.StepFailed failed(String path, int attempt, Failure why) {
    String next = why.kind().waits() ? "waiting" : "end";
    return event(path, attempt, why, Next.of(next));
  }

  /** A failure of what has no attempts, which ends the run. */
  static Event.StepFailed ended(String path, Failure why) {
    return event(path, 1, why, Next.of("end"));
  }

  /** What follows a failure, and what is to be undone of it. */
  private record Next(String word, Optional<Instant> due, Optional<Json> effect) {
    static Next of(String word) {
      return new Next(word, Optional.empty(), Optional.empty());
    }
  }

  private static Event.StepFailed event(String path, int attempt, Failure why, Next next) {
    return new Event.StepFailed(
        path,
        attempt,
        why.kind(),
        why.type(),
        why.message(),
        next.word(),
        next.due(),
        why.toCheck(),
        why.toRecover(),
        next.effect());
  }

  /** When it is tried again, if it is. */
  private Optional<Instant> due(Node.Step step, String path) {
    int tries = task.facts().stepAt(path).map(StepFact::tries).orElse(1);
    return step.options()
        .retry()
        .filter(retry -> tries < retry.attempts())
        .map(retry -> host.time().now().plus(wait(retry, tries)));
  }

  private Duration wait(Step.Retry retry, int tries) {
    Duration wait = retry.waits().get(Math.min(tries, retry.waits().size()) - 1);
    if (!retry.jitter()) {
      return wait;
    }
    int thousandths = Math.floorMod(host.nonces().get().hashCode(), 1_000);
    return wait.minus(wait.multipliedBy(thousandths).dividedBy(2_000));
  }

  /** Records one event of a step or check; what is too large for a line is left out of it. */
  void record(Event event) {
    try {
      task.log().append(event);
    } catch (IllegalArgumentException e) {
      task.log().append(withoutWhatItSaw(event, e));
    }
  }

  private static Event withoutWhatItSaw(Event event, IllegalArgumentException tooLarge) {
    if (event instanceof Event.CheckPassed check) {
      return unseen(check.path(), check.check(), "it passed");
    }
    if (event instanceof Event.CheckFailed check) {
      return unseen(check.path(), check.check(), check.reason());
    }
    if (event instanceof Event.StepEvidence step) {
      return new Event.StepEvidence(step.path(), step.attempt(), List.of());
    }
    throw tooLarge;
  }

  private static Event unseen(String path, String check, String reason) {
    return new Event.CheckFailed(
        path, check, reason + "; what it saw is too large for the record", Optional.empty());
  }

  /**
   * The idempotency key of a step: the first 32 hex digits of the SHA-256 of origin, run and path,
   * with a newline between them.
   */
  String key(String path) {
    String place = host.journal().origin() + "\n" + task.id() + "\n" + path;
    byte[] digest = HashTree.sha256().digest(place.getBytes(StandardCharsets.UTF_8));
    return Line.hex(digest).substring(0, 32);
  }
}
