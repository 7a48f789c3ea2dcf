package dev.interlock;

import java.util.Optional;

/**
 * Where a scope of the definition stands in a run: its scope and the path that leads into it.
 * Immutable.
 */
record Frame(Node.Scope scope, String prefix, Optional<Frame> outer) {

  static Frame ofWorkflow(Node.Scope scope) {
    return new Frame(scope, "", Optional.empty());
  }

  Frame into(Node.Branches parallel, Node.Branch branch) {
    return new Frame(branch.scope(), path(parallel) + "/" + branch.name() + "/", Optional.of(this));
  }

  /** The path of a node of this scope. */
  String path(Node node) {
    return prefix + node.name();
  }

  /** The type of the value of the step at a path below this frame. */
  Class<?> typeAt(String path) {
    for (Node node : scope.nodes()) {
      if (path(node).equals(path)) {
        return node.type().plain();
      }
      if (node instanceof Node.Branches parallel) {
        for (Node.Branch branch : parallel.branches()) {
          Frame inner = into(parallel, branch);
          if (path.startsWith(inner.prefix())) {
            return inner.typeAt(path);
          }
        }
      }
    }
    throw new IllegalStateException("no step at '" + path + "'");
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
