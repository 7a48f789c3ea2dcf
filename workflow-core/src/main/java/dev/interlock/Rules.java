package dev.interlock;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What every node of a definition must satisfy, whatever it reads. */
final class Rules {
  private Rules() {}

  /** What people call a node of this kind. */
  static String noun(Node node) {
    return node instanceof Node.Step
        ? "step"
        : node instanceof Node.Examination
            ? "check"
            : node instanceof Node.GateNode ? "gate" : "parallel";
  }

  /** All mistakes of one node, each a sentence. */
  static List<String> mistakes(Node node, String path) {
    List<String> found = new ArrayList<>();
    if (node instanceof Node.Step step) {
      checking(step, path, found);
      guarding(step, path, found);
      approvedBeside(step, path, found);
    }
    if (node instanceof Node.Branches branches) {
      Set<String> names = new HashSet<>();
      for (Node.Branch branch : branches.branches()) {
        if (!Names.isName(branch.name())) {
          found.add(
              "the name '"
                  + path
                  + "/"
                  + branch.name()
                  + "' of a branch is not of the form "
                  + Names.FORM);
        }
        if (!names.add(branch.name())) {
          found.add("the branch '" + path + "/" + branch.name() + "' is there twice");
        }
      }
    }
    return found;
  }

  private static void checking(Node.Step step, String path, List<String> found) {
    StepOptions options = step.options();
    boolean verified = !options.verifications().isEmpty();
    if (step.kind() != Node.Kind.COMBINE && !verified && options.unverified().isEmpty()) {
      found.add("step '" + path + "' has no check; add verifiedBy(...) or unverified(\"reason\")");
    }
    if (verified && options.unverified().isPresent()) {
      found.add("step '" + path + "' is both verified and unverified; take one out");
    }
    options
        .unverified()
        .filter(String::isBlank)
        .ifPresent(blank -> found.add("step '" + path + "' is unverified without a reason"));
    Set<String> names = new HashSet<>();
    for (Node.Verification verification : options.verifications()) {
      if (!Names.isName(verification.name())) {
        found.add(
            "the check '"
                + verification.name()
                + "' of step '"
                + path
                + "' is not of the form "
                + Names.FORM);
      }
      if (!names.add(verification.name())) {
        found.add("step '" + path + "' has the check '" + verification.name() + "' twice");
      }
    }
  }

  private static void guarding(Node.Step step, String path, List<String> found) {
    boolean guarded = step.reads().stream().anyMatch(ref -> ref.source().type().isWitness());
    StepOptions options = step.options();
    if (step.kind() == Node.Kind.ACT) {
      if (!guarded && options.unguarded().isEmpty()) {
        found.add(
            "step '"
                + path
                + "' acts without a witness among its inputs; read an approval or a"
                + " check, or add unguarded(\"reason\")");
      }
      options
          .unguarded()
          .filter(String::isBlank)
          .ifPresent(blank -> found.add("step '" + path + "' is unguarded without a reason"));
    } else if (options.unguarded().isPresent() || options.repeatable()) {
      found.add(
          "step '"
              + path
              + "' does not act, so unguarded and repeatable say nothing; take them"
              + " out");
    }
  }

  private static void approvedBeside(Node.Step step, String path, List<String> found) {
    for (Ref<?> approval : step.reads()) {
      for (Ref<?> other : step.reads()) {
        ValueType approved = approval.source().type();
        ValueType beside = other.source().type();
        if (approved.isApproved() && !beside.isApproved() && approved.plain() == beside.plain()) {
          found.add(
              "step '"
                  + path
                  + "' reads "
                  + approved.label()
                  + " of '"
                  + approval
                  + "' together"
                  + " with '"
                  + other
                  + "', a "
                  + beside.label()
                  + " that nobody approved; read only"
                  + " the approval");
        }
      }
    }
  }
}
