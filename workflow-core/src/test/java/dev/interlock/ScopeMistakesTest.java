package dev.interlock;

import static dev.interlock.Mistakes.OWNER;
import static dev.interlock.Mistakes.counted;
import static dev.interlock.Mistakes.last;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.Mistakes.Count;
import dev.interlock.Mistakes.Inner;
import dev.interlock.Mistakes.Text;
import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Choices, loops, children and pauses that are written wrongly. */
class ScopeMistakesTest {
  private static final String FORM = " is not of the form [a-z0-9][a-z0-9-]{0,63}";

  @Nested
  class AChain {
    static Stream<Named<BiFunction<Flow, Ref<Text>, Object>>> stages() {
      return Stream.of(
          stage("step", (flow, text) -> flow.step("x")),
          stage("step reading", (flow, text) -> flow.step("x").reading(text)),
          stage("step checked", (flow, text) -> flow.step("x").reading(text).unverified("y")),
          stage("step optional", (f, text) -> Mistakes.counting(f, "x", text).optional("y")),
          stage("receive", (flow, text) -> flow.receive("x", Text.class)),
          stage("receive checked", (f, text) -> f.receive("x", Text.class).unverified("y")),
          stage("receive after", (f, text) -> f.receive("x", Text.class).after()),
          stage("receive within", (f, t) -> f.receive("x", Text.class).within(Duration.ZERO)),
          stage("receive otherwise", (f, t) -> f.receive("x", Text.class).otherwise(new Text("y"))),
          stage("choose", (flow, text) -> flow.choose("x")),
          stage("choose on", (flow, text) -> flow.choose("x").on(text)),
          stage("choose when", AChain::arm),
          stage("repeat", (flow, text) -> flow.repeat("x", Count.class)),
          stage("repeat atMost", (flow, text) -> flow.repeat("x", Count.class).atMost(1)),
          stage("repeat until", AChain::until),
          stage("forEach", (flow, text) -> flow.forEach("x", String.class)),
          stage("forEach of", AChain::of),
          stage("forEach keyedBy", (flow, text) -> of(flow, text).keyedBy(key -> key)),
          stage("forEach atMost", (flow, text) -> of(flow, text).keyedBy(key -> key).atMost(1)),
          stage("forEach atOnce", (f, text) -> of(f, text).keyedBy(k -> k).atMost(1).atOnce(1)),
          stage("parallel", (flow, text) -> flow.parallel("x", Count.class)));
    }

    private static Named<BiFunction<Flow, Ref<Text>, Object>> stage(
        String name, BiFunction<Flow, Ref<Text>, Object> chain) {
      return Named.of(name, chain);
    }

    private static Object arm(Flow flow, Ref<Text> text) {
      return flow.choose("x").on(text).when("a", "it is so", t -> true, a -> text);
    }

    private static Object until(Flow flow, Ref<Text> text) {
      return flow.repeat("x", Text.class).atMost(1).until("it is so", t -> true);
    }

    private static Loop.Of<String> of(Flow flow, Ref<Text> text) {
      return flow.forEach("x", String.class).of(text, t -> List.of());
    }

    @ParameterizedTest
    @MethodSource("stages")
    void without_its_last_verb_is_reported_wherever_it_stopped(
        BiFunction<Flow, Ref<Text>, Object> chain) {
      assertThat(
              Mistakes.in(
                  (flow, text) -> {
                    assertThat(chain.apply(flow, text)).isNotNull();
                    return counted(flow, "other", text);
                  }))
          .containsExactly(
              "'x' was begun but has no last verb; end it with combine, compute, act, join,"
                  + " otherwise, run or from");
    }

    @Test
    void that_is_kept_is_not_changed_by_what_follows() {
      assertThat(
              Workflow.define(
                      "w",
                      Text.class,
                      (flow, text) -> {
                        var kept = flow.receive("r", Text.class).unverified("x");
                        assertThat(kept.within(Duration.ofHours(1))).isNotSameAs(kept);
                        assertThat(kept.otherwise(new Text("y"))).isNotSameAs(kept);
                        assertThat(kept.expecting("z", t -> true)).isNotSameAs(kept);
                        return last(flow, kept.from("agent"));
                      })
                  .outline()
                  .json()
                  .toString())
          .doesNotContain("within", "otherwise", "expecting");
    }
  }

  @Nested
  class ANameOfANode {
    @ParameterizedTest
    @ValueSource(strings = {"input", "attempt", "evidence", "previous", "item"})
    void is_not_one_of_what_the_engine_hands_out(String name) {
      String taken = "' is taken: it is what the engine hands out";
      assertThat(Mistakes.in((flow, text) -> last(flow, flow.gate(name, text, OWNER))))
          .containsExactly("the name '" + name + "' of a gate" + taken.substring(1));
      assertThat(
              Mistakes.in(
                  (flow, text) ->
                      last(flow, flow.receive(name, Text.class).unverified("x").from("agent"))))
          .containsExactly("the name '" + name + "' of a receive" + taken.substring(1));
      assertThat(
              Mistakes.in(
                  (flow, text) ->
                      Inner.REPEAT.around(
                          flow,
                          "s",
                          text,
                          again ->
                              again
                                  .step("x", Count.class)
                                  .reading(again.given(name, 3))
                                  .combine(Count::new))))
          .containsExactly("the name 's[*]/" + name + "' of a given" + taken.substring(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A", "a b", "-a", "a_b", "a[1]"})
    void is_of_its_form_whatever_the_node(String name) {
      for (Inner kind : Inner.values()) {
        if (kind != Inner.FOR_EACH) {
          assertThat(
                  Mistakes.in(
                      (flow, text) -> kind.around(flow, name, text, f -> counted(f, "x", text))))
              .singleElement()
              .asString()
              .matches(
                  "the name '\\Q" + name + "\\E' of a (parallel|choose|repeat)\\Q" + FORM + "\\E");
        }
      }
      assertThat(
              Mistakes.in(
                  (flow, text) -> {
                    flow.pause(name, Duration.ofHours(1));
                    return counted(flow, "x", text);
                  }))
          .containsExactly("the name '" + name + "' of a pause" + FORM);
    }

    @Test
    void is_used_once_whatever_the_node() {
      assertThat(
              Mistakes.in(
                  (flow, text) -> {
                    flow.pause("s", Duration.ofHours(1));
                    return Inner.REPEAT.around(flow, "s", text, f -> counted(f, "s", text));
                  }))
          .containsExactly("the name 's' is used twice in workflow 'w'");
    }
  }

  @Nested
  class AChoice {
    private static Choice.Arms<Text, Count> arm(Flow flow, Ref<Text> text, String name) {
      return flow.choose("c")
          .on(text)
          .when(name, "it is so", t -> true, f -> counted(f, "x", text));
    }

    @Test
    void has_arms_of_different_names() {
      assertThat(
              Mistakes.in(
                  (flow, text) ->
                      arm(flow, text, "a")
                          .when("a", "it is so", t -> true, f -> counted(f, "x", text))
                          .when("otherwise", "it is so", t -> true, f -> counted(f, "x", text))
                          .otherwise(f -> counted(f, "x", text))))
          .containsExactly("the arm 'c/a' is there twice", "the arm 'c/otherwise' is there twice");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A", "a/b"})
    void has_arms_whose_names_are_of_their_form(String name) {
      assertThat(
              Mistakes.in(
                  (flow, text) -> arm(flow, text, name).otherwise(f -> counted(f, "x", text))))
          .containsExactly("the name 'c/" + name + "' of an arm" + FORM);
    }

    @Test
    void says_its_rules_in_words() {
      assertThat(
              Mistakes.in(
                  (flow, text) ->
                      flow.choose("c")
                          .on(text)
                          .when("a", " ", t -> true, f -> counted(f, "x", text))
                          .otherwise(f -> counted(f, "x", text))))
          .containsExactly("arm 'c/a' has a rule without words; say in words what must hold");
    }

    @Test
    @SuppressWarnings({"unchecked", "rawtypes"})
    void gives_the_same_type_in_every_arm() {
      assertThat(
              Mistakes.in(
                  (flow, text) ->
                      (Ref<Count>)
                          ((Choice.Arms) arm(flow, text, "a"))
                              .when("b", "it is so", t -> true, f -> flow.gate("g", text, OWNER))
                              .otherwise(f -> text)))
          .contains(
              "choose 'c' gives Count in the arm 'a' and Approved<Text> in 'b'; let every arm give"
                  + " the same",
              "choose 'c' gives Count in the arm 'a' and Text in 'otherwise'; let every arm give the"
                  + " same");
    }

    @Test
    void is_about_a_value_and_not_about_an_attempt() {
      assertThat(
              Mistakes.in(
                  (flow, text) ->
                      flow.choose("c")
                          .on(flow.attempt())
                          .when("a", "it is so", t -> true, f -> text)
                          .otherwise(f -> text)))
          .containsExactly(
              "choose 'c' reads flow.attempt(), which only a step of workflow 'w' may read");
    }

    @Test
    void that_gives_a_witness_is_read() {
      assertThat(
              Mistakes.in(
                  (flow, text) -> {
                    flow.choose("c")
                        .on(text)
                        .when("a", "it is so", t -> true, f -> f.gate("g", text, OWNER))
                        .otherwise(f -> f.gate("g", text, OWNER));
                    return counted(flow, "x", text);
                  }))
          .containsExactly("choose 'c' guards nothing: no later step reads its witness");
    }
  }

  @Nested
  class ALoop {
    private static <R> Ref<List<R>> each(
        Flow flow,
        Ref<Text> text,
        int atMost,
        int atOnce,
        BiFunction<Flow, Ref<String>, Ref<R>> turn) {
      return flow.forEach("f", String.class)
          .of(text, t -> List.of())
          .keyedBy(key -> key)
          .atMost(atMost)
          .atOnce(atOnce)
          .run(turn);
    }

    private static Ref<Count> repeat(Flow flow, Ref<Text> text, int atMost, String says) {
      return flow.repeat("q", Count.class)
          .atMost(atMost)
          .until(says, c -> true)
          .run((again, previous) -> counted(again, "x", text));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
    void has_a_bound_of_at_least_one(int bound) {
      String has = " has at most " + bound + " ";
      assertThat(Mistakes.in((flow, text) -> repeat(flow, text, bound, "it is so")))
          .containsExactly("repeat 'q'" + has + "turns; it needs at least 1");
      assertThat(
              Mistakes.in(
                  (flow, text) ->
                      last(
                          flow,
                          each(flow, text, bound, bound, (f, item) -> counted(f, "x", text)))))
          .containsExactly(
              "forEach 'f'" + has + "elements; it needs at least 1",
              "forEach 'f'" + has + "elements at once; it needs at least 1");
    }

    @Test
    void says_in_words_when_it_ends() {
      assertThat(Mistakes.in((flow, text) -> repeat(flow, text, 1, " ")))
          .containsExactly("repeat 'q' has a rule without words; say in words what must hold");
    }

    @Test
    void lets_no_witness_out() {
      assertThat(
              Mistakes.in(
                  (flow, text) ->
                      last(flow, each(flow, text, 1, 1, (f, item) -> f.gate("g", text, OWNER)))))
          .containsExactly(
              "forEach 'f' gives Approved<Text>; a witness may not leave a loop: gate after the"
                  + " loop");
      assertThat(
              Mistakes.in(
                  (flow, text) ->
                      last(
                          flow,
                          each(
                              flow, text, 1, 1, (f, item) -> f.check("c", text, Verdict::passed)))))
          .containsExactly(
              "forEach 'f' gives Checked<Text>; a witness may not leave a loop: gate after the"
                  + " loop");
    }

    @Test
    void lets_no_witness_out_of_a_loop_inside_it() {
      assertThat(
              Mistakes.in(
                  (flow, text) ->
                      last(
                          flow,
                          flow.forEach("outer", String.class)
                              .of(text, t -> List.of())
                              .keyedBy(key -> key)
                              .atMost(1)
                              .run(
                                  (f, item) ->
                                      each(f, text, 1, 1, (g, it) -> g.gate("g", text, OWNER))))))
          .containsExactly(
              "forEach 'outer[*]/f' gives Approved<Text>; a witness may not leave a loop: gate after"
                  + " the loop",
              "forEach 'outer' gives List<Approved<Text>>; a witness may not leave a loop: gate after"
                  + " the loop");
    }

    @Test
    void is_over_and_gives_what_can_be_recorded() {
      assertThat(
              Mistakes.in(
                  (flow, text) -> {
                    Ref<List<Count>> all =
                        flow.forEach("f", Double.class)
                            .of(text, t -> List.of())
                            .keyedBy(String::valueOf)
                            .atMost(1)
                            .run((f, item) -> counted(f, "x", text));
                    Ref<Float> rounds =
                        flow.repeat("q", Float.class)
                            .atMost(1)
                            .until("it is so", f -> true)
                            .run(
                                (f, previous) ->
                                    f.step("y", Float.class).reading(text).combine(t -> 1f));
                    return flow.step("end", Count.class)
                        .reading(all, rounds)
                        .combine((a, b) -> new Count(1));
                  }))
          .containsExactly(
              "forEach 'f' is over 'Double', a Double, which Java versions write differently; use"
                  + " BigDecimal",
              "repeat 'q' gives 'Float', a Float, which Java versions write differently; use"
                  + " BigDecimal",
              "step 'q[*]/y' gives 'Float', a Float, which Java versions write differently; use"
                  + " BigDecimal");
    }

    @Test
    void reaches_as_deep_as_its_longest_turn() {
      String name = "n".repeat(64);
      String deep = "step '" + (name + "[*]/").repeat(4);
      assertThat(Mistakes.in((flow, text) -> last(flow, nested(flow, text, name, 4))))
          .containsExactly(
              deep + "x' may have a path of 525 bytes; the most is 512",
              deep + "last' may have a path of 528 bytes; the most is 512");
      assertThat(
              Workflow.define("w", Text.class, (f, text) -> last(f, nested(f, text, name, 3)))
                  .name())
          .isEqualTo("w");
    }

    private static Ref<?> nested(Flow flow, Ref<Text> text, String name, int levels) {
      if (levels == 0) {
        return counted(flow, "x", text);
      }
      return flow.forEach(name, String.class)
          .of(text, t -> List.of())
          .keyedBy(key -> key)
          .atMost(1)
          .run((f, item) -> last(f, nested(f, text, name, levels - 1)));
    }
  }

  @Nested
  class AChild {
    private static final Workflow<Text, Approved<Text>> GATED =
        Workflow.define("gated", Text.class, (flow, text) -> flow.gate("g", text, OWNER));

    private static final Workflow<Text, List<Count>> SEVERAL =
        Workflow.define(
            "several",
            Text.class,
            (flow, text) ->
                flow.forEach("e", Text.class)
                    .of(text, List::of)
                    .keyedBy(t -> "k")
                    .atMost(1)
                    .run((each, item) -> counted(each, "x", item)));

    @Test
    void gives_a_plain_value() {
      String instead =
          " to this workflow; let the child give a plain value, and gate or check it here";
      assertThat(Mistakes.in((flow, text) -> last(flow, flow.child("k", GATED, text))))
          .containsExactly("child 'k' gives Approved<Text>" + instead);
      assertThat(Mistakes.in((flow, text) -> last(flow, flow.child("k", SEVERAL, text))))
          .containsExactly("child 'k' gives List<Count>" + instead);
    }

    @Test
    void is_read_by_somebody() {
      Workflow<Text, Count> child =
          Workflow.define("child", Text.class, (flow, text) -> counted(flow, "x", text));
      assertThat(
              Mistakes.in(
                  (flow, text) -> {
                    flow.child("k", child, text);
                    return counted(flow, "x", text);
                  }))
          .containsExactly(
              "nobody reads the output of child 'k'; read it in a later step or let the scope give"
                  + " it");
    }
  }

  @Nested
  class APause {
    @ParameterizedTest
    @MethodSource("dev.interlock.OptionMistakesTest#timesThatAreNone")
    void lasts_for_a_time(Duration time, String told) {
      assertThat(
              Mistakes.in(
                  (flow, text) -> {
                    flow.pause("p", time);
                    return counted(flow, "x", text);
                  }))
          .containsExactly(
              "pause 'p' lasts "
                  + told
                  + "; it must be longer than nothing and at most 36500 days");
    }
  }

  @Nested
  class AGate {
    @Test
    void shows_all_that_it_was_ever_told_to_show() {
      Workflow<Text, Count> workflow =
          Workflow.define(
              "w",
              Text.class,
              (flow, text) -> {
                Ref<Count> one = counted(flow, "one", text);
                Ref<Count> two = counted(flow, "two", text);
                return last(flow, flow.gate("g", text, OWNER).showing(one).showing(two));
              });
      assertThat(workflow.scope().nodes().get(2).reads().stream().map(Ref::toString))
          .containsExactly("input", "one", "two");
    }

    @Test
    void is_told_what_to_show_in_its_own_scope() {
      assertThat(
              Mistakes.in(
                  (flow, text) -> {
                    Gate<Text> gate = flow.gate("g", text, OWNER);
                    return Inner.ARM.around(
                        flow, "s", text, inner -> last(inner, gate.showing(text)));
                  }))
          .containsExactly(
              "gate 'g' is written with the flow of workflow 'w' inside arm 's/a'; use the flow of"
                  + " arm 's/a'");
    }
  }
}
