package dev.interlock.audit.judge;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The nodes of a scope in the order in which they run, and what it gives. Immutable.
 *
 * @param label how paths into it begin, with {@code *} for a turn; empty for the outermost
 * @param places where in the order each name stands
 */
record Scope(String label, List<Node> nodes, Map<String, Integer> places, Node.Read gives) {
  static Scope of(String label, List<Node> nodes, Node.Read gives) {
    Map<String, Integer> places = new HashMap<>();
    for (int i = 0; i < nodes.size(); i++) {
      places.put(nodes.get(i).name(), i);
    }
    return new Scope(label, List.copyOf(nodes), places, gives);
  }

  /** The path of a node in it, with {@code *} for a turn. */
  String label(Node node) {
    return label.isEmpty() ? node.name() : label + "/" + node.name();
  }
}
