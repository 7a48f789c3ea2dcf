package dev.interlock;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which values of a definition are sensitive: those that are declared so, and what the engine makes
 * of them. What a step makes of them is for its own declaration to say. Use from one thread.
 */
final class Sensitivity {
  private final boolean input;
  private final Set<Node> loops = new HashSet<>();

  private Sensitivity(boolean input) {
    this.input = input;
  }

  /** Whether what a Ref holds for a node of this frame is sensitive. */
  static boolean of(Ref<?> ref, Frame at, Workflow.Terms terms) {
    return new Sensitivity(terms.sensitiveInput()).ref(ref, at);
  }

  /** Whether what a node of this frame gives is sensitive. */
  static boolean of(Node node, Frame at, Workflow.Terms terms) {
    return new Sensitivity(terms.sensitiveInput()).node(node, at);
  }

  private static boolean result(Workflow<?, ?> workflow) {
    Node.Scope scope = workflow.scope();
    return of(scope.result(), Frame.ofWorkflow(scope), workflow.terms());
  }

  private boolean ref(Ref<?> ref, Frame at) {
    Ref.Source source = ref.source();
    if (source instanceof Ref.Source.Input) {
      return input;
    }
    if (source instanceof Ref.Source.Given || source instanceof Ref.Source.OfAttempt) {
      return false;
    }
    Frame frame = at.of(source.scope());
    if (source instanceof Ref.Source.Handed) {
      Frame outer = frame.outer().orElseThrow();
      Node loop = frame.turn().orElseThrow().loop();
      return loop instanceof Node.Each each ? ref(each.of(), outer) : node(loop, outer);
    }
    return node(frame.node(source.name()), frame);
  }

  private boolean node(Node node, Frame at) {
    if (node instanceof Node.Step step) {
      return step.options().sensitive();
    }
    if (node instanceof Node.Receipt receipt) {
      return receipt.options().sensitive();
    }
    if (node instanceof Node.GateNode gate) {
      return ref(gate.subject(), at);
    }
    if (node instanceof Node.Examination check) {
      return ref(check.subject(), at);
    }
    return node instanceof Node.Child child ? result(child.workflow()) : inner(node, at);
  }

  private boolean inner(Node node, Frame at) {
    if (node instanceof Node.Repeat repeat) {
      return loops.add(node) && result(at.into(repeat, 1));
    }
    if (node instanceof Node.Each each) {
      return result(at.into(each, "-"));
    }
    if (node instanceof Node.Branches parallel) {
      return parallel.branches().stream().anyMatch(one -> result(at.into(parallel, one)));
    }
    return node instanceof Node.Choice choice
        && choice.arms().stream().anyMatch(arm -> result(at.into(choice, arm)));
  }

  private boolean result(Frame frame) {
    return ref(frame.scope().result(), frame);
  }

  /** Children that would be handed something sensitive and do not say that it is. */
  static List<String> mistakes(Node.Scope scope, Workflow.Terms terms) {
    Frame frame = Frame.ofWorkflow(scope);
    return Whole.children(scope)
        .filter(child -> !child.workflow().terms().sensitiveInput())
        .filter(child -> isHandedSensitive(child, frame, terms))
        .map(
            child ->
                "child '"
                    + child.name()
                    + "' is handed a sensitive value, and workflow '"
                    + child.workflow().name()
                    + "' does not say sensitiveInput()")
        .toList();
  }

  private static boolean isHandedSensitive(Node.Child child, Frame frame, Workflow.Terms terms) {
    return frames(frame)
        .filter(at -> at.scope().nodes().contains(child))
        .anyMatch(at -> of(child.input(), at, terms));
  }

  private static Stream<Frame> frames(Frame frame) {
    return Stream.concat(
        Stream.of(frame),
        frame.scope().nodes().stream()
            .flatMap(node -> inside(node, frame))
            .flatMap(Sensitivity::frames));
  }

  private static Stream<Frame> inside(Node node, Frame at) {
    if (node instanceof Node.Branches parallel) {
      return parallel.branches().stream().map(one -> at.into(parallel, one));
    }
    if (node instanceof Node.Choice choice) {
      return choice.arms().stream().map(arm -> at.into(choice, arm));
    }
    if (node instanceof Node.Repeat repeat) {
      return Stream.of(at.into(repeat, 1));
    }
    return node instanceof Node.Each each ? Stream.of(at.into(each, "-")) : Stream.of();
  }
}
