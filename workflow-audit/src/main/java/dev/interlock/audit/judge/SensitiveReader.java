package dev.interlock.audit.judge;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Finds what is sensitive by an outline: what it declares so, and what the engine makes of that by
 * itself. Looks over all nodes until nothing is found any more. Use once.
 */
final class SensitiveReader {
  /** An outline that needs more was written to waste time. */
  private static final int MOST_LOOKS = 64;

  private final boolean input;
  private final Predicate<String> children;
  private final Set<String> nodes = new HashSet<>();
  private final Set<String> lists = new HashSet<>();

  /** A scope, and the loop, branch or arm that holds it. */
  private record Place(Scope scope, @Nullable Place outer, @Nullable Node owner) {
    String label(Node node) {
      return scope.label(node);
    }
  }

  private SensitiveReader(boolean input, Predicate<String> children) {
    this.input = input;
    this.children = children;
  }

  /**
   * Finds it.
   *
   * @param children whether what the workflow of an outline gives is sensitive
   */
  static Sensitive read(boolean input, Scope root, Predicate<String> children) {
    SensitiveReader reader = new SensitiveReader(input, children);
    Place place = new Place(root, null, null);
    int before = -1;
    for (int i = 0; i < MOST_LOOKS && reader.found() > before; i++) {
      before = reader.found();
      reader.look(place);
    }
    return new Sensitive(input, reader.nodes, reader.lists, reader.gives(place));
  }

  private int found() {
    return nodes.size() + lists.size();
  }

  private void look(Place at) {
    for (Node node : at.scope().nodes()) {
      if (gives(node, at)) {
        nodes.add(at.label(node));
      }
      if (node instanceof Node.Each each && each.reads().stream().anyMatch(of -> holds(of, at))) {
        lists.add(at.label(node));
      }
    }
  }

  /** Whether what a node gives is sensitive; looks inside it as well. */
  private boolean gives(Node node, Place at) {
    if (node instanceof Node.Step step) {
      return step.trying().sensitive();
    }
    if (node instanceof Node.Receive receive) {
      return receive.sensitive();
    }
    if (node instanceof Node.Gate || node instanceof Node.Check) {
      return holds(node.reads().get(0), at);
    }
    if (node instanceof Node.Child child) {
      return children.test(child.definition());
    }
    return inside(node).stream().filter(scope -> inner(scope, node, at)).count() > 0;
  }

  private static List<Scope> inside(Node node) {
    if (node instanceof Node.Repeat repeat) {
      return List.of(repeat.turn());
    }
    if (node instanceof Node.Each each) {
      return List.of(each.turn());
    }
    if (node instanceof Node.Parallel parallel) {
      return parallel.branches().stream().map(Node.Side::scope).toList();
    }
    return node instanceof Node.Choose choose
        ? choose.arms().stream().map(Node.Side::scope).toList()
        : List.of();
  }

  private boolean inner(Scope scope, Node owner, Place at) {
    Place place = new Place(scope, at, owner);
    look(place);
    return gives(place);
  }

  private boolean gives(Place place) {
    return holds(place.scope().gives(), place);
  }

  /** Whether what a name holds here is sensitive. */
  private boolean holds(Node.Read read, Place at) {
    if (read.given().isPresent()) {
      return false;
    }
    if (read.ref().equals("input")) {
      return input;
    }
    return Values.isHanded(read.ref()) ? isHanded(read.ref(), at) : isNamed(read.ref(), at);
  }

  private boolean isNamed(String ref, Place at) {
    for (Place place = at; place != null; place = place.outer()) {
      Integer index = place.scope().places().get(ref);
      if (index != null) {
        return nodes.contains(place.label(place.scope().nodes().get(index)));
      }
    }
    return false;
  }

  private boolean isHanded(String ref, Place at) {
    for (Place place = at; place != null; place = place.outer()) {
      Optional<String> handed = handed(place);
      boolean nearest = ref.indexOf('/') < 0 && handed.isPresent();
      if (nearest || handed.filter(ref::equals).isPresent()) {
        String loop = label(place);
        return place.owner() instanceof Node.Each ? lists.contains(loop) : nodes.contains(loop);
      }
    }
    return false;
  }

  private static String label(Place turn) {
    Place outer = turn.outer();
    Node owner = turn.owner();
    return outer == null || owner == null ? "" : outer.label(owner);
  }

  /** How what a turn is handed is called from further in. */
  private static Optional<String> handed(Place place) {
    if (place.owner() instanceof Node.Each) {
      return Optional.of(place.scope().label() + "/item");
    }
    return place.owner() instanceof Node.Repeat
        ? Optional.of(place.scope().label() + "/previous")
        : Optional.empty();
  }
}
