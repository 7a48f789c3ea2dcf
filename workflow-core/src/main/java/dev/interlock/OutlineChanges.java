package dev.interlock;

import dev.interlock.internal.json.StrictJson;
import dev.interlock.record.Journal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What is another in one outline than in another. */
final class OutlineChanges {
  private static final StrictJson JSON = StrictJson.ofValues();

  /** What holds scopes, each of which is compared by itself. */
  private static final Set<String> SCOPES = Set.of("nodes", "branches", "arms");

  private OutlineChanges() {}

  /**
   * What changed, each a sentence; one that says so if the outline before is not there any more.
   *
   * @param before the digest of the outline before
   */
  static List<String> between(String before, Workflow<?, ?> to, Journal journal) {
    Optional<byte[]> kept = journal.kept(Journal.Side.OUTLINE, before);
    return kept.isEmpty()
        ? List.of("the outline of definition " + before + " is not kept in this log")
        : between(JSON.readTree(kept.get()), JSON.readTree(to.outline().json().bytes()));
  }

  private static List<String> between(Map<String, Object> before, Map<String, Object> after) {
    List<String> changes = new ArrayList<>();
    for (String key : List.of("version", "profile", "timeout", "sensitiveInput", "input")) {
      if (!Objects.equals(before.get(key), after.get(key))) {
        changes.add("the workflow's " + key + " is another");
      }
    }
    nodes(flat(before), flat(after), changes);
    types(before, after, changes);
    return changes;
  }

  private static void nodes(
      Map<String, Map<String, Object>> before,
      Map<String, Map<String, Object>> after,
      List<String> changes) {
    after.forEach(
        (path, node) -> {
          if (!before.containsKey(path)) {
            changes.add(named(path, node) + " is new");
          }
        });
    before.forEach(
        (path, node) -> {
          Map<String, Object> now = after.get(path);
          if (now == null) {
            changes.add(named(path, node) + " is gone");
          } else if (!now.equals(node)) {
            changes.add(named(path, node) + " is another: " + String.join(", ", keys(node, now)));
          }
        });
  }

  private static String named(String path, Map<String, Object> node) {
    return node.get("node") + " '" + path + "'";
  }

  private static Set<String> keys(Map<String, Object> one, Map<String, Object> other) {
    Set<String> keys = new TreeSet<>(one.keySet());
    keys.addAll(other.keySet());
    keys.removeIf(key -> Objects.equals(one.get(key), other.get(key)));
    return keys;
  }

  private static void types(
      Map<String, Object> before, Map<String, Object> after, List<String> changes) {
    for (String type : keys(tree(before.get("types")), tree(after.get("types")))) {
      changes.add("the type " + type + " is another");
    }
  }

  private static Map<String, Map<String, Object>> flat(Map<String, Object> outline) {
    Map<String, Map<String, Object>> flat = new LinkedHashMap<>();
    flatten("", outline, flat);
    return flat;
  }

  private static void flatten(
      String prefix, Map<String, Object> scope, Map<String, Map<String, Object>> flat) {
    for (Object one : list(scope.get("nodes"))) {
      Map<String, Object> node = tree(one);
      String path = prefix + node.get("name");
      Map<String, Object> itself = new LinkedHashMap<>(node);
      itself.keySet().removeAll(SCOPES);
      flat.put(path, itself);
      flatten(path + "[*]/", node, flat);
      for (String sides : List.of("branches", "arms")) {
        for (Object side : list(node.get(sides))) {
          flatten(path + "/" + tree(side).get("name") + "/", tree(side), flat);
        }
      }
    }
  }

  private static List<?> list(@Nullable Object value) {
    return value instanceof List<?> list ? list : List.of();
  }

  @SuppressWarnings("unchecked") // an object of JSON is a map by its keys
  private static Map<String, Object> tree(@Nullable Object value) {
    return value instanceof Map<?, ?> ? (Map<String, Object>) value : Map.of();
  }
}
