package dev.interlock;

import dev.interlock.record.Event;
import java.util.Optional;

/** What a rehearsal passes over: what acts or asks, and what would read of that. */
final class Rehearsal {
  /** Why a node was passed over, as the record says it. */
  static final String REASON = "rehearsal";

  private Rehearsal() {}

  /** Whether a node is not run in a rehearsal. */
  static boolean passesOver(Node node, Frame frame, RunFacts facts) {
    boolean actsOrAsks =
        node instanceof Node.GateNode
            || node instanceof Node.Receipt
            || node instanceof Node.Child
            || node instanceof Node.Pause
            || (node instanceof Node.Step step && step.kind() == Node.Kind.ACT);
    return actsOrAsks
        || isPassedOver(frame.path(node), facts)
        || node.reads().stream().anyMatch(ref -> isMissing(ref, frame, facts));
  }

  /** Whether what its inner scopes give was passed over; asked once they are done. */
  static boolean givesNothing(Node node, Frame frame, RunFacts facts) {
    String path = frame.path(node);
    if (!facts.isRehearsal()) {
      return false;
    }
    if (node instanceof Node.Branches parallel) {
      return parallel.branches().stream()
          .anyMatch(branch -> isMissing(frame.into(parallel, branch), facts));
    }
    if (node instanceof Node.Choice choice) {
      Optional<String> made = facts.last(Event.ChoiceMade.class, path).map(Event.ChoiceMade::arm);
      return choice.arms().stream()
          .filter(arm -> made.isPresent() && arm.name().equals(made.get()))
          .anyMatch(arm -> isMissing(frame.into(choice, arm), facts));
    }
    if (node instanceof Node.Repeat repeat) {
      int turned = facts.last(Event.LoopTurned.class, path).map(Event.LoopTurned::turn).orElse(0);
      return isMissing(frame.into(repeat, turned + 1), facts);
    }
    return node instanceof Node.Each each
        && facts.last(Event.EachStarted.class, path).stream()
            .flatMap(started -> started.keys().stream())
            .anyMatch(key -> isMissing(frame.into(each, key), facts));
  }

  private static boolean isMissing(Frame frame, RunFacts facts) {
    return isMissing(frame.scope().result(), frame, facts);
  }

  /** Whether what a Ref would hold was passed over. */
  static boolean isMissing(Ref<?> ref, Frame at, RunFacts facts) {
    Ref.Source source = ref.source();
    if (!(source instanceof Ref.Source.Output)) {
      return false;
    }
    Frame frame = at.of(source.scope());
    Node node = frame.node(source.name());
    return isPassedOver(frame.path(node), facts);
  }

  private static boolean isPassedOver(String path, RunFacts facts) {
    return facts
        .last(Event.StepSkipped.class, path)
        .filter(skipped -> skipped.reason().equals(REASON))
        .isPresent();
  }
}
