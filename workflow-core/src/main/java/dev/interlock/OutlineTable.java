package dev.interlock;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** An outline as a table for people. */
final class OutlineTable {
  /** How wide the first column is; a longer name has a line of its own. */
  private static final int NAME = 24;

  /** How wide the last two columns are; longer cells go on in the next line. */
  private static final int CELL = 22;

  private OutlineTable() {}

  static String of(String name, Workflow.Terms terms, Node.Scope scope) {
    List<String> rows = new ArrayList<>();
    rows.add(
        "workflow "
            + name
            + ", version "
            + terms.version()
            + (terms.least() == Workflow.Profile.P0 ? "" : ", at least " + terms.least())
            + terms.timeout().map(time -> ", within " + time).orElse("")
            + (terms.sensitiveInput() ? ", sensitive input" : ""));
    row("NAME", "KIND", "READS", "CHECKED / OPENED BY", rows);
    add(scope, "", rows);
    return String.join("\n", rows) + "\n";
  }

  /** A node's inner scopes stand below it, set in, each node with its branch or arm before it. */
  private static void add(Node.Scope scope, String before, List<String> rows) {
    for (Node node : scope.nodes()) {
      row(before + node.name(), kind(node), reads(node), note(node), rows);
      String indent = "  " + " ".repeat(before.length() - before.stripLeading().length());
      for (Node.Inner inner : node.inner()) {
        String side = inner.segment().substring(node.name().length());
        add(inner.scope(), indent + (side.startsWith("/") ? side.substring(1) + "/" : ""), rows);
      }
    }
  }

  private static void row(String name, String kind, String reads, String note, List<String> rows) {
    List<String> left = wrapped(reads);
    List<String> right = wrapped(note);
    if (name.length() > NAME) {
      rows.add(name);
    }
    for (int i = 0; i < Math.max(left.size(), right.size()); i++) {
      rows.add(
          String.format(
                  Locale.ROOT,
                  "%-" + NAME + "s %-9s %-" + CELL + "s %s",
                  i == 0 && name.length() <= NAME ? name : "",
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
    return node instanceof Node.Step step ? step.kind().word() : node.noun();
  }

  private static String reads(Node node) {
    return node instanceof Node.Branches parallel
        ? parallel.branches().stream().map(Node.Branch::name).collect(Collectors.joining(", "))
        : node.reads().stream().map(Ref::toString).collect(Collectors.joining(", "));
  }

  private static String note(Node node) {
    if (node instanceof Node.GateNode gate) {
      return ApproversOutline.words(gate.approvers());
    }
    if (node instanceof Node.Step step) {
      return String.join(", ", said(step.options()));
    }
    if (node instanceof Node.Receipt receipt) {
      return received(receipt.options());
    }
    if (node instanceof Node.Choice choice) {
      return choice.arms().stream()
          .map(arm -> arm.name() + arm.when().map(rule -> ": " + rule.says()).orElse(""))
          .collect(Collectors.joining("; "));
    }
    return bound(node);
  }

  private static String bound(Node node) {
    if (node instanceof Node.Repeat repeat) {
      return "until " + repeat.until().says() + ", at most " + repeat.atMost();
    }
    if (node instanceof Node.Each each) {
      return "at most " + each.atMost() + ", " + each.atOnce() + " at once";
    }
    if (node instanceof Node.Child child) {
      return "workflow " + child.workflow().name();
    }
    return node instanceof Node.Pause pause ? pause.time().toString() : "";
  }

  private static String received(ReceiptOptions options) {
    List<String> parts = new ArrayList<>();
    parts.add("from " + String.join(", ", options.roles()));
    options.verifications().forEach(verification -> parts.add(verification.name()));
    options.unverified().ifPresent(reason -> parts.add("unverified: " + reason));
    options.within().ifPresent(time -> parts.add("within " + time));
    said("or goes on with a value", options.otherwise().isPresent(), parts);
    said("sensitive", options.sensitive(), parts);
    return String.join(", ", parts);
  }

  private static List<String> said(StepOptions options) {
    List<String> parts = new ArrayList<>();
    options.verifications().forEach(verification -> parts.add(verification.name()));
    options.unverified().ifPresent(reason -> parts.add("unverified: " + reason));
    options.unguarded().ifPresent(reason -> parts.add("unguarded: " + reason));
    options.optional().ifPresent(reason -> parts.add("optional: " + reason));
    options.retry().ifPresent(retry -> parts.add(retry.attempts() + " attempts"));
    options.timeout().ifPresent(time -> parts.add("timeout " + time));
    said("repeatable", options.repeatable(), parts);
    said("reconciled", options.reconciliation().isPresent(), parts);
    said("compensated", options.compensation().isPresent(), parts);
    said("sensitive", options.sensitive(), parts);
    return parts;
  }

  private static void said(String word, boolean holds, List<String> parts) {
    if (holds) {
      parts.add(word);
    }
  }
}
