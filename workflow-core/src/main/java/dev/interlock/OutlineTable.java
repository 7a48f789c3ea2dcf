package dev.interlock;

import dev.interlock.record.Presence;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** An outline as a table for people. */
final class OutlineTable {
  /** How wide the last two columns are; longer cells go on in the next line. */
  private static final int CELL = 22;

  private OutlineTable() {}

  static String of(String name, String version, Node.Scope scope) {
    List<String> rows = new ArrayList<>();
    rows.add("workflow " + name + ", version " + version);
    row("NAME", "KIND", "READS", "CHECKED / OPENED BY", rows);
    add(scope, "", rows);
    return String.join("\n", rows) + "\n";
  }

  private static void add(Node.Scope scope, String prefix, List<String> rows) {
    for (Node node : scope.nodes()) {
      String path = prefix + node.name();
      if (node instanceof Node.Branches parallel) {
        for (Node.Branch branch : parallel.branches()) {
          add(branch.scope(), path + "/" + branch.name() + "/", rows);
        }
      }
      row(path, kind(node), reads(node), note(node), rows);
    }
  }

  private static void row(String path, String kind, String reads, String note, List<String> rows) {
    List<String> left = wrapped(reads);
    List<String> right = wrapped(note);
    for (int i = 0; i < Math.max(left.size(), right.size()); i++) {
      rows.add(
          String.format(
                  Locale.ROOT,
                  "%-24s %-9s %-22s %s",
                  i == 0 ? path : "",
                  i == 0 ? kind : "",
                  i < left.size() ? left.get(i) : "",
                  i < right.size() ? right.get(i) : "")
              .stripTrailing());
    }
  }

  private static List<String> wrapped(String text) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ", -1)) {
      if (!line.isEmpty() && line.length() + 1 + word.length() > CELL) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }

  private static String kind(Node node) {
    return node instanceof Node.Step step ? step.kind().word() : Rules.noun(node);
  }

  private static String reads(Node node) {
    return node instanceof Node.Branches parallel
        ? parallel.branches().stream().map(Node.Branch::name).collect(Collectors.joining(", "))
        : node.reads().stream().map(Ref::toString).collect(Collectors.joining(", "));
  }

  private static String note(Node node) {
    return node instanceof Node.GateNode gate
        ? opened(gate.approvers())
        : node instanceof Node.Step step ? checked(step.options()) : "";
  }

  private static String opened(Approvers approvers) {
    return approvers.kind()
        + " by "
        + String.join(", ", approvers.roles())
        + (approvers.quorum() > 1 ? ", quorum " + approvers.quorum() : "")
        + (approvers.least() == Presence.TERMINAL ? "" : ", at least " + approvers.least())
        + approvers.deadline().map(time -> ", within " + time).orElse("");
  }

  private static String checked(StepOptions options) {
    List<String> parts = new ArrayList<>();
    options.verifications().forEach(verification -> parts.add(verification.name()));
    options.unverified().ifPresent(reason -> parts.add("unverified: " + reason));
    options.unguarded().ifPresent(reason -> parts.add("unguarded: " + reason));
    return String.join(", ", parts);
  }
}
