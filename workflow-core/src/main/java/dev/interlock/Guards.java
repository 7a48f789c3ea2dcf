package dev.interlock;

import dev.interlock.record.Event;
import java.util.List;

/**
 * Looks at approvals again, right before the steps that read them. For messages of the run only.
 */
final class Guards {
  private final RunTask task;
  private final Values values;
  private final Gatekeeper keeper;

  Guards(RunTask task, Values values, Gatekeeper keeper) {
    this.task = task;
    this.values = values;
    this.keeper = keeper;
  }

  /**
   * Whether every approval that a step reads still holds; one that does not is superseded and asked
   * for anew.
   */
  boolean hold(Ready.ToRun ready) {
    List<Held.Approval> approvals =
        ready.step().reads().stream()
            .filter(ref -> ref.source().type().isApproved())
            .flatMap(ref -> values.held(ref, ready.frame()).approvals().stream())
            .toList();
    if (!approvals.isEmpty() && !task.progress().isAsRecorded()) {
      return false;
    }
    boolean all = true;
    for (Held.Approval approval : approvals) {
      all &= holds(approval);
    }
    return all;
  }

  private boolean holds(Held.Approval approval) {
    GateFact fact = task.facts().gateAt(approval.path()).orElseThrow();
    String now = approval.json().sha256();
    boolean holds = keeper.holds(approval.gate(), fact, task.facts(), now);
    if (!holds && fact.is(GateFact.APPROVED)) {
      Event.GateRequested asked = fact.request();
      task.log().append(new Event.GateClosed(asked.path(), asked.attempt(), GateFact.SUPERSEDED));
    }
    return holds;
  }
}
