package dev.interlock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.record.WorkflowException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/**
 * A gate that guards an act is taken out of generated definitions: none of them can be written any
 * more. The definition refuses most; where another witness or a reason is left, the types do, which
 * javac shows for one definition of each kind.
 */
@Tag("generated")
class GateTakenOutTest {
  private static final int SEEDS = 1_500;
  private static final Pattern ERROR =
      Pattern.compile("Taken\\.java:(\\d+):\\d+: (compiler\\.err\\.[a-z.]+)");

  @TempDir Path folder;

  /** A definition without one of its gates. */
  private record Taken(Plan.Whole plan, Plan.Whole without, Plan.Ask gate, Plan.Do act) {
    /** What the body reads, and what it would read. */
    String kind() {
      String read = Objects.requireNonNull(PlanSource.read(plan).get(act.name())).get(0);
      String left = Objects.requireNonNull(PlanSource.read(without).get(act.name())).get(0);
      return (act.is(Plan.Say.EFFECT) ? "effect of " : "step of ") + read + " handed " + left;
    }
  }

  private static Stream<Plan> all(Plan.Scope scope) {
    return scope.nodes().stream()
        .flatMap(
            node ->
                Stream.concat(
                    Stream.of(node), scopes(node).stream().flatMap(GateTakenOutTest::all)));
  }

  private static List<Plan.Scope> scopes(Plan node) {
    if (node instanceof Plan.Side side) {
      return side.branches();
    }
    if (node instanceof Plan.Choose choose) {
      return choose.arms();
    }
    if (node instanceof Plan.Again again) {
      return List.of(again.scope());
    }
    if (node instanceof Plan.Every each) {
      return List.of(each.scope());
    }
    return node instanceof Plan.Kid child ? List.of(child.workflow().scope()) : List.of();
  }

  /** Every gate that an act reads, by itself or as what a choice gives. */
  private static List<Taken> taken(Plan.Whole plan) {
    List<Plan> nodes = all(plan.scope()).toList();
    List<Taken> found = new ArrayList<>();
    for (Plan node : nodes) {
      if (node instanceof Plan.Ask gate) {
        List<String> names =
            Stream.concat(
                    Stream.of(gate.name()),
                    nodes.stream()
                        .filter(Plan.Choose.class::isInstance)
                        .filter(
                            one ->
                                scopes(one).stream()
                                    .anyMatch(arm -> arm.result().equals(gate.name())))
                        .map(Plan::name))
                .toList();
        nodes.stream()
            .filter(
                one ->
                    one instanceof Plan.Do step
                        && step.acts()
                        && names.contains(step.reads().get(0)))
            .map(Plan.Do.class::cast)
            .findFirst()
            .ifPresent(act -> found.add(new Taken(plan, new Without(gate).of(plan), gate, act)));
      }
    }
    return found;
  }

  /** Takes a gate out of a plan: who read the approval reads what it was about. */
  private record Without(Plan.Ask gate) {
    Plan.Whole of(Plan.Whole plan) {
      return new Plan.Whole(plan.name(), of(plan.scope()), plan.limited());
    }

    private String of(String name) {
      return name.equals(gate.name()) ? gate.subject() : name;
    }

    private Plan.Scope of(Plan.Scope scope) {
      return new Plan.Scope(
          scope.nodes().stream().filter(node -> node != gate).map(this::of).toList(),
          of(scope.result()));
    }

    private Plan of(Plan node) {
      if (node instanceof Plan.Do step) {
        return new Plan.Do(
            step.name(), step.kind(), step.reads().stream().map(this::of).toList(), step.says());
      }
      if (node instanceof Plan.Ask other) {
        return new Plan.Ask(other.name(), of(other.subject()), other.fourEyes(), other.limited());
      }
      if (node instanceof Plan.Await await) {
        List<String> after = await.after().stream().map(this::of).toList();
        return new Plan.Await(await.name(), after, await.limited(), await.otherwise());
      }
      if (node instanceof Plan.Look look) {
        return new Plan.Look(look.name(), of(look.subject()));
      }
      return scopes(node);
    }

    private Plan scopes(Plan node) {
      if (node instanceof Plan.Side side) {
        return new Plan.Side(side.name(), side.branches().stream().map(this::of).toList());
      }
      if (node instanceof Plan.Choose choose) {
        List<Plan.Scope> arms = choose.arms().stream().map(this::of).toList();
        return new Plan.Choose(choose.name(), of(choose.on()), arms, choose.throwing());
      }
      if (node instanceof Plan.Again again) {
        return new Plan.Again(
            again.name(), again.atMost(), again.enough(), again.throwing(), of(again.scope()));
      }
      if (node instanceof Plan.Every each) {
        return new Plan.Every(
            each.name(),
            of(each.of()),
            each.size(),
            each.atMost(),
            each.atOnce(),
            each.twins(),
            of(each.scope()));
      }
      return node instanceof Plan.Kid child
          ? new Plan.Kid(child.name(), of(child.input()), of(child.workflow()))
          : node;
    }
  }

  @Test
  void the_act_can_not_be_written_any_more(TestReporter reporter) {
    Map<String, Integer> refused = new TreeMap<>();
    Map<String, Taken> byType = new TreeMap<>();
    for (long seed = 0; seed < SEEDS; seed++) {
      for (Taken taken : taken(new Plans(seed, true).workflow())) {
        Optional<String> mistake = mistake(taken);
        if (mistake.isEmpty()) {
          byType.putIfAbsent(taken.kind(), taken);
        }
        refused.merge(mistake.orElse("by a type"), 1, Integer::sum);
      }
    }
    byType.forEach((kind, taken) -> assertRefusedByJavac(taken, seedless(kind)));
    reporter.publishEntry("refused", refused + ", the types for " + byType.keySet());
    assertThat(refused).as("refused %s, types %s", refused, byType.keySet()).hasSize(4);
    assertThat(byType).as("kinds that a type refuses").hasSizeBetween(4, 40);
  }

  private static String seedless(String kind) {
    return "an " + kind;
  }

  /** How the definition refuses it, if it does. */
  private static Optional<String> mistake(Taken taken) {
    try {
      PlanFlow.of(taken.without(), new PlanWorld(1, 0));
      return Optional.empty();
    } catch (WorkflowException e) {
      String message = Objects.requireNonNull(e.getMessage());
      if (message.contains("'" + taken.act().name() + "' acts without a witness")
          || message.contains("/" + taken.act().name() + "' acts without a witness")) {
        return Optional.of("by the definition: it acts without a witness");
      }
      if (message.contains("which is no witness of a gate or a check")) {
        return Optional.of("by the definition: a receive comes after no witness");
      }
      assertThat(message).contains("; let every arm give the same");
      return Optional.of("by the definition: the arms differ");
    }
  }

  private void assertRefusedByJavac(Taken taken, String kind) {
    assertThat(error(PlanSource.of(taken.plan(), taken.plan(), "Taken"))).as(kind).isEmpty();
    String source = PlanSource.of(taken.without(), taken.plan(), "Taken");
    Optional<String> line = error(source);
    assertThat(line).as(kind).isPresent();
    assertThat(line.get()).as(kind).contains("\"" + taken.act().name() + "\"");
  }

  /** The line of javac's first error, if there is one. */
  private Optional<String> error(String source) {
    StringWriter told = new StringWriter();
    Path file = folder.resolve("Taken.java");
    try {
      Files.writeString(file, source);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    int exit =
        ToolProvider.findFirst("javac")
            .orElseThrow()
            .run(
                new PrintWriter(told, true),
                new PrintWriter(told, true),
                "-XDrawDiagnostics",
                "-proc:none",
                "-d",
                folder.toString(),
                "--module-path",
                Objects.requireNonNull(System.getProperty("jdk.module.path")),
                "--add-modules",
                "dev.interlock",
                file.toString());
    var error = ERROR.matcher(told.toString());
    assertThat(exit == 0).as(told + source).isNotEqualTo(error.find());
    return exit == 0
        ? Optional.empty()
        : Optional.of(source.split("\n", -1)[Integer.parseInt(error.group(1)) - 1]);
  }
}
