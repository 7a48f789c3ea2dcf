package dev.interlock;

import dev.interlock.Plan.Say;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Writes a plan as a person would write it in Java, with the types of all that is read. */
final class PlanSource {
  private static final String HEAD =
      """
      import dev.interlock.*;
      import java.time.Duration;
      import java.util.*;

      public final class %s {
        public record Text(String text) {}
        public record Saw(String what) {}
      """;

  private final Map<String, String> types = new HashMap<>(Map.of(Plan.INPUT, "Text"));
  private final Map<String, List<String>> read = new HashMap<>();
  private final StringBuilder methods = new StringBuilder();
  private final boolean typing;

  private PlanSource(boolean typing) {
    this.typing = typing;
  }

  /**
   * The source of a plan.
   *
   * @param bodies the plan whose types the bodies have
   */
  static String of(Plan.Whole plan, Plan.Whole bodies, String className) {
    PlanSource typed = new PlanSource(true);
    typed.whole(bodies);
    PlanSource source = new PlanSource(false);
    source.read.putAll(typed.read);
    source.whole(plan);
    return HEAD.formatted(className) + source.methods + "}\n";
  }

  /** What a step reads, as types. */
  static Map<String, List<String>> read(Plan.Whole plan) {
    PlanSource typed = new PlanSource(true);
    typed.whole(plan);
    return typed.read;
  }

  private void whole(Plan.Whole plan) {
    String body = scope("f", plan.scope());
    methods
        .append("  static Workflow<Text, Text> ")
        .append(plan.name())
        .append("() {\n    return Workflow.define(\"")
        .append(plan.name())
        .append("\", Text.class, (f, in) -> {\n")
        .append(body)
        .append("    });\n  }\n");
  }

  private static String java(String name) {
    return name.replace('-', '_');
  }

  private String type(String name) {
    return Objects.requireNonNull(types.get(name), name);
  }

  private String scope(String flow, Plan.Scope scope) {
    String nodes =
        scope.nodes().stream().map(node -> node(flow, node)).collect(Collectors.joining());
    return nodes + "      return " + java(scope.result()) + ";\n";
  }

  private String inner(String flow, Plan.Scope scope) {
    return flow + "x -> {\n" + scope(flow + "x", scope) + "      }";
  }

  private String node(String flow, Plan node) {
    String call = call(flow, node);
    boolean gives = types.containsKey(node.name());
    return "      " + (gives ? "var " + node.name() + " = " : "") + flow + "." + call + ";\n";
  }

  private String call(String flow, Plan node) {
    String named = "(\"" + node.name() + "\"";
    if (node instanceof Plan.Do step) {
      return step(flow, step);
    }
    if (node instanceof Plan.Look look) {
      types.put(look.name(), "Checked<" + type(look.subject()) + ">");
      return "check"
          + named
          + ", "
          + java(look.subject())
          + ", it -> Verdict.passed(new Saw(\"it\")))";
    }
    if (node instanceof Plan.Ask gate) {
      types.put(gate.name(), "Approved<" + type(gate.subject()) + ">");
      return "gate" + named + ", " + java(gate.subject()) + ", Approvers.confirmedBy(\"lead\"))";
    }
    if (node instanceof Plan.Rest) {
      return "pause" + named + ", Duration.ofSeconds(30))";
    }
    String rest = outside(named, node);
    return rest.isEmpty() ? scopes(flow, named, node) : rest;
  }

  private String outside(String named, Plan node) {
    if (node instanceof Plan.Await receive) {
      types.put(receive.name(), "Text");
      String after =
          receive.after().stream().map(PlanSource::java).collect(Collectors.joining(", "));
      return "receive"
          + named
          + ", Text.class).unverified(\"a test\").after("
          + after
          + ").from(\"lead\")";
    }
    if (node instanceof Plan.Kid child) {
      types.put(child.name(), "Text");
      whole(child.workflow());
      return "child" + named + ", " + child.workflow().name() + "(), " + java(child.input()) + ")";
    }
    return "";
  }

  private String scopes(String flow, String named, Plan node) {
    if (node instanceof Plan.Side side) {
      String branches =
          IntStream.range(0, side.branches().size())
              .mapToObj(i -> ".branch(\"b" + i + "\", " + inner(flow, side.branches().get(i)) + ")")
              .collect(Collectors.joining());
      String names =
          IntStream.range(0, side.branches().size())
              .mapToObj(i -> "j" + i)
              .collect(Collectors.joining(", "));
      types.put(side.name(), "Text");
      return "parallel"
          + named
          + ", Text.class)"
          + branches
          + ".join(("
          + names
          + ") -> new Text(\"all\"))";
    }
    if (node instanceof Plan.Choose choose) {
      return choose(flow, named, choose);
    }
    if (node instanceof Plan.Again again) {
      String previous = Plan.previous(again.name());
      types.put(previous, "Optional<Text>");
      String turn =
          "("
              + flow
              + "x, "
              + java(previous)
              + ") -> {\n"
              + scope(flow + "x", again.scope())
              + "      }";
      types.put(again.name(), "Text");
      return "repeat"
          + named
          + ", Text.class).atMost(3).until(\"enough\", t -> true).run("
          + turn
          + ")";
    }
    Plan.Every each = (Plan.Every) node;
    String item = Plan.item(each.name());
    types.put(item, "Text");
    String turn =
        "(" + flow + "x, " + java(item) + ") -> {\n" + scope(flow + "x", each.scope()) + "      }";
    types.put(each.name(), "List<" + type(each.scope().result()) + ">");
    return "forEach"
        + named
        + ", Text.class).of("
        + java(each.of())
        + ", of -> List.of(new Text(\"one\"))).keyedBy(Text::text).atMost(3).run("
        + turn
        + ")";
  }

  private String choose(String flow, String named, Plan.Choose choose) {
    StringBuilder arms = new StringBuilder();
    int last = choose.arms().size() - 1;
    for (int i = 0; i < last; i++) {
      arms.append(".when(\"a" + i + "\", \"it is so\", it -> true, ")
          .append(inner(flow, choose.arms().get(i)))
          .append(")");
    }
    arms.append(".otherwise(").append(inner(flow, choose.arms().get(last))).append(")");
    types.put(choose.name(), type(choose.arms().get(0).result()));
    return "choose" + named + ").on(" + java(choose.on()) + ")" + arms;
  }

  private String step(String flow, Plan.Do step) {
    if (typing) {
      read.put(step.name(), step.reads().stream().map(this::type).toList());
    }
    List<String> of = new ArrayList<>(Objects.requireNonNull(read.get(step.name())));
    of.add("Attempt");
    String in =
        IntStream.range(0, of.size())
            .mapToObj(i -> of.get(i) + " i" + i)
            .collect(Collectors.joining(", "));
    String reads = step.reads().stream().map(PlanSource::java).collect(Collectors.joining(", "));
    boolean effect = step.is(Say.EFFECT);
    if (!effect) {
      types.put(step.name(), step.is(Say.OPTIONAL) ? "Optional<Text>" : "Text");
    }
    String said =
        (step.kind() == Node.Kind.COMBINE ? "" : ".unverified(\"a test\")")
            + (step.is(Say.UNGUARDED) ? ".unguarded(\"a test\")" : "")
            + (step.is(Say.OPTIONAL) ? ".optional(\"a test\")" : "");
    String verb = step.kind().name().toLowerCase(java.util.Locale.ROOT);
    return "step(\""
        + step.name()
        + "\""
        + (effect ? "" : ", Text.class")
        + ").reading("
        + reads
        + ", "
        + flow
        + ".attempt())"
        + said
        + "."
        + verb
        + "(("
        + in
        + ") -> "
        + (effect ? "{}" : "new Text(\"x\")")
        + ")";
  }
}
