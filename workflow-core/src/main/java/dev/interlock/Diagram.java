package dev.interlock;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A definition as a Mermaid flowchart: an arrow for each value that is read. */
final class Diagram {
  private final StringBuilder text = new StringBuilder("flowchart TD\n");
  private final Map<Ref.Source, String> ids = new LinkedHashMap<>();
  private final StringBuilder arrows = new StringBuilder();

  private Diagram() {}

  static String of(String workflow, Node.Scope scope) {
    Diagram diagram = new Diagram();
    diagram.text.append("  input([\"").append(workflow).append("\"])\n");
    diagram.add(scope, "");
    return diagram.text.append(diagram.arrows).toString();
  }

  private void add(Node.Scope scope, String prefix) {
    for (Node node : scope.nodes()) {
      String path = prefix + node.name();
      String id = "n" + ids.size();
      ids.put(new Ref.Source.Output(scope.key(), node.name(), node.type()), id);
      node.inner().forEach(inner -> add(inner.scope(), prefix + inner.segment() + "/"));
      text.append("  ").append(id).append(shape(node, path)).append('\n');
      node.reads().forEach(ref -> arrow(ref.source(), id));
      node.inner().forEach(inner -> arrow(inner.scope().result().source(), id));
    }
  }

  private void arrow(Ref.Source from, String to) {
    if (from instanceof Ref.Source.Input) {
      arrows.append("  input --> ").append(to).append('\n');
    } else if (ids.containsKey(from)) {
      arrows.append("  ").append(ids.get(from)).append(" --> ").append(to).append('\n');
    }
  }

  private static String shape(Node node, String path) {
    if (node instanceof Node.GateNode gate) {
      return "{{\"" + path + "<br/>" + roles(gate.approvers().roles()) + "\"}}";
    }
    if (node instanceof Node.Examination) {
      return "{\"" + path + "\"}";
    }
    if (node instanceof Node.Choice) {
      return "{\"" + path + "?\"}";
    }
    if (node instanceof Node.Receipt receipt) {
      return "[/\"" + path + "<br/>" + roles(receipt.options().roles()) + "\"/]";
    }
    if (node instanceof Node.Step step && step.kind() == Node.Kind.ACT) {
      return "[[\"" + path + "\"]]";
    }
    return "[\"" + path + "\"]";
  }

  /** Roles may hold what ends a text in Mermaid. */
  private static String roles(List<String> roles) {
    return String.join(", ", roles).replace("#", "#35;").replace("\"", "#quot;");
  }
}
