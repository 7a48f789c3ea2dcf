package dev.interlock;

import dev.interlock.internal.log.Line;
import dev.interlock.internal.testing.OfTests;
import dev.interlock.record.Event;
import dev.interlock.record.Json;
import dev.interlock.record.Principal;
import dev.interlock.record.WorkflowException;
import java.util.Optional;

/** How runs begin. Safe for many threads. */
final class Starting {
  /** What this version promises, whatever the set-up. */
  private static final Workflow.Profile PROFILE = Workflow.Profile.P0;

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
   * @param parent the run that asks, and where in it
   */
  record Asked(Json input, Principal requester, Optional<Event.Parent> parent, boolean rehearsal) {}

  /**
   * How a run is asked for by the host.
   *
   * @throws WorkflowException if the input cannot be recorded
   */
  <I> Asked asked(Workflow<I, ?> workflow, I input, Principal requester, boolean rehearsal) {
    return new Asked(encode(workflow, input), requester, Optional.empty(), rehearsal);
  }

  /**
   * The first event of a run; the journal keeps the definition before it.
   *
   * @throws WorkflowException if this engine promises less than the workflow asks for, or the input
   *     is too large
   */
  Event.RunStarted event(Workflow<?, ?> workflow, Asked asked) {
    promises(workflow);
    Event.RunStarted started =
        new Event.RunStarted(
            workflow.name(),
            workflow.version(),
            workflow.digest(),
            asked.input(),
            new Event.Requester(asked.requester().name(), false),
            OfTests.is(host.journal()) ? OfTests.PROFILE : PROFILE.name(),
            environment,
            asked.parent());
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

  private void promises(Workflow<?, ?> workflow) {
    Workflow.Profile least = Whole.least(workflow);
    if (least.compareTo(PROFILE) > 0 && !OfTests.is(host.journal())) {
      throw new WorkflowException(
          "workflow '"
              + workflow.name()
              + "' asks for the profile "
              + least
              + ", and this engine promises "
              + PROFILE
              + "; the README says what each takes");
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
