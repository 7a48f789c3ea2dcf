package dev.interlock;

import dev.interlock.record.Presence;
import dev.interlock.record.WorkflowException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What an engine promises of a run: the profile that its set-up amounts to. */
final class Promise {
  private Promise() {}

  /**
   * The profile under which a workflow runs here.
   *
   * @param people the digest of those by whom the run goes, if it goes by any
   * @throws WorkflowException if the workflow accepts none as low as that; it says what is missing
   */
  static Workflow.Profile of(Workflow<?, ?> workflow, Host host, Optional<String> people) {
    List<String> missing = missing(workflow, host, people);
    Workflow.Profile promised = missing.isEmpty() ? Workflow.Profile.P1 : Workflow.Profile.P0;
    Workflow.Profile least = Whole.least(workflow);
    if (least.compareTo(promised) > 0) {
      throw new WorkflowException(
          "workflow '"
              + workflow.name()
              + "' asks for the profile "
              + least
              + ", and this engine promises "
              + promised
              + missing(promised, missing)
              + "; the README says what each takes");
    }
    return promised;
  }

  private static String missing(Workflow.Profile promised, List<String> missing) {
    return promised == Workflow.Profile.P1
        ? ""
        : ": for P1 it lacks " + String.join(", and ", missing);
  }

  /** What keeps a run from being one of signed answers in a signed record. */
  private static List<String> missing(Workflow<?, ?> workflow, Host host, Optional<String> people) {
    List<String> missing = new ArrayList<>();
    if (people.isEmpty()) {
      missing.add("people whose keys are known");
    }
    if (!host.journal().signsHeads()) {
      missing.add("a journal with signed heads");
    }
    weakest(workflow).ifPresent(gate -> missing.add("a signature at gate '" + gate + "'"));
    return missing;
  }

  /** A gate of a workflow or of its children that takes answers without a signature. */
  private static Optional<String> weakest(Workflow<?, ?> workflow) {
    return Whole.gates(workflow)
        .filter(gate -> !gate.approvers().least().reaches(Presence.KEY))
        .map(Node.GateNode::name)
        .findFirst();
  }
}
