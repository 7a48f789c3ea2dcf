package dev.interlock;

import dev.interlock.Plan.Say;
import dev.interlock.PlanFacts.Fact;
import dev.interlock.PlanFacts.Is;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the model says at one moment: what may be done, what is waited for, how it must end. */
final class PlanView {
  /** What may be done, by path. */
  final Map<String, String> ready = new LinkedHashMap<>();

  final List<String> awaited = new ArrayList<>();
  final List<String> children = new ArrayList<>();
  final List<String> endings = new ArrayList<>();

  /** What was closed for an end that is not recorded yet. */
  private final List<String> cancelled = new ArrayList<>();

  /** When time changes something. */
  final List<Instant> dues = new ArrayList<>();

  final Map<String, Plan> nodes = new HashMap<>();

  /** What a step, a join or a child gives, and what a gate or a check is about. */
  final Map<String, String> values = new HashMap<>();

  final Map<String, Plan.Do> undoable = new HashMap<>();
  final Optional<String> result;
  boolean retrying;

  private final PlanModel model;
  private final Instant now;

  PlanView(PlanModel model, Instant now) {
    this.model = model;
    this.now = now;
    if (model.plan().limited() && passed(model.startedAt().plus(Plan.RUN))) {
      endings.add("failed -");
    }
    this.result = scope(model.plan().scope(), "", Map.of(Plan.INPUT, model.input()));
  }

  /** What the scope gives, if it is done. */
  private Optional<String> scope(Plan.Scope scope, String prefix, Map<String, String> outer) {
    Map<String, String> known = new HashMap<>(outer);
    for (Plan node : scope.nodes()) {
      String path = prefix + node.name();
      nodes.put(path, node);
      Optional<String> gives = node(node, path, known);
      if (gives.isEmpty()) {
        return gives;
      }
      known.put(node.name(), gives.get());
    }
    return Optional.of(known(known, scope.result()));
  }

  private static String known(Map<String, String> known, String name) {
    return Objects.requireNonNull(known.get(name), name);
  }

  private Optional<String> node(Plan node, String path, Map<String, String> known) {
    Fact fact = model.fact(path);
    if (node instanceof Plan.Do step) {
      return step(step, path, fact, known);
    }
    if (node instanceof Plan.Look look) {
      return look(path, fact, known(known, look.subject()));
    }
    if (node instanceof Plan.Ask gate) {
      values.put(path, known(known, gate.subject()));
      return open(path, fact, "present", "gate", values.get(path));
    }
    if (node instanceof Plan.Await) {
      return open(path, fact, "request", "submission", null);
    }
    if (node instanceof Plan.Rest) {
      return open(path, fact, "pause", "pause", "");
    }
    if (node instanceof Plan.Kid child) {
      values.put(path, known(known, child.input()));
      Optional<String> gives = open(path, fact, "child", "child", null);
      if (fact != null && fact.is == Is.OPEN) {
        children.add(path);
      }
      return gives;
    }
    return node instanceof Plan.Side side
        ? parallel(side, path, fact, known)
        : scopes(node, path, fact, known);
  }

  private Optional<String> ready(String path, String what) {
    ready.put(path, what);
    return Optional.empty();
  }

  private Optional<String> waits(String what, String path) {
    awaited.add(what + " " + path);
    return Optional.empty();
  }

  private Optional<String> ends(String how, String path) {
    endings.add(how + " " + path);
    return Optional.empty();
  }

  private boolean passed(@Nullable Instant due) {
    if (due != null && now.isBefore(due)) {
      dues.add(due);
    }
    return due != null && !now.isBefore(due);
  }

  private Optional<String> step(
      Plan.Do step, String path, @Nullable Fact fact, Map<String, String> known) {
    List<String> in = step.reads().stream().map(name -> known(known, name)).toList();
    values.put(path, PlanWorld.value(step, model.place(path), in));
    if (fact == null) {
      return ready(path, "start");
    }
    if (fact.is == Is.STARTED && model.running().contains(path)) {
      return Optional.empty();
    }
    String again = step.mayRepeat() ? "start" : "doubt";
    if (step.is(Say.COMPENSATED) && (fact.is == Is.DONE || fact.effect)) {
      undoable.put(path, step);
    }
    return switch (fact.is) {
      case DONE -> Optional.of(fact.value);
      case SKIPPED -> Optional.of("-");
      case STARTED, AGAIN -> ready(path, again);
      case CLEAR -> ready(path, "start");
      case RETRY -> {
        if (passed(fact.due)) {
          yield ready(path, again);
        }
        retrying = true;
        yield Optional.empty();
      }
      case WAITING -> waits("retry", path);
      case DOUBT -> step.is(Say.RECONCILED) ? ready(path, "reconcile") : waits("doubt", path);
      case UNANSWERED -> waits("doubt", path);
      case FAILED -> step.is(Say.OPTIONAL) ? ready(path, "skip") : ends("failed", path);
      default -> throw new IllegalStateException(path + " is " + fact.is);
    };
  }

  private Optional<String> look(String path, @Nullable Fact fact, String subject) {
    values.put(path, subject);
    if (fact == null || fact.is == Is.AGAIN) {
      return ready(path, "examine");
    }
    return switch (fact.is) {
      case DONE -> Optional.of(subject);
      case WAITING -> waits("retry", path);
      default -> ends("rejected", path);
    };
  }

  /** What somebody or something else closes. */
  private Optional<String> open(
      String path, @Nullable Fact fact, String begin, String what, @Nullable String gives) {
    if (fact == null) {
      return ready(path, begin);
    }
    return switch (fact.is) {
      case OPEN -> passed(fact.due) ? ready(path, "over") : waits(what, path);
      case DECIDED -> ready(path, "close");
      case DONE -> Optional.of(gives == null ? fact.value : gives);
      case FAILED -> ends("failed", path);
      case CANCELLED -> {
        cancelled.add("rejected " + path);
        yield Optional.empty();
      }
      default -> ends("rejected", path);
    };
  }

  /** How the run must end, if something in it says so. */
  Optional<String> ending() {
    return Stream.concat(endings.stream(), cancelled.stream()).findFirst();
  }

  private Optional<String> parallel(
      Plan.Side side, String path, @Nullable Fact fact, Map<String, String> known) {
    List<String> gave = new ArrayList<>();
    for (int i = 0; i < side.branches().size(); i++) {
      scope(side.branches().get(i), path + "/" + Plan.Side.branch(i) + "/", known)
          .ifPresent(gave::add);
    }
    if (gave.size() < side.branches().size()) {
      return Optional.empty();
    }
    values.put(path, PlanWorld.joined(side, gave));
    if (model.running().contains(path)) {
      return Optional.empty();
    }
    if (fact == null || fact.is == Is.STARTED || fact.is == Is.AGAIN) {
      return ready(path, "start");
    }
    return fact.is == Is.DONE ? Optional.of(fact.value) : waits("retry", path);
  }

  private Optional<String> scopes(
      Plan node, String path, @Nullable Fact fact, Map<String, String> known) {
    if (node instanceof Plan.Again again) {
      return repeat(again, path, fact, known);
    }
    if (fact == null && node instanceof Plan.Choose choose) {
      values.put(path, known(known, choose.on()));
      return ready(path, "choose");
    }
    if (fact == null) {
      return ready(path, "each");
    }
    if (fact.is == Is.FAILED || fact.is == Is.NO) {
      return ends(fact.is == Is.NO ? "rejected" : "failed", path);
    }
    if (node instanceof Plan.Choose choose) {
      int arm = fact.attempt == PlanFacts.OTHERWISE ? choose.arms().size() - 1 : fact.attempt;
      return scope(choose.arms().get(arm), path + "/" + choose.arm(arm) + "/", known);
    }
    return each((Plan.Every) node, path, known);
  }

  private Optional<String> each(Plan.Every each, String path, Map<String, String> outer) {
    List<String> gave = new ArrayList<>();
    int atWork = 0;
    for (int i = 0; i < each.size() && atWork < each.atOnce(); i++) {
      Map<String, String> known = new HashMap<>(outer);
      known.put(Plan.item(each.name()), PlanWorld.element(each, i));
      Optional<String> gives = scope(each.scope(), path + "[" + each.key(i) + "]/", known);
      gives.ifPresent(gave::add);
      atWork += gives.isPresent() ? 0 : 1;
    }
    return atWork == 0 ? Optional.of("[" + String.join(",", gave) + "]") : Optional.empty();
  }

  private Optional<String> repeat(
      Plan.Again again, String path, @Nullable Fact fact, Map<String, String> outer) {
    int turned = fact == null ? 0 : fact.attempt;
    Map<String, String> known = new HashMap<>(outer);
    String gave = "-";
    for (int turn = 1; turn <= turned; turn++) {
      known.put(Plan.previous(again.name()), gave);
      gave = scope(again.scope(), path + "[" + turn + "]/", known).orElseThrow();
    }
    if (fact != null && fact.is == Is.DONE) {
      return Optional.of(gave);
    }
    if (turned == again.atMost()) {
      return ends("rejected", path);
    }
    known.put(Plan.previous(again.name()), gave);
    Optional<String> now = scope(again.scope(), path + "[" + (turned + 1) + "]/", known);
    if (now.isEmpty()) {
      return now;
    }
    values.put(path, now.get());
    return fact != null && fact.is == Is.FAILED ? ends("failed", path) : ready(path, "turn");
  }
}
