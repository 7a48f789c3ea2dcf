package dev.interlock.testing.rules;

import dev.interlock.Workflow;
import dev.interlock.testing.Outlined;
import java.util.ArrayList;
import java.util.List;

/** Rules about definitions as data. */
final class WorkflowRules {
  private WorkflowRules() {}

  static Finding actsStandBehindGates(HostCode code) {
    List<String> found = new ArrayList<>();
    int acts = 0;
    for (Workflow<?, ?> workflow : code.host().flows()) {
      for (Outlined.Node node : Outlined.of(workflow.outline().json()).nodes()) {
        acts += node.acts() ? 1 : 0;
        if (node.acts() && !node.readsApproval() && node.unguarded().isEmpty()) {
          found.add(
              "step '"
                  + node.path()
                  + "' of workflow '"
                  + workflow.name()
                  + "' acts and reads no approval; let it read one, or add unguarded(\"reason\")");
        }
      }
    }
    return new Finding(
        acts, "no step of the workflows acts; name the host's with workflows(...)", found);
  }
}
