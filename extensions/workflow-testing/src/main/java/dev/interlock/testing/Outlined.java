package dev.interlock.testing;

import dev.interlock.internal.json.StrictJson;
import dev.interlock.record.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The nodes of an outline by their paths, without the turns of loops in them. Immutable. Source of
 * the form: {@code docs/record.md}, "Outlines".
 */
public final class Outlined {
  private static final StrictJson JSON = StrictJson.ofValues();

  private final Map<String, Node> nodes = new LinkedHashMap<>();

  private Outlined() {}

  /**
   * A node. Immutable.
   *
   * @param path its path in the definition
   * @param what step, check, gate and so on
   * @param kind of a step: combine, compute or act; else empty
   * @param reads what it reads
   * @param unguarded why a step that acts stands behind no witness, if it says so
   */
  public record Node(
      String path, String what, String kind, List<Read> reads, Optional<String> unguarded) {
    /** Copies the list. */
    public Node {
      reads = List.copyOf(reads);
    }

    /** Whether it is a step that acts. */
    public boolean acts() {
      return kind.equals("act");
    }

    /** Whether an approval is among what it reads. */
    public boolean readsApproval() {
      return reads.stream().anyMatch(Read::isApproval);
    }
  }

  /**
   * What a node reads. Immutable.
   *
   * @param ref its name
   * @param type such as {@code Approved<Draft>}
   */
  public record Read(String ref, String type) {
    boolean isApproval() {
      return type.contains("Approved<");
    }

    boolean isWitness() {
      return isApproval() || type.contains("Checked<");
    }
  }

  /** The nodes of an outline as it stands in the record. */
  public static Outlined of(Json outline) {
    Outlined outlined = new Outlined();
    outlined.scope("", JSON.readTree(outline.bytes()));
    return outlined;
  }

  /** All nodes, outer before inner. */
  public List<Node> nodes() {
    return List.copyOf(nodes.values());
  }

  /** The node at a path of a run, such as {@code rounds[2]/review}. */
  Optional<Node> at(String path) {
    return Optional.ofNullable(nodes.get(definition(path)));
  }

  /** The path of a run without its turns. */
  static String definition(String path) {
    return path.replaceAll("\\[[^]]*]", "");
  }

  private void scope(String prefix, Map<String, Object> scope) {
    for (Map<String, Object> node : list(scope, "nodes")) {
      String path = prefix + text(node, "name");
      nodes.put(path, node(path, node));
      scope(path + "/", node);
      list(node, "branches").forEach(b -> scope(path + "/" + text(b, "name") + "/", b));
      list(node, "arms").forEach(arm -> scope(path + "/" + text(arm, "name") + "/", arm));
    }
  }

  private static Node node(String path, Map<String, Object> node) {
    List<Read> reads = new ArrayList<>();
    for (Map<String, Object> read : list(node, "reads")) {
      reads.add(new Read(text(read, "ref"), text(read, "type")));
    }
    return new Node(
        path,
        text(node, "node"),
        text(node, "kind"),
        reads,
        Optional.of(text(node, "unguarded")).filter(reason -> !reason.isEmpty()));
  }

  private static String text(Map<String, Object> tree, String key) {
    return tree.get(key) instanceof String text ? text : "";
  }

  @SuppressWarnings("unchecked") // an object of JSON is a map by its keys
  private static List<Map<String, Object>> list(Map<String, Object> tree, String key) {
    List<Map<String, Object>> found = new ArrayList<>();
    if (tree.get(key) instanceof List<?> list) {
      for (Object element : list) {
        if (element instanceof Map<?, ?> map) {
          found.add((Map<String, Object>) map);
        }
      }
    }
    return found;
  }
}
