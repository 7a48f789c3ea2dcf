package dev.interlock;

import static dev.interlock.Mistakes.OWNER;
import static dev.interlock.Mistakes.counted;
import static dev.interlock.Mistakes.last;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.Mistakes.Count;
import dev.interlock.Mistakes.Text;
import dev.interlock.record.Presence;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is said in a definition stands in its outline. */
class OutlineWordsTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Workflow<Text, Count> CHILD = workflow((f, text) -> counted(f, "x", text));

  /** For each word of the DSL, definitions that differ in what is said with it. */
  static Stream<Named<List<Supplier<Workflow<?, ?>>>>> words() {
    return Stream.of(
        Named.of("step", steps()),
        Named.of("step that acts", acts()),
        Named.of("step that gives nothing", effects()),
        Named.of("gate", gates()),
        Named.of("receive", receipts()),
        Named.of("choose", choices()),
        Named.of("repeat", repeats()),
        Named.of("forEach", loops()),
        Named.of("child and pause", childrenAndPauses()),
        Named.of("given", givens()),
        Named.of("workflow", wholes()));
  }

  @ParameterizedTest
  @MethodSource("words")
  void each_thing_that_is_said_changes_the_digest(List<Supplier<Workflow<?, ?>>> definitions) {
    Set<String> digests = new LinkedHashSet<>();
    for (int i = 0; i < definitions.size(); i++) {
      assertThat(digests.add(definitions.get(i).get().digest())).as("definition " + i).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("words")
  void two_that_are_built_alike_have_the_same_bytes(List<Supplier<Workflow<?, ?>>> definitions) {
    for (Supplier<Workflow<?, ?>> definition : definitions) {
      Workflow<?, ?> one = definition.get();
      Workflow<?, ?> two = definition.get();
      assertThat(two).isNotSameAs(one);
      assertThat(two.outline().json().bytes()).isEqualTo(one.outline().json().bytes());
      assertThat(two.outline().table()).isEqualTo(one.outline().table());
      assertThat(two.diagram()).isEqualTo(one.diagram());
    }
  }

  private static <O> Workflow<Text, O> workflow(BiFunction<Flow, Ref<Text>, Ref<O>> definition) {
    return Workflow.define("w", Text.class, definition);
  }

  @SafeVarargs
  @SuppressWarnings("varargs")
  private static <O> List<Supplier<Workflow<?, ?>>> all(
      BiFunction<Flow, Ref<Text>, Ref<O>>... definitions) {
    return Arrays.stream(definitions)
        .<Supplier<Workflow<?, ?>>>map(definition -> () -> workflow(definition))
        .toList();
  }

  @SafeVarargs
  @SuppressWarnings("varargs")
  private static <S> List<Supplier<Workflow<?, ?>>> each(
      BiFunction<Flow, Ref<Text>, S> begun,
      BiFunction<Flow, S, Ref<Count>> ended,
      UnaryOperator<S>... options) {
    return Stream.concat(Stream.of(UnaryOperator.<S>identity()), Arrays.stream(options))
        .<Supplier<Workflow<?, ?>>>map(
            option ->
                () ->
                    workflow(
                        (flow, text) -> ended.apply(flow, option.apply(begun.apply(flow, text)))))
        .toList();
  }

  private static List<Supplier<Workflow<?, ?>>> steps() {
    return each(
        (flow, text) -> flow.step("a", Count.class).reading(text).verifiedBy("c", Sample::seen),
        (flow, step) -> step.compute(t -> new Count(1)),
        step -> step.retry(3),
        step -> step.retry(4),
        step -> step.retry(Step.Retry.attempts(3).waiting(HOUR)),
        step -> step.retry(Step.Retry.attempts(3).waiting(HOUR, HOUR)),
        step -> step.retry(Step.Retry.attempts(3).jittered()),
        step -> step.timeout(HOUR),
        step -> step.timeout(HOUR.plusNanos(1)),
        step -> step.expecting("it is so", c -> true),
        step -> step.expecting("it is not", c -> true),
        step -> step.verifiedBy("d", Sample::seen));
  }

  private static List<Supplier<Workflow<?, ?>>> acts() {
    Stream<Supplier<Workflow<?, ?>>> optional =
        Stream.of("nice to have", "not needed")
            .map(
                reason ->
                    () ->
                        workflow(
                            (flow, text) ->
                                last(
                                    flow,
                                    flow.step("a", Count.class)
                                        .reading(text)
                                        .unverified("x")
                                        .unguarded("y")
                                        .optional(reason)
                                        .act(t -> new Count(1)))));
    List<Supplier<Workflow<?, ?>>> plain =
        each(
            (flow, text) ->
                flow.step("a", Count.class).reading(text).unverified("x").unguarded("y"),
            (flow, step) -> last(flow, step.act(t -> new Count(1))),
            step -> step.unguarded("z"),
            step -> step.unverified("z"),
            step -> step.repeatable(),
            step -> step.reconciledBy(t -> Optional.empty()),
            step -> step.compensatedBy(c -> {}));
    return Stream.concat(plain.stream(), optional).toList();
  }

  private static List<Supplier<Workflow<?, ?>>> effects() {
    return each(
        (flow, text) -> flow.step("a").reading(text).unverified("x").unguarded("y"),
        (flow, effect) -> last(flow, effect.act(t -> {})),
        effect -> effect.repeatable(),
        effect -> effect.reconciledBy(t -> true),
        effect -> effect.compensatedBy(t -> {}),
        effect -> effect.timeout(HOUR),
        effect -> effect.repeatable().retry(3));
  }

  private static List<Supplier<Workflow<?, ?>>> gates() {
    Approvers two = Approvers.some(2, "editor", "guard");
    return Stream.of(
            Approvers.confirmedBy("editor"),
            Approvers.fourEyes("editor"),
            two,
            Approvers.some(1, "editor", "guard"),
            Approvers.all("editor", "guard"),
            Approvers.groups(Approvers.Need.of(1, "editor"), Approvers.Need.of(2, "guard")),
            Approvers.groups(Approvers.Need.of(1, "editor"), Approvers.Need.of(3, "guard")),
            two.vetoedBy("judge"),
            two.vetoedBy("boss"),
            two.atLeast(Presence.KEY),
            two.within(HOUR),
            two.within(HOUR.multipliedBy(2)),
            two.askedAgainAfter(HOUR),
            two.escalatingAfter(HOUR, "boss"),
            two.escalatingAfter(HOUR, "judge"),
            Approvers.breakGlass(2, "editor", "look at it"),
            Approvers.breakGlass(2, "editor", "look at it twice"))
        .<Supplier<Workflow<?, ?>>>map(
            approvers ->
                () -> workflow((flow, text) -> last(flow, flow.gate("g", text, approvers))))
        .toList();
  }

  private static List<Supplier<Workflow<?, ?>>> receipts() {
    List<Supplier<Workflow<?, ?>>> options =
        each(
            (flow, text) ->
                flow.receive("r", Text.class).after(flow.gate("g", text, OWNER)).unverified("x"),
            (flow, receipt) -> last(flow, receipt.from("agent")),
            receipt -> receipt.unverified("y"),
            receipt -> receipt.expecting("it is so", t -> true),
            receipt -> receipt.within(HOUR),
            receipt -> receipt.within(HOUR.multipliedBy(2)),
            receipt -> receipt.within(HOUR).otherwise(new Text("a")),
            receipt -> receipt.within(HOUR).otherwise(new Text("b")));
    List<Supplier<Workflow<?, ?>>> others =
        all(
            (flow, text) -> last(flow, flow.receive("r", Text.class).unverified("x").from("a")),
            (flow, text) -> last(flow, flow.receive("r", Text.class).unverified("x").from("b")),
            (flow, text) ->
                last(flow, flow.receive("r", Text.class).unverified("x").from("a", "b")),
            (flow, text) -> last(flow, flow.receive("r", Count.class).unverified("x").from("a")),
            (flow, text) ->
                last(
                    flow,
                    flow.receive("r", Text.class).verifiedBy("c", Verdict::passed).from("a")));
    return Stream.concat(options.stream(), others.stream()).toList();
  }

  private static Choice.Arms<Text, Count> arms(Flow flow, Ref<Text> text, String arm, String says) {
    return flow.choose("c").on(text).when(arm, says, t -> true, f -> counted(f, "x", text));
  }

  private static List<Supplier<Workflow<?, ?>>> choices() {
    return all(
        (flow, text) -> arms(flow, text, "a", "it is").otherwise(f -> counted(f, "x", text)),
        (flow, text) -> arms(flow, text, "b", "it is").otherwise(f -> counted(f, "x", text)),
        (flow, text) -> arms(flow, text, "a", "it is not").otherwise(f -> counted(f, "x", text)),
        (flow, text) -> arms(flow, text, "a", "it is").otherwise(f -> counted(f, "y", text)),
        (flow, text) ->
            arms(flow, text, "a", "it is")
                .when("b", "it is not", t -> true, f -> counted(f, "x", text))
                .otherwise(f -> counted(f, "x", text)),
        (flow, text) ->
            arms(flow, text, "b", "it is not")
                .when("a", "it is", t -> true, f -> counted(f, "x", text))
                .otherwise(f -> counted(f, "x", text)),
        (flow, text) ->
            arms(flow, flow.given("g", new Text("z")), "a", "it is")
                .otherwise(f -> counted(f, "x", text)));
  }

  private static Ref<Count> rounds(
      Flow flow, int atMost, String says, BiFunction<Flow, Ref<Optional<Count>>, Ref<Count>> turn) {
    return flow.repeat("q", Count.class).atMost(atMost).until(says, c -> true).run(turn);
  }

  /** A turn in a turn, of which a step reads what the inner or the outer turn before gave. */
  private static Ref<Count> nested(Flow flow, boolean outer) {
    return rounds(
        flow,
        2,
        "it is",
        (f, before) -> rounds(f, 2, "it is", (g, previous) -> last(g, outer ? before : previous)));
  }

  private static List<Supplier<Workflow<?, ?>>> repeats() {
    return all(
        (flow, text) -> rounds(flow, 2, "it is", (f, previous) -> counted(f, "x", text)),
        (flow, text) -> rounds(flow, 3, "it is", (f, previous) -> counted(f, "x", text)),
        (flow, text) -> rounds(flow, 2, "it is not", (f, previous) -> counted(f, "x", text)),
        (flow, text) -> rounds(flow, 2, "it is", (f, previous) -> counted(f, "y", text)),
        (flow, text) -> rounds(flow, 2, "it is", (f, previous) -> last(f, previous)),
        (flow, text) -> nested(flow, false),
        (flow, text) -> nested(flow, true));
  }

  private static <E, R> Ref<Count> loop(
      Flow flow, Class<E> type, int atMost, int atOnce, BiFunction<Flow, Ref<E>, Ref<R>> turn) {
    return last(
        flow,
        flow.forEach("f", type)
            .of(flow.given("g", new Text("z")), t -> List.of())
            .keyedBy(String::valueOf)
            .atMost(atMost)
            .atOnce(atOnce)
            .run(turn));
  }

  /** A turn in a turn, of which each does this with its own item and the outer one. */
  private static <R> Ref<Count> nestedLoop(
      Flow flow, BiFunction<Ref<String>, Ref<String>, BiFunction<Flow, Ref<String>, Ref<R>>> turn) {
    return loop(
        flow,
        String.class,
        2,
        1,
        (f, region) ->
            loop(f, String.class, 2, 1, (g, item) -> turn.apply(item, region).apply(g, item)));
  }

  private static List<Supplier<Workflow<?, ?>>> loops() {
    return all(
        (flow, text) -> loop(flow, String.class, 2, 1, (f, item) -> counted(f, "x", text)),
        (flow, text) -> loop(flow, Integer.class, 2, 1, (f, item) -> counted(f, "x", text)),
        (flow, text) -> loop(flow, String.class, 3, 1, (f, item) -> counted(f, "x", text)),
        (flow, text) -> loop(flow, String.class, 2, 2, (f, item) -> counted(f, "x", text)),
        (flow, text) -> loop(flow, String.class, 2, 1, (f, item) -> counted(f, "y", text)),
        (flow, text) -> loop(flow, String.class, 2, 1, (f, item) -> last(f, item)),
        (flow, text) -> loop(flow, String.class, 2, 1, (f, item) -> item),
        (flow, text) -> loop(flow, String.class, 2, 1, (f, item) -> text),
        (flow, text) -> nestedLoop(flow, (own, outer) -> (f, item) -> last(f, own)),
        (flow, text) -> nestedLoop(flow, (own, outer) -> (f, item) -> last(f, outer)),
        (flow, text) -> nestedLoop(flow, (own, outer) -> (f, item) -> own),
        (flow, text) -> nestedLoop(flow, (own, outer) -> (f, item) -> outer));
  }

  private static Ref<Count> paused(Flow flow, Ref<Text> text, String name, Duration time) {
    flow.pause(name, time);
    return counted(flow, "x", text);
  }

  private static List<Supplier<Workflow<?, ?>>> childrenAndPauses() {
    return all(
        (flow, text) -> flow.child("k", CHILD, text),
        (flow, text) -> flow.child("l", CHILD, text),
        (flow, text) -> flow.child("k", CHILD.version("2"), text),
        (flow, text) -> flow.child("k", CHILD.timeout(HOUR), text),
        (flow, text) -> flow.child("k", CHILD, flow.given("g", new Text("z"))),
        (flow, text) -> paused(flow, text, "p", HOUR),
        (flow, text) -> paused(flow, text, "q", HOUR),
        (flow, text) -> paused(flow, text, "p", HOUR.plusNanos(1)));
  }

  private static List<Supplier<Workflow<?, ?>>> givens() {
    return all(
        (flow, text) -> flow.given("g", new Count(1)),
        (flow, text) -> flow.given("g", new Count(2)),
        (flow, text) -> flow.given("h", new Count(1)),
        (flow, text) -> arms(flow, text, "a", "it is").otherwise(f -> f.given("g", new Count(1))),
        (flow, text) -> arms(flow, text, "a", "it is").otherwise(f -> f.given("g", new Count(2))),
        (flow, text) -> flow.step("x", Count.class).reading(flow.given("g", 1)).combine(Count::new),
        (flow, text) ->
            flow.step("x", Count.class).reading(flow.given("g", 2)).combine(Count::new));
  }

  private static List<Supplier<Workflow<?, ?>>> wholes() {
    Workflow<Text, Count> plain = workflow((flow, text) -> counted(flow, "x", text));
    return Stream.<UnaryOperator<Workflow<Text, Count>>>of(
            it -> it.version("1"),
            it -> it.version("2"),
            it -> it.timeout(HOUR),
            it -> it.timeout(HOUR.plusNanos(1)),
            it -> it.atLeast(Workflow.Profile.P1),
            it -> it.atLeast(Workflow.Profile.P2),
            it -> it.atLeast(Workflow.Profile.P3),
            it -> it.atLeast(Workflow.Profile.P1).timeout(HOUR).version("2"))
        .<Supplier<Workflow<?, ?>>>map(change -> () -> change.apply(plain))
        .toList();
  }
}
