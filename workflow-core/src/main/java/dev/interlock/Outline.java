package dev.interlock;

import dev.interlock.internal.json.StrictJson;
import dev.interlock.internal.log.HashTree;
import dev.interlock.internal.log.Line;
import dev.interlock.record.Json;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A definition as data: every node with what it reads, how it is checked and who opens it, and the
 * components of every record. It says nothing of what lambdas do.
 *
 * <p>Immutable. Source of the form: {@code docs/record.md}, "Outlines".
 */
public final class Outline {
  private static final StrictJson JSON = StrictJson.ofValues();

  private final Json json;
  private final String table;

  private Outline(Json json, String table) {
    this.json = json;
    this.table = table;
  }

  static Outline of(String name, Workflow.Terms terms, Class<?> input, Node.Scope scope) {
    Map<String, Object> tree = new LinkedHashMap<>();
    TypeOutline types = new TypeOutline();
    tree.put("format", "interlock-outline/1");
    tree.put("workflow", name);
    tree.put("version", terms.version());
    if (terms.least() != Workflow.Profile.P0) {
      tree.put("profile", terms.least().name());
    }
    terms.timeout().ifPresent(time -> tree.put("timeout", time.toString()));
    if (terms.sensitiveInput()) {
      tree.put("sensitiveInput", true);
    }
    tree.put("input", types.name(input));
    NodeOutline.scope(scope, types, tree);
    tree.put("types", types.all());
    return new Outline(Json.of(JSON.writeTree(tree)), OutlineTable.of(name, terms, scope));
  }

  /** Canonical JSON: one line without white space; the same definition gives the same bytes. */
  public Json json() {
    return json;
  }

  /** The SHA-256 of the JSON's bytes, 64 hex digits. */
  public String digest() {
    return Line.hex(HashTree.sha256().digest(json.bytes()));
  }

  /** A table for people: one line a node, columns by spaces, 80 characters where names allow it. */
  public String table() {
    return table;
  }
}
