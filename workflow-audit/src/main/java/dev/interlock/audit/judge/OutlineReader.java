package dev.interlock.audit.judge;

import dev.interlock.internal.json.StrictJson;
import dev.interlock.record.Presence;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Reads a definition from its outline. Use from one thread. */
final class OutlineReader {
  private static final StrictJson JSON = StrictJson.ofValues();
  private static final String FORMAT = "interlock-outline/1";

  private final Set<String> kept = new HashSet<>();
  private final Set<String> children = new HashSet<>();
  private boolean signed = true;

  private OutlineReader() {}

  /**
   * Reads an outline.
   *
   * @param sensitive whether what the workflow of another outline gives is sensitive
   * @throws IllegalArgumentException if the bytes are no JSON object
   * @throws Tree.NoOutline if it is no outline of this format
   */
  static Definition read(String sha256, byte[] outline, Predicate<String> sensitive) {
    OutlineReader reader = new OutlineReader();
    Tree tree = new Tree(JSON.readTree(outline));
    if (!tree.text("format").equals(FORMAT)) {
      throw new Tree.NoOutline("its format is not " + FORMAT);
    }
    Scope root = reader.scope("", tree);
    return new Definition(
        sha256,
        tree.text("workflow"),
        tree.text("version"),
        tree.textIfAny("profile"),
        tree.has("timeout"),
        root,
        reader.kept,
        new Definition.Answers(reader.signed, reader.children),
        SensitiveReader.read(tree.flag("sensitiveInput"), root, sensitive));
  }

  private Scope scope(String label, Tree tree) {
    List<Node> nodes = tree.trees("nodes").stream().map(one -> node(label, one)).toList();
    Node.Read gives = new Node.Read(tree.text("gives"), tree.textIfAny("given"));
    keep(gives.ref());
    return Scope.of(label, nodes, gives);
  }

  /** A name that is a path says whose turn it belongs to. */
  private void keep(String ref) {
    kept.add(ref.substring(ref.lastIndexOf('/') + 1));
  }

  private Node node(String label, Tree tree) {
    String name = tree.text("name");
    String here = label.isEmpty() ? name : label + "/" + name;
    return switch (tree.text("node")) {
      case "step" -> step(name, tree);
      case "check" -> new Node.Check(name, about(tree));
      case "gate" -> gate(name, tree);
      case "receive" -> receive(name, tree);
      case "parallel" -> new Node.Parallel(name, sides(here, tree, "branches"), join(name));
      case "choose" -> new Node.Choose(name, reads(tree, "reads"), sides(here, tree, "arms"));
      case "repeat" -> new Node.Repeat(name, tree.number("atMost"), scope(here + "[*]", tree));
      case "forEach" ->
          new Node.Each(
              name,
              reads(tree, "reads"),
              tree.number("atMost"),
              tree.number("atOnce"),
              scope(here + "[*]", tree));
      case "child" -> child(name, tree);
      case "pause" -> new Node.Pause(name);
      default -> throw new Tree.NoOutline("'" + here + "' is of a kind that is not known");
    };
  }

  private static List<Node.Read> reads(Tree tree, String name) {
    return tree.trees(name).stream()
        .map(one -> new Node.Read(one.text("ref"), one.textIfAny("given")))
        .toList();
  }

  /** What a gate or a check is about, or a child is given, whose value is compared. */
  private List<Node.Read> about(Tree tree) {
    List<Node.Read> reads = reads(tree, "reads");
    if (reads.isEmpty()) {
      throw new Tree.NoOutline("'" + tree.text("name") + "' is about nothing");
    }
    keep(reads.get(0).ref());
    return reads;
  }

  private Node.Child child(String name, Tree tree) {
    children.add(tree.text("definition"));
    return new Node.Child(name, about(tree), tree.text("workflow"), tree.text("definition"));
  }

  private static Node.Step step(String name, Tree tree) {
    int attempts = tree.has("retry") ? tree.tree("retry").number("attempts") : 0;
    Node.Trying trying =
        new Node.Trying(
            tree.textIfAny("optional"),
            attempts,
            tree.flag("repeatable"),
            tree.flag("reconciled"),
            tree.flag("compensated"),
            tree.flag("sensitive"));
    return new Node.Step(name, reads(tree, "reads"), tree.text("kind"), checks(tree), trying);
  }

  private static Node.Step join(String name) {
    return new Node.Step(name, List.of(), "combine", Node.Checks.NONE, Node.Trying.NONE);
  }

  private static Node.Checks checks(Tree tree) {
    return new Node.Checks(
        tree.texts("expecting"), tree.texts("verifiedBy"), tree.textIfAny("unverified"));
  }

  private Node.Gate gate(String name, Tree tree) {
    Optional<Node.Read> named = reads(tree, "named").stream().findFirst();
    named.ifPresent(read -> keep(read.ref()));
    GateRules rules = GateRules.of(tree);
    signed &= rules.presence().reaches(Presence.KEY);
    return new Node.Gate(name, about(tree), rules, named);
  }

  private static Node.Receive receive(String name, Tree tree) {
    return new Node.Receive(
        name,
        reads(tree, "after"),
        tree.text("type"),
        tree.texts("from"),
        checks(tree),
        tree.has("within"),
        tree.has("otherwise"),
        tree.flag("sensitive"));
  }

  private List<Node.Side> sides(String here, Tree tree, String name) {
    return tree.trees(name).stream()
        .map(
            one -> {
              String side = one.text("name");
              return new Node.Side(side, scope(here + "/" + side, one));
            })
        .toList();
  }
}
