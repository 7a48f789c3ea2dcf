package dev.interlock;

import java.util.Optional;

/**
 * Where a scope of the definition stands in a run: its scope and the path that leads into it.
 * Immutable.
 *
 * @param turn which turn of the loop it is in, if its scope is that of a loop
 */
record Frame(Node.Scope scope, String prefix, Optional<Frame> outer, Optional<Turn> turn) {

  /** One turn of a loop: a repeat's number, a forEach's key. */
  record Turn(Node loop, String key) {
    int number() {
      return Integer.parseInt(key);
    }
  }

  /** A node and where it stands. */
  record Place(Node node, Frame frame) {}

  static Frame ofWorkflow(Node.Scope scope) {
    return new Frame(scope, "", Optional.empty(), Optional.empty());
  }

  Frame into(Node.Branches parallel, Node.Branch branch) {
    return side(parallel, branch.name(), branch.scope());
  }

  Frame into(Node.Choice choice, Node.Arm arm) {
    return side(choice, arm.name(), arm.scope());
  }

  Frame into(Node.Repeat repeat, int turn) {
    return turn(repeat, String.valueOf(turn), repeat.scope());
  }

  Frame into(Node.Each each, String key) {
    return turn(each, key, each.scope());
  }

  private Frame side(Node node, String name, Node.Scope inner) {
    return new Frame(inner, path(node) + "/" + name + "/", Optional.of(this), Optional.empty());
  }

  private Frame turn(Node loop, String key, Node.Scope inner) {
    String turned = path(loop) + "[" + key + "]/";
    return new Frame(inner, turned, Optional.of(this), Optional.of(new Turn(loop, key)));
  }

  /** The path of a node of this scope. */
  String path(Node node) {
    return prefix + node.name();
  }

  /** The node at a path below this frame. */
  Optional<Place> find(String path) {
    for (Node node : scope.nodes()) {
      String here = path(node);
      if (here.equals(path)) {
        return Optional.of(new Place(node, this));
      }
      if (path.startsWith(here + "/") || path.startsWith(here + "[")) {
        return inner(node, path).flatMap(frame -> frame.find(path));
      }
    }
    return Optional.empty();
  }

  private Optional<Frame> inner(Node node, String path) {
    if (node instanceof Node.Branches parallel) {
      return parallel.branches().stream()
          .map(branch -> into(parallel, branch))
          .filter(frame -> path.startsWith(frame.prefix))
          .findFirst();
    }
    if (node instanceof Node.Choice choice) {
      return choice.arms().stream()
          .map(arm -> into(choice, arm))
          .filter(frame -> path.startsWith(frame.prefix))
          .findFirst();
    }
    int from = path(node).length() + 1;
    int to = path.indexOf("]/", from);
    if (to < 0 || node.inner().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(turn(node, path.substring(from, to), node.inner().get(0).scope()));
  }

  /** The frame of the scope in which something was made; definitions only refer outwards. */
  Frame of(ScopeKey key) {
    return scope.key() == key
        ? this
        : outer.orElseThrow(() -> new IllegalStateException("no frame of " + key.label())).of(key);
  }

  /** The node of this name. */
  Node node(String name) {
    for (Node node : scope.nodes()) {
      if (node.name().equals(name)) {
        return node;
      }
    }
    throw new IllegalStateException("no node '" + name + "' in " + scope.key().label());
  }
}
