package dev.interlock;

import dev.interlock.record.Codec;
import dev.interlock.record.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The nodes of an outline as trees of maps and lists. Use from one thread. */
final class NodeOutline {
  private final TypeOutline types;
  private final ScopeKey here;

  private NodeOutline(TypeOutline types, ScopeKey here) {
    this.types = types;
    this.here = here;
  }

  /** Puts a scope's nodes and what it gives into a tree. */
  static void scope(Node.Scope scope, TypeOutline types, Map<String, Object> tree) {
    new NodeOutline(types, scope.key()).put(scope, tree);
  }

  private void put(Node.Scope scope, Map<String, Object> tree) {
    List<Object> nodes = new ArrayList<>();
    for (Node node : scope.nodes()) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("name", node.name());
      one.put("node", node.noun());
      describe(node, one);
      nodes.add(one);
    }
    tree.put("nodes", nodes);
    Ref.Source gives = scope.result().source();
    tree.put("gives", gives.seenFrom(here));
    given(gives, tree);
  }

  private void describe(Node node, Map<String, Object> tree) {
    if (node instanceof Node.Step step) {
      step(step, tree);
    } else if (node instanceof Node.Examination check) {
      tree.put("reads", reads(check.reads()));
    } else if (node instanceof Node.GateNode gate) {
      tree.put("reads", reads(List.of(gate.subject())));
      tree.put("showing", reads(gate.showing()));
      gate.named().ifPresent(named -> tree.put("named", reads(List.of(named))));
      ApproversOutline.write(gate.approvers(), tree);
    } else if (node instanceof Node.Receipt receipt) {
      receipt(receipt, tree);
    } else if (node instanceof Node.Child child) {
      tree.put("reads", reads(child.reads()));
      tree.put("workflow", child.workflow().name());
      tree.put("definition", child.workflow().digest());
    } else if (node instanceof Node.Pause pause) {
      tree.put("time", pause.time().toString());
    } else {
      holdingScopes(node, tree);
    }
  }

  private void holdingScopes(Node node, Map<String, Object> tree) {
    if (node instanceof Node.Branches parallel) {
      List<Object> branches = new ArrayList<>();
      parallel.branches().forEach(one -> branches.add(side(one.name(), one.scope())));
      tree.put("branches", branches);
      tree.put("type", type(parallel));
    } else if (node instanceof Node.Choice choice) {
      tree.put("reads", reads(choice.reads()));
      List<Object> arms = new ArrayList<>();
      choice.arms().forEach(arm -> arms.add(arm(arm)));
      tree.put("arms", arms);
    } else if (node instanceof Node.Repeat repeat) {
      tree.put("atMost", repeat.atMost());
      tree.put("until", repeat.until().says());
      scope(repeat.scope(), types, tree);
      tree.put("type", type(repeat));
    } else if (node instanceof Node.Each each) {
      tree.put("reads", reads(each.reads()));
      tree.put("of", types.name(each.elements().type()));
      tree.put("atMost", each.atMost());
      tree.put("atOnce", each.atOnce());
      scope(each.scope(), types, tree);
    }
  }

  private String type(Node node) {
    return types.name(node.type().plain());
  }

  private Map<String, Object> side(String name, Node.Scope scope) {
    Map<String, Object> side = new LinkedHashMap<>();
    side.put("name", name);
    scope(scope, types, side);
    return side;
  }

  private Map<String, Object> arm(Node.Arm arm) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("name", arm.name());
    arm.when().ifPresent(rule -> tree.put("when", rule.says()));
    scope(arm.scope(), types, tree);
    return tree;
  }

  private void step(Node.Step step, Map<String, Object> tree) {
    tree.put("kind", step.kind().word());
    tree.put("reads", reads(step.reads()));
    tree.put("type", type(step));
    StepOptions options = step.options();
    checks(options.expectations(), options.verifications(), options.unverified(), tree);
    options.unguarded().ifPresent(reason -> tree.put("unguarded", reason));
    options.optional().ifPresent(reason -> tree.put("optional", reason));
    options.retry().ifPresent(retry -> tree.put("retry", retry(retry)));
    options.timeout().ifPresent(time -> tree.put("timeout", time.toString()));
    flag("repeatable", options.repeatable(), tree);
    flag("reconciled", options.reconciliation().isPresent(), tree);
    flag("compensated", options.compensation().isPresent(), tree);
    flag("sensitive", options.sensitive(), tree);
  }

  private static void flag(String name, boolean set, Map<String, Object> tree) {
    if (set) {
      tree.put(name, true);
    }
  }

  private static Map<String, Object> retry(Step.Retry retry) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("attempts", retry.attempts());
    tree.put("waits", retry.waits().stream().map(Duration::toString).toList());
    flag("jitter", retry.jitter(), tree);
    return tree;
  }

  private static void checks(
      List<Node.Expectation> expectations,
      List<Node.Verification> verifications,
      Optional<String> unverified,
      Map<String, Object> tree) {
    if (!expectations.isEmpty()) {
      tree.put("expecting", expectations.stream().map(Node.Expectation::says).toList());
    }
    if (!verifications.isEmpty()) {
      tree.put("verifiedBy", verifications.stream().map(Node.Verification::name).toList());
    }
    unverified.ifPresent(reason -> tree.put("unverified", reason));
  }

  private void receipt(Node.Receipt receipt, Map<String, Object> tree) {
    ReceiptOptions options = receipt.options();
    tree.put("type", type(receipt));
    tree.put("from", options.roles());
    if (!options.after().isEmpty()) {
      tree.put("after", reads(options.after()));
    }
    checks(options.expectations(), options.verifications(), options.unverified(), tree);
    options.within().ifPresent(time -> tree.put("within", time.toString()));
    options.otherwise().ifPresent(value -> tree.put("otherwise", value.toString()));
    flag("sensitive", options.sensitive(), tree);
  }

  private List<Object> reads(List<Ref<?>> refs) {
    List<Object> reads = new ArrayList<>();
    for (Ref<?> ref : refs) {
      Ref.Source source = ref.source();
      Map<String, Object> read = new LinkedHashMap<>();
      read.put("ref", source.seenFrom(here));
      read.put("type", source.type().label());
      given(source, read);
      reads.add(read);
    }
    return reads;
  }

  private void given(Ref.Source source, Map<String, Object> tree) {
    if (source instanceof Ref.Source.Given given) {
      types.name(given.type().plain());
      tree.put("given", given.value().toString());
    }
  }

  /** A value of the definition as JSON, by a codec that does not change from host to host. */
  @SuppressWarnings("unchecked") // the value is of the class
  static Json given(Object value, Class<?> type) {
    return Codec.json().write(value, (Class<Object>) type);
  }
}
