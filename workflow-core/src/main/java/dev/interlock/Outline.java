package dev.interlock;

import dev.interlock.internal.json.StrictJson;
import dev.interlock.internal.log.HashTree;
import dev.interlock.internal.log.Line;
import dev.interlock.record.Codec;
import dev.interlock.record.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
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

  static Outline of(String name, String version, Class<?> input, Node.Scope scope) {
    Map<String, Object> tree = new LinkedHashMap<>();
    TypeOutline types = new TypeOutline();
    tree.put("format", "interlock-outline/1");
    tree.put("workflow", name);
    tree.put("version", version);
    tree.put("input", types.name(input));
    tree.put("nodes", nodes(scope, types));
    tree.put("gives", scope.result().source().name());
    tree.put("types", types.all());
    return new Outline(Json.of(JSON.writeTree(tree)), OutlineTable.of(name, version, scope));
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

  private static List<Object> nodes(Node.Scope scope, TypeOutline types) {
    List<Object> nodes = new ArrayList<>();
    for (Node node : scope.nodes()) {
      Map<String, Object> tree = new LinkedHashMap<>();
      tree.put("name", node.name());
      tree.put("node", Rules.noun(node));
      describe(node, tree, types);
      nodes.add(tree);
    }
    return nodes;
  }

  private static void describe(Node node, Map<String, Object> tree, TypeOutline types) {
    if (node instanceof Node.Step step) {
      tree.put("kind", step.kind().word());
      tree.put("reads", reads(step.reads(), types));
      tree.put("type", types.name(step.type().plain()));
      options(step.options(), tree);
    } else if (node instanceof Node.Examination check) {
      tree.put("reads", reads(check.reads(), types));
    } else if (node instanceof Node.GateNode gate) {
      tree.put("reads", reads(List.of(gate.subject()), types));
      tree.put("showing", reads(gate.showing(), types));
      approvers(gate.approvers(), tree);
    } else if (node instanceof Node.Branches parallel) {
      List<Object> branches = new ArrayList<>();
      for (Node.Branch branch : parallel.branches()) {
        Map<String, Object> side = new LinkedHashMap<>();
        side.put("name", branch.name());
        side.put("nodes", nodes(branch.scope(), types));
        side.put("gives", branch.scope().result().source().name());
        branches.add(side);
      }
      tree.put("branches", branches);
      tree.put("type", types.name(parallel.type().plain()));
    }
  }

  private static void options(StepOptions options, Map<String, Object> tree) {
    if (!options.expectations().isEmpty()) {
      tree.put("expecting", options.expectations().stream().map(Node.Expectation::says).toList());
    }
    if (!options.verifications().isEmpty()) {
      tree.put(
          "verifiedBy", options.verifications().stream().map(Node.Verification::name).toList());
    }
    options.unverified().ifPresent(reason -> tree.put("unverified", reason));
    options.unguarded().ifPresent(reason -> tree.put("unguarded", reason));
    if (options.repeatable()) {
      tree.put("repeatable", true);
    }
  }

  private static void approvers(Approvers approvers, Map<String, Object> tree) {
    tree.put("approval", approvers.kind());
    tree.put("roles", approvers.roles());
    tree.put("quorum", approvers.quorum());
    tree.put("presence", approvers.least().name());
    approvers.deadline().ifPresent(time -> tree.put("within", time.toString()));
  }

  private static List<Object> reads(List<Ref<?>> refs, TypeOutline types) {
    List<Object> reads = new ArrayList<>();
    for (Ref<?> ref : refs) {
      Ref.Source source = ref.source();
      Map<String, Object> read = new LinkedHashMap<>();
      read.put("ref", source.name());
      read.put("type", source.type().label());
      if (source instanceof Ref.Source.Given given) {
        types.name(given.type().plain());
        read.put("given", givenJson(given).toString());
      }
      reads.add(read);
    }
    return reads;
  }

  @SuppressWarnings("unchecked") // a given's type is the class of its value
  static Json givenJson(Ref.Source.Given given) {
    return Codec.json().write(given.value(), (Class<Object>) given.type().plain());
  }
}
