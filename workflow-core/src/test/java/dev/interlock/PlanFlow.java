package dev.interlock;

import dev.interlock.Plan.Say;
import dev.interlock.Sample.Text;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/** Builds the workflow of a plan, whose bodies ask the world. */
@SuppressWarnings("unchecked") // what is read is told apart by the world, and not by types
final class PlanFlow {
  private final PlanWorld world;

  private PlanFlow(PlanWorld world) {
    this.world = world;
  }

  static Workflow<Text, Text> of(Plan.Whole plan, PlanWorld world) {
    return new PlanFlow(world).workflow(plan);
  }

  private Workflow<Text, Text> workflow(Plan.Whole plan) {
    Workflow<Text, Text> workflow =
        Workflow.define(
            plan.name(),
            Text.class,
            (flow, in) -> (Ref<Text>) scope(flow, plan.scope(), Map.of(Plan.INPUT, in)));
    return plan.limited() ? workflow.timeout(Plan.RUN) : workflow;
  }

  private Ref<?> scope(Flow flow, Plan.Scope scope, Map<String, Ref<?>> outer) {
    Map<String, Ref<?>> refs = new HashMap<>(outer);
    for (Plan node : scope.nodes()) {
      Ref<?> gives = node(flow, node, refs);
      if (gives != null) {
        refs.put(node.name(), gives);
      }
    }
    return ref(refs, scope.result());
  }

  private static Ref<Object> ref(Map<String, Ref<?>> refs, String name) {
    return (Ref<Object>) Objects.requireNonNull(refs.get(name), name);
  }

  private Map<String, Ref<?>> and(Map<String, Ref<?>> refs, String name, Ref<?> more) {
    Map<String, Ref<?>> all = new HashMap<>(refs);
    all.put(name, more);
    return all;
  }

  private @org.jspecify.annotations.Nullable Ref<?> node(
      Flow flow, Plan node, Map<String, Ref<?>> refs) {
    if (node instanceof Plan.Do step) {
      return step.is(Say.EFFECT) ? effect(flow, step, refs) : step(flow, step, refs);
    }
    if (node instanceof Plan.Look look) {
      return flow.check(look.name(), ref(refs, look.subject()), it -> world.examines(look, it));
    }
    if (node instanceof Plan.Ask gate) {
      return flow.gate(gate.name(), ref(refs, gate.subject()), approvers(gate));
    }
    if (node instanceof Plan.Await receive) {
      return receive(flow, receive, refs);
    }
    if (node instanceof Plan.Kid child) {
      Ref<?> input = ref(refs, child.input());
      return flow.child(child.name(), workflow(child.workflow()), (Ref<Text>) input);
    }
    if (node instanceof Plan.Rest) {
      flow.pause(node.name(), Plan.PAUSE);
      return null;
    }
    return scopes(flow, node, refs);
  }

  private Ref<?> scopes(Flow flow, Plan node, Map<String, Ref<?>> refs) {
    if (node instanceof Plan.Side side) {
      return parallel(flow, side, refs);
    }
    if (node instanceof Plan.Choose choose) {
      return choose(flow, choose, refs);
    }
    return node instanceof Plan.Again again
        ? repeat(flow, again, refs)
        : each(flow, (Plan.Every) node, refs);
  }

  private static Approvers approvers(Plan.Ask gate) {
    Approvers who = gate.fourEyes() ? Approvers.fourEyes("lead") : Approvers.confirmedBy("lead");
    return gate.limited() ? who.within(Plan.GATE) : who;
  }

  private static Ref<?> receive(Flow flow, Plan.Await receive, Map<String, Ref<?>> refs) {
    Submission.Receipt<Text> receipt =
        flow.receive(receive.name(), Text.class)
            .verifiedBy("look", PlanWorld::receives)
            .after(receive.after().stream().map(refs::get).toArray(Ref<?>[]::new));
    receipt = receive.limited() ? receipt.within(Plan.RECEIPT) : receipt;
    receipt = receive.otherwise() ? receipt.otherwise(new Text("nothing")) : receipt;
    return receipt.from("lead");
  }

  private Ref<?> parallel(Flow flow, Plan.Side side, Map<String, Ref<?>> refs) {
    List<Plan.Scope> all = side.branches();
    var two =
        flow.parallel(side.name(), Text.class)
            .branch(Plan.Side.branch(0), b -> (Ref<Object>) scope(b, all.get(0), refs))
            .branch(Plan.Side.branch(1), b -> (Ref<Object>) scope(b, all.get(1), refs));
    return all.size() == 2
        ? two.join((a, b) -> world.joins(side, a, b))
        : two.branch(Plan.Side.branch(2), b -> (Ref<Object>) scope(b, all.get(2), refs))
            .join((a, b, c) -> world.joins(side, a, b, c));
  }

  private Ref<?> choose(Flow flow, Plan.Choose choose, Map<String, Ref<?>> refs) {
    Choice.On<Object> on = flow.choose(choose.name()).on(ref(refs, choose.on()));
    List<Plan.Scope> arms = choose.arms();
    Choice.Arms<Object, Object> written = null;
    for (int i = 0; i < arms.size() - 1; i++) {
      int arm = i;
      java.util.function.Predicate<Object> rule = it -> taken(choose, it, arm);
      java.util.function.Function<Flow, Ref<Object>> does =
          f -> (Ref<Object>) scope(f, arms.get(arm), refs);
      written =
          written == null
              ? on.when(choose.arm(i), "it is so", rule, does)
              : written.when(choose.arm(i), "it is so", rule, does);
    }
    return Objects.requireNonNull(written)
        .otherwise(f -> (Ref<Object>) scope(f, arms.get(arms.size() - 1), refs));
  }

  private static boolean taken(Plan.Choose choose, Object on, int arm) {
    if (choose.throwing()) {
      throw new IllegalStateException("a rule that throws");
    }
    return PlanWorld.arm(choose, PlanWorld.text(on)) == arm;
  }

  private Ref<?> repeat(Flow flow, Plan.Again again, Map<String, Ref<?>> refs) {
    return flow.repeat(again.name(), Text.class)
        .atMost(again.atMost())
        .until("it is enough", text -> enough(again, text))
        .run(
            (turn, before) -> {
              Map<String, Ref<?>> all = and(refs, Plan.previous(again.name()), before);
              return (Ref<Text>) scope(turn, again.scope(), all);
            });
  }

  private static boolean enough(Plan.Again again, Text text) {
    if (again.throwing()) {
      throw new IllegalStateException("a rule that throws");
    }
    return PlanWorld.turn(text.text()) >= again.enough();
  }

  private Ref<?> each(Flow flow, Plan.Every each, Map<String, Ref<?>> refs) {
    List<Text> elements =
        IntStream.range(0, each.size())
            .mapToObj(i -> new Text(PlanWorld.element(each, i)))
            .toList();
    return flow.forEach(each.name(), Text.class)
        .of(ref(refs, each.of()), of -> elements)
        .keyedBy(element -> each.key(elements.indexOf(element)))
        .atMost(each.atMost())
        .atOnce(each.atOnce())
        .run((turn, item) -> scope(turn, each.scope(), and(refs, Plan.item(each.name()), item)));
  }

  // --- steps ---

  private Ref<?> step(Flow flow, Plan.Do step, Map<String, Ref<?>> refs) {
    Step<Text> named = flow.step(step.name(), Text.class);
    Ref<Object> a = ref(refs, step.reads().get(0));
    if (step.reads().size() == 1) {
      var of = said(named.reading(a, flow.attempt()), step);
      of = step.is(Say.VERIFIED) ? of.verifiedBy("l", (x, n, r) -> world.looks(step, n)) : of;
      of = step.is(Say.RECONCILED) ? of.reconciledBy((x, n) -> world.asked(step, n, x)) : of;
      Body.Of2<Object, Attempt, Text> body = (x, n) -> world.does(step, n, x);
      return step.is(Say.OPTIONAL) ? verb(of.optional("a test"), step, body) : verb(of, step, body);
    }
    Ref<Object> b = ref(refs, step.reads().get(1));
    Ref<Object> c = ref(refs, step.reads().get(step.reads().size() - 1));
    var of = said(named.reading(a, b, c, flow.attempt()), step);
    of = step.is(Say.VERIFIED) ? of.verifiedBy("l", (x, y, z, n, r) -> world.looks(step, n)) : of;
    of =
        step.is(Say.RECONCILED)
            ? of.reconciledBy((x, y, z, n) -> world.asked(step, n, x, y, z))
            : of;
    Body.Of4<Object, Object, Object, Attempt, Text> body =
        (x, y, z, n) -> world.does(step, n, x, y, z);
    return step.is(Say.OPTIONAL) ? verb(of.optional("a test"), step, body) : verb(of, step, body);
  }

  private static <R, O, B, C, S extends Described<R, O, B, C, S>> S described(
      S stage, Plan.Do step) {
    S of =
        step.is(Say.VERIFIED) || step.kind() == Node.Kind.COMBINE
            ? stage
            : stage.unverified("a test");
    of = step.is(Say.UNGUARDED) ? of.unguarded("a test") : of;
    of = step.is(Say.REPEATABLE) ? of.repeatable() : of;
    of = step.is(Say.RETRY) ? of.retry(Step.Retry.attempts(Plan.TRIES).waiting(Plan.RETRY)) : of;
    return step.is(Say.TIMEOUT) ? of.timeout(Plan.TIMEOUT) : of;
  }

  private <O, B, C, S extends Step.Stage<Text, O, B, C, S>> S said(S stage, Plan.Do step) {
    S of = described(stage, step);
    of = step.is(Say.EXPECTING) ? of.expecting("plausible", t -> !t.text().endsWith("!")) : of;
    return step.is(Say.COMPENSATED) ? of.compensatedBy(t -> world.undoes(t.text())) : of;
  }

  private static <O, B> Ref<?> verb(Step.Stage<Text, O, ? super B, ?, ?> of, Plan.Do step, B body) {
    return switch (step.kind()) {
      case COMBINE -> of.combine(body);
      case COMPUTE -> of.compute(body);
      case ACT -> of.act(body);
    };
  }

  private Ref<?> effect(Flow flow, Plan.Do step, Map<String, Ref<?>> refs) {
    Effect named = flow.step(step.name());
    Ref<Object> a = ref(refs, step.reads().get(0));
    if (step.reads().size() == 1) {
      var of = described(named.reading(a, flow.attempt()), step);
      of = step.is(Say.VERIFIED) ? of.verifiedBy("l", (x, n, r) -> world.looks(step, n)) : of;
      of =
          step.is(Say.RECONCILED)
              ? of.reconciledBy((x, n) -> world.asked(step, n, x).isPresent())
              : of;
      of = step.is(Say.COMPENSATED) ? of.compensatedBy((x, n) -> world.undoes(n)) : of;
      Body.Act2<Object, Attempt> body = (x, n) -> world.does(step, n, x);
      return step.is(Say.OPTIONAL) ? of.optional("a test").act(body) : of.act(body);
    }
    Ref<Object> b = ref(refs, step.reads().get(1));
    Ref<Object> c = ref(refs, step.reads().get(step.reads().size() - 1));
    var of = described(named.reading(a, b, c, flow.attempt()), step);
    of = step.is(Say.VERIFIED) ? of.verifiedBy("l", (x, y, z, n, r) -> world.looks(step, n)) : of;
    of =
        step.is(Say.RECONCILED)
            ? of.reconciledBy((x, y, z, n) -> world.asked(step, n, x, y, z).isPresent())
            : of;
    of = step.is(Say.COMPENSATED) ? of.compensatedBy((x, y, z, n) -> world.undoes(n)) : of;
    Body.Act4<Object, Object, Object, Attempt> body = (x, y, z, n) -> world.does(step, n, x, y, z);
    return step.is(Say.OPTIONAL) ? of.optional("a test").act(body) : of.act(body);
  }
}
