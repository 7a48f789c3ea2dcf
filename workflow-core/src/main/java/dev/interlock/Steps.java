package dev.interlock;

import dev.interlock.internal.log.HashTree;
import dev.interlock.internal.log.Line;
import dev.interlock.record.Event;
import dev.interlock.record.Failure;
import dev.interlock.record.Json;
import dev.interlock.record.Principal;
import dev.interlock.record.WorkflowException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The steps, joins and checks of one run: starts them and records what came of them. */
final class Steps {
  private final RunTask task;
  private final Host host;
  private final Workflow<?, ?> workflow;
  private final Values values;

  Steps(RunTask task, Host host, Workflow<?, ?> workflow, Values values) {
    this.task = task;
    this.host = host;
    this.workflow = workflow;
    this.values = values;
  }

  /** What the workflow gives, once every node is done. */
  Json result() {
    Node.Scope scope = workflow.scope();
    return values.json(scope.result(), Frame.ofWorkflow(scope));
  }

  /** Announces what is ready and has it run once that is durable. */
  void begin(Ready ready) {
    if (ready instanceof Ready.ToRun step) {
      if (task.gates().guardsHold(step)) {
        run(step);
      }
    } else if (ready instanceof Ready.ToJoin join) {
      join(join);
    } else if (ready instanceof Ready.ToExamine check) {
      examine(check);
    }
  }

  private void run(Ready.ToRun ready) {
    Node.Step step = ready.step();
    Attempt attempt = new Attempt(ready.attempt(), key(ready.path()));
    EvidenceLog evidence = new EvidenceLog(host.codec(), ready.path());
    List<Supplier<Object>> inputs = new ArrayList<>();
    for (Ref<?> ref : step.reads()) {
      inputs.add(
          ref.source() instanceof Ref.Source.OfAttempt handed
              ? ofAttempt(handed, attempt, evidence)
              : values.reader(ref, ready.frame()));
    }
    StepRunner runner =
        new StepRunner(host, ready.path(), attempt, step.type().plain(), inputs, evidence);
    boolean doubtful = step.kind() == Node.Kind.ACT && !step.options().repeatable();
    start(
        ready.path(),
        attempt,
        step.kind(),
        () -> runner.run(step.body(), step.options(), doubtful));
  }

  private static Supplier<Object> ofAttempt(
      Ref.Source.OfAttempt handed, Attempt attempt, EvidenceLog evidence) {
    return handed.type().plain() == Attempt.class ? () -> attempt : () -> evidence;
  }

  private void join(Ready.ToJoin ready) {
    Node.Branches parallel = ready.parallel();
    Attempt attempt = new Attempt(ready.attempt(), key(ready.path()));
    List<Supplier<Object>> inputs = new ArrayList<>();
    for (Node.Branch branch : parallel.branches()) {
      inputs.add(values.reader(branch.scope().result(), ready.frame().into(parallel, branch)));
    }
    StepRunner runner =
        new StepRunner(
            host,
            ready.path(),
            attempt,
            parallel.type().plain(),
            inputs,
            new EvidenceLog(host.codec(), ready.path()));
    start(
        ready.path(),
        attempt,
        Node.Kind.COMBINE,
        () -> runner.run(parallel.join(), ImmutableStepOptions.builder().build(), false));
  }

  private void start(String path, Attempt attempt, Node.Kind kind, Supplier<List<Event>> body) {
    task.log().append(new Event.StepStarted(path, attempt.number(), kind.word(), attempt.key()));
    launch(path, body);
  }

  private void launch(String path, Supplier<List<Event>> body) {
    task.runs(path);
    task.dispatch(
        () -> {
          if (task.bodies().begin()) {
            try {
              List<Event> events = body.get();
              task.work().post(() -> task.done(path, events));
            } catch (Throwable e) { // not even its failure could be told
              task.work().post(() -> task.lost(e));
            }
          }
        });
  }

  private void examine(Ready.ToExamine ready) {
    Supplier<Object> subject = values.reader(ready.check().subject(), ready.frame());
    launch(ready.path(), () -> List.of(examined(ready, subject)));
  }

  private Event examined(Ready.ToExamine ready, Supplier<Object> subject) {
    String path = ready.path();
    String name = ready.check().name();
    try {
      Verdict verdict = ready.check().examine().with(new Object[] {subject.get()});
      Examined examined = Examined.of(host.codec(), verdict);
      return examined
          .failure()
          .<Event>map(why -> new Event.CheckFailed(path, name, why, examined.evidence()))
          .orElseGet(() -> new Event.CheckPassed(path, name, examined.evidence().orElseThrow()));
    } catch (Throwable e) { // a check that throws has not passed
      return threw(ready, Failures.of(e));
    } finally {
      Thread.interrupted();
    }
  }

  private static Event threw(Ready.ToExamine ready, Failure why) {
    return why.kind().waits()
        ? StepRunner.failed(ready.path(), ready.attempt(), why)
        : new Event.CheckFailed(
            ready.path(),
            ready.check().name(),
            "it threw " + why.type() + ": " + why.message(),
            Optional.empty());
  }

  /** Records one event of a step or check; what is too large for a line does not pass. */
  void record(Event event) {
    try {
      task.log().append(event);
    } catch (IllegalArgumentException e) {
      task.log().append(insteadOf(event, e));
    }
  }

  private static Event insteadOf(Event event, IllegalArgumentException tooLarge) {
    if (event instanceof Event.StepCompleted step) {
      Failure why =
          Failure.of(
              Failure.Kind.BUSINESS_RULE, "ValueTooLarge", String.valueOf(tooLarge.getMessage()));
      return StepRunner.failed(step.path(), step.attempt(), why);
    }
    if (event instanceof Event.CheckPassed check) {
      return unseen(check.path(), check.check(), "it passed");
    }
    if (event instanceof Event.CheckFailed check) {
      return unseen(check.path(), check.check(), check.reason());
    }
    throw tooLarge;
  }

  private static Event unseen(String path, String check, String reason) {
    return new Event.CheckFailed(
        path, check, reason + "; what it saw is too large for the record", Optional.empty());
  }

  /** Records a person's word that what failed and waits is to be tried again. */
  boolean tryAgain(Principal by) {
    List<String> failed = task.facts().stepsIn(StepFact.State.WAITING);
    for (String path : failed) {
      task.log().append(new Event.RunResumed(Optional.of(by.name()), Optional.of(path)));
    }
    return !failed.isEmpty();
  }

  /** Records a person's word on a step in doubt. */
  void reconcile(String path, boolean happened, Optional<Json> value, Principal by) {
    StepFact fact =
        task.facts()
            .stepAt(path)
            .filter(step -> step.state() == StepFact.State.DOUBT)
            .orElseThrow(
                () ->
                    new WorkflowException(
                        "step '" + path + "' of run '" + task.id() + "' is not in doubt"));
    if (happened != value.isPresent()) {
      throw new WorkflowException(
          "step '" + path + "': if it happened, say with what value; if not, there is none");
    }
    value.ifPresent(json -> readable(path, json));
    try {
      task.log().append(new Event.StepReconciled(path, fact.attempt(), by.name(), happened, value));
    } catch (IllegalArgumentException e) {
      throw new WorkflowException(
          "the value of step '" + path + "' is too large for the record: " + e.getMessage(), e);
    }
  }

  private void readable(String path, Json value) {
    Class<?> type = Frame.ofWorkflow(workflow.scope()).typeAt(path);
    try {
      host.codec().read(value, type);
    } catch (IllegalArgumentException e) {
      throw new WorkflowException(
          "the value is not what step '" + path + "' gives: " + e.getMessage(), e);
    }
  }

  /**
   * The idempotency key of a step: the first 32 hex digits of the SHA-256 of origin, run and path,
   * with a newline between them.
   */
  private String key(String path) {
    String place = host.journal().origin() + "\n" + task.id() + "\n" + path;
    byte[] digest = HashTree.sha256().digest(place.getBytes(StandardCharsets.UTF_8));
    return Line.hex(digest).substring(0, 32);
  }
}
