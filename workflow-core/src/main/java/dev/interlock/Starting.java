package dev.interlock;

import dev.interlock.internal.log.Line;
import dev.interlock.internal.testing.OfTests;
import dev.interlock.record.Event;
import dev.interlock.record.Json;
import dev.interlock.record.Principal;
import dev.interlock.record.RunId;
import dev.interlock.record.WorkflowException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How runs begin. Safe for many threads. */
final class Starting {
  /** What an event needs of a line besides its data, at most. */
  private static final int AROUND_DATA = 400;

  private final Host host;
  private final Event.Environment environment = RunningOn.measure();

  Starting(Host host) {
    this.host = host;
  }

  /**
   * How a run is asked for.
   *
   * @param input as it is recorded
   * @param people the digest of those by whom it goes, if it goes by any
   * @param parent the run that asks, and where in it
   * @param replaces the run that ended and is asked for again
   */
  record Asked(
      Json input,
      Principal requester,
      Optional<String> people,
      Optional<Event.Parent> parent,
      Optional<RunId> replaces,
      boolean rehearsal) {}

  /**
   * How a run is asked for by the host.
   *
   * @throws WorkflowException if the input cannot be recorded
   */
  <I> Asked asked(Workflow<I, ?> workflow, I input, Principal requester, boolean rehearsal) {
    Json json = encode(workflow, input);
    return asked(json, requester, Optional.empty(), rehearsal);
  }

  /**
   * How a run is asked for again that has ended, with what it was given.
   *
   * @throws WorkflowException if there is no such run of this workflow, it has not ended, or what
   *     it was given was erased
   */
  <I> Asked again(Workflow<I, ?> workflow, RunId ended, Principal requester) {
    RunFacts facts = RunFacts.of(host.journal().entries(ended));
    if (facts.isEmpty() || !facts.started().workflow().equals(workflow.name())) {
      throw new WorkflowException(
          "there is no run '" + ended + "' of workflow '" + workflow.name() + "' in this log");
    }
    if (facts.ending().isEmpty()) {
      throw new WorkflowException(
          "run '" + ended + "' has not ended, so that nothing takes its place; resume it instead");
    }
    Fatigue.of(host.journal(), ended, host.time().now()).refuseAnother(ended);
    I input = workflow.input().cast(host.form().read(facts.started().input(), workflow.input()));
    Json json = encode(workflow, input);
    return asked(json, requester, Optional.of(ended), false);
  }

  private Asked asked(
      Json input, Principal requester, Optional<RunId> replaces, boolean rehearsal) {
    Principal named = host.persons().named(requester);
    Optional<String> people = host.persons().digest();
    return new Asked(input, named, people, Optional.empty(), replaces, rehearsal);
  }

  /**
   * The first event of a run; the journal keeps the definition before it.
   *
   * @throws WorkflowException if this engine promises less than the workflow asks for, nobody could
   *     open one of its gates, or the input is too large
   */
  Event.RunStarted event(Workflow<?, ?> workflow, Asked asked) {
    boolean test = OfTests.is(host.journal());
    if (!asked.rehearsal() && host.persons().digest().isPresent()) {
      refuseForEverClosed(workflow, asked.requester());
    }
    Event.RunStarted started =
        new Event.RunStarted(
            workflow.name(),
            workflow.version(),
            workflow.digest(),
            asked.input(),
            new Event.Requester(asked.requester().name(), false),
            test ? OfTests.PROFILE : Promise.of(workflow, host, asked.people()).name(),
            environment,
            asked.people(),
            asked.parent(),
            asked.replaces().map(RunId::value));
    int size = started.json().size();
    if (size + AROUND_DATA > Line.MAX_BYTES) {
      throw new WorkflowException(
          "the input of workflow '"
              + workflow.name()
              + "' needs a line of "
              + size
              + " bytes; the most is "
              + (Line.MAX_BYTES - AROUND_DATA));
    }
    host.definitions().keep(workflow, host.form());
    return started;
  }

  /** Refuses what would wait for ever at a gate. */
  private void refuseForEverClosed(Workflow<?, ?> workflow, Principal requester) {
    List<String> problems = new ArrayList<>(host.persons().problems(workflow, host.time().now()));
    Whole.gates(workflow)
        .forEach(
            gate ->
                host.persons()
                    .unknownRequester(gate.approvers(), requester)
                    .ifPresent(why -> problems.add("'" + gate.name() + "': " + why)));
    if (!problems.isEmpty()) {
      throw new WorkflowException(
          "workflow '"
              + workflow.name()
              + "' has gates that nobody among the people could open:\n  - "
              + String.join("\n  - ", problems));
    }
  }

  private <I> Json encode(Workflow<I, ?> workflow, I input) {
    String who = "the input of workflow '" + workflow.name() + "'";
    Json plain = plain(workflow, input);
    boolean sensitive = workflow.terms().sensitiveInput();
    host.form()
        .objection(plain, sensitive)
        .ifPresent(
            why -> {
              throw new WorkflowException(who + why);
            });
    return host.form().value(who, plain, sensitive);
  }

  private <I> Json plain(Workflow<I, ?> workflow, I input) {
    try {
      return host.form().codec().write(input, workflow.input());
    } catch (IllegalArgumentException e) {
      throw new WorkflowException(
          "the input of workflow '" + workflow.name() + "' cannot be recorded: " + e.getMessage(),
          e);
    }
  }
}
