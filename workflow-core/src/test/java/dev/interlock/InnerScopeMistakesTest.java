package dev.interlock;

import static dev.interlock.Mistakes.OWNER;
import static dev.interlock.Mistakes.counted;
import static dev.interlock.Mistakes.counting;
import static dev.interlock.Mistakes.last;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.Mistakes.Count;
import dev.interlock.Mistakes.Inner;
import dev.interlock.Mistakes.Text;
import dev.interlock.record.WorkflowException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is refused in a branch, an arm and a turn alike. */
class InnerScopeMistakesTest {
  private static List<String> inside(
      Inner kind, BiFunction<Flow, Ref<Text>, Ref<Count>> definition) {
    return Mistakes.in(
        (flow, text) -> kind.around(flow, "s", text, inner -> definition.apply(inner, text)));
  }

  private static String otherFlow(String node, String of, String inside) {
    return node
        + " is written with the flow of "
        + of
        + " inside "
        + inside
        + "; use the flow of "
        + inside;
  }

  @ParameterizedTest
  @EnumSource
  void the_outer_flow_used_inside_names_both_scopes(Inner kind) {
    assertThat(
            Mistakes.in(
                (flow, text) -> kind.around(flow, "s", text, inner -> counted(flow, "x", text))))
        .containsExactly(otherFlow("step 'x'", "workflow 'w'", kind.label("s")));
  }

  @ParameterizedTest
  @EnumSource
  void the_flow_of_the_scope_in_between_is_an_outer_one_too(Inner kind) {
    assertThat(
            inside(
                kind,
                (middle, text) ->
                    Inner.BRANCH.around(
                        middle, "inmost", text, inner -> counted(middle, "x", text))))
        .containsExactly(
            otherFlow(
                "step '" + kind.at("s") + "/x'",
                kind.label("s"),
                "branch '" + kind.at("s") + "/inmost/a'"));
  }

  @ParameterizedTest
  @EnumSource
  void every_word_notices_the_outer_flow(Inner kind) {
    List<String> found =
        Mistakes.in(
            (flow, text) ->
                kind.around(
                    flow,
                    "s",
                    text,
                    inner -> {
                      flow.pause("pause", Duration.ofSeconds(1));
                      flow.step("effect").reading(text).unverified("x").unguarded("x").act(t -> {});
                      flow.receive("receive", Text.class).unverified("x").from("agent");
                      for (Inner other : Inner.values()) {
                        other.around(
                            flow,
                            other.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                            text,
                            f -> counted(f, "y", text));
                      }
                      return counted(inner, "x", text);
                    }));
    String label = kind.label("s");
    assertThat(found)
        .contains(
            otherFlow("pause 'pause'", "workflow 'w'", label),
            otherFlow("step 'effect'", "workflow 'w'", label),
            otherFlow("receive 'receive'", "workflow 'w'", label),
            otherFlow("parallel 'branch'", "workflow 'w'", label),
            otherFlow("choose 'arm'", "workflow 'w'", label),
            otherFlow("repeat 'repeat'", "workflow 'w'", label),
            otherFlow("forEach 'for-each'", "workflow 'w'", label));
  }

  @ParameterizedTest
  @EnumSource
  void a_step_begun_outside_is_not_ended_inside(Inner kind) {
    assertThat(
            Mistakes.in(
                (flow, text) -> {
                  var begun = counting(flow, "x", text);
                  return kind.around(flow, "s", text, inner -> begun.combine(t -> new Count(1)));
                }))
        .contains(otherFlow("step 'x'", "workflow 'w'", kind.label("s")));
  }

  @ParameterizedTest
  @EnumSource
  void its_flow_is_of_no_use_after_it(Inner kind) {
    List<Flow> kept = new ArrayList<>();
    assertThat(
            Mistakes.in(
                (flow, text) -> {
                  kind.around(
                      flow,
                      "s",
                      text,
                      inner -> {
                        kept.add(inner);
                        return counted(inner, "x", text);
                      });
                  return counted(kept.get(0), "late", text);
                }))
        .contains(
            "step '" + kind.at("s") + "/late' is written after " + kind.label("s") + " has ended");
  }

  @ParameterizedTest
  @EnumSource
  void its_refs_are_not_seen_after_it_nor_in_the_next_one(Inner kind) {
    List<Ref<Count>> kept = new ArrayList<>();
    String of =
        " reads 'x' of " + kind.label("s") + ", which is another scope; let that scope give it";
    assertThat(
            Mistakes.in(
                (flow, text) -> {
                  Ref<Count> one =
                      kind.around(
                          flow,
                          "s",
                          text,
                          inner -> {
                            kept.add(counted(inner, "x", text));
                            return kept.get(0);
                          });
                  Ref<Count> two =
                      kind.around(
                          flow,
                          "t",
                          text,
                          inner ->
                              inner.step("y", Count.class).reading(kept.get(0)).combine(c -> c));
                  return flow.step("end", Count.class)
                      .reading(one, two, kept.get(0))
                      .combine((a, b, c) -> c);
                }))
        .containsExactly("step '" + kind.at("t") + "/y'" + of, "step 'end'" + of);
  }

  @ParameterizedTest
  @EnumSource
  void it_does_not_give_what_another_one_made(Inner kind) {
    List<Ref<Count>> kept = new ArrayList<>();
    assertThat(
            Mistakes.in(
                (flow, text) -> {
                  Ref<Count> one =
                      kind.around(
                          flow,
                          "s",
                          text,
                          inner -> {
                            kept.add(counted(inner, "x", text));
                            return kept.get(0);
                          });
                  Ref<Count> two = kind.around(flow, "t", text, inner -> kept.get(0));
                  return flow.step("end", Count.class).reading(one, two).combine((a, b) -> a);
                }))
        .containsExactly(kind.label("t") + " gives 'x', which belongs to another scope");
  }

  @ParameterizedTest
  @EnumSource
  void what_nobody_reads_inside_is_named_by_its_path(Inner kind) {
    String at = kind.at("s");
    assertThat(
            inside(
                kind,
                (inner, text) -> {
                  counted(inner, "lost", text);
                  inner.check("looked", text, Verdict::passed);
                  inner.gate("asked", text, OWNER);
                  inner.receive("got", Text.class).unverified("x").from("agent");
                  inner.given("limit", 3);
                  return counted(inner, "x", text);
                }))
        .containsExactly(
            "nobody reads given '" + at + "/limit'; read it in a step or take it out",
            "nobody reads the output of step '"
                + at
                + "/lost'; read it in a later step or let the scope give it",
            "check '" + at + "/looked' guards nothing: no later step reads its witness",
            "gate '" + at + "/asked' guards nothing: no later step reads its witness",
            "nobody reads the output of receive '"
                + at
                + "/got'; read it in a later step or let the scope give it");
  }

  @ParameterizedTest
  @EnumSource
  void an_act_inside_needs_its_witness_as_anywhere(Inner kind) {
    assertThat(
            inside(
                kind,
                (inner, text) -> counting(inner, "x", text).unverified("y").act(t -> new Count(1))))
        .containsExactly(
            "step '"
                + kind.at("s")
                + "/x' acts without a witness among its inputs; read an approval or a check, or add"
                + " unguarded(\"reason\")");
  }

  @ParameterizedTest
  @EnumSource
  void what_is_begun_inside_is_ended_inside(Inner kind) {
    assertThat(
            inside(
                kind,
                (inner, text) -> {
                  assertThat(counting(inner, "lost", text)).isNotNull();
                  return counted(inner, "x", text);
                }))
        .containsExactly(
            "'"
                + kind.at("s")
                + "/lost' was begun but has no last verb; end it with combine, compute, act, join,"
                + " otherwise, run or from");
  }

  @ParameterizedTest
  @EnumSource
  void a_name_is_used_once_inside_and_again_outside(Inner kind) {
    assertThat(
            Mistakes.in(
                (flow, text) -> {
                  Ref<Count> outside = counted(flow, "x", text);
                  Ref<Count> inside =
                      kind.around(
                          flow,
                          "s",
                          text,
                          inner -> {
                            Ref<Count> one = counted(inner, "x", text);
                            return inner.step("x", Count.class).reading(one).combine(c -> c);
                          });
                  return flow.step("end", Count.class)
                      .reading(outside, inside)
                      .combine((a, b) -> a);
                }))
        .containsExactly("the name '" + kind.at("s") + "/x' is used twice in " + kind.label("s"));
  }

  @ParameterizedTest
  @EnumSource
  void an_outer_value_is_not_read_beside_an_inner_one_of_its_name(Inner kind) {
    String mistake =
        kind.label("s") + " reads 'x' of workflow 'w' and has one of its own; rename one of them";
    assertThat(
            Mistakes.in(
                (flow, text) -> {
                  Ref<Count> outside = counted(flow, "x", text);
                  return kind.around(
                      flow,
                      "s",
                      text,
                      inner -> {
                        Ref<Count> own = counted(inner, "x", text);
                        return inner
                            .step("y", Count.class)
                            .reading(own, outside)
                            .combine((a, b) -> a);
                      });
                }))
        .containsExactly(mistake);
    assertThat(
            Mistakes.in(
                (flow, text) -> {
                  Ref<Count> outside = counted(flow, "x", text);
                  return kind.around(
                      flow, "s", text, inner -> last(inner, inner.gate("x", outside, OWNER)));
                }))
        .containsExactly(mistake);
  }

  @ParameterizedTest
  @EnumSource
  void the_attempt_of_an_outer_scope_is_not_read_inside(Inner kind) {
    assertThat(
            Mistakes.in(
                (flow, text) -> {
                  Ref<Attempt> attempt = flow.attempt();
                  return kind.around(
                      flow,
                      "s",
                      text,
                      inner ->
                          inner.step("x", Count.class).reading(attempt).combine(a -> new Count(1)));
                }))
        .containsExactly(
            "step '"
                + kind.at("s")
                + "/x' reads flow.attempt(), which only a step of workflow 'w' may read");
  }

  @ParameterizedTest
  @EnumSource
  @SuppressWarnings("NullAway")
  void it_gives_something(Inner kind) {
    assertThat(inside(kind, (inner, text) -> null))
        .containsExactly(kind.label("s") + " gives nothing; return the Ref of its result");
  }

  @ParameterizedTest
  @EnumSource
  void a_lambda_that_throws_ends_the_definition_with_what_was_found_before(Inner kind) {
    RuntimeException why = new IllegalStateException("no");
    WorkflowException refusal =
        Mistakes.refusal(
            (flow, text) -> {
              counted(flow, "NO", text);
              return kind.around(
                  flow,
                  "s",
                  text,
                  inner -> {
                    throw why;
                  });
            });
    assertThat(Mistakes.in(refusal))
        .containsExactly(
            "the name 'NO' of a step is not of the form [a-z0-9][a-z0-9-]{0,63}",
            "the lambda of "
                + kind.label("s")
                + " threw java.lang.IllegalStateException, which is the cause of this");
    assertThat(refusal).hasCause(why);
  }

  @ParameterizedTest
  @EnumSource
  void a_mistake_that_throws_by_itself_is_told_with_its_scope(Inner kind) {
    assertThat(
            inside(
                kind,
                (inner, text) -> last(inner, inner.gate("g", text, OWNER.within(Duration.ZERO)))))
        .containsExactly(
            "the lambda of "
                + kind.label("s")
                + " threw: a gate's deadline must be longer than nothing and at most 36500 days;"
                + " leave it out where there is none");
  }

  @ParameterizedTest
  @EnumSource
  void a_path_inside_has_512_bytes_at_most(Inner kind) {
    String name = "n".repeat(64);
    List<String> found = inside(kind, (inner, text) -> deep(inner, text, 7, name));
    assertThat(found)
        .isNotEmpty()
        .allMatch(
            text ->
                text.matches(
                    "(parallel|step) '.*' may have a path of \\d+ bytes; the most is 512"));
    assertThat(
            Workflow.define(
                    "w",
                    Text.class,
                    (flow, text) ->
                        kind.around(flow, "s", text, inner -> deep(inner, text, 5, name)))
                .name())
        .isEqualTo("w");
  }

  private static Ref<Count> deep(Flow flow, Ref<Text> text, int levels, String name) {
    return levels == 0
        ? counted(flow, name, text)
        : Inner.BRANCH.around(flow, name, text, inner -> deep(inner, text, levels - 1, name));
  }
}
