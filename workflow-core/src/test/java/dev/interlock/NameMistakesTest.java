package dev.interlock;

import static dev.interlock.Mistakes.counted;
import static dev.interlock.Mistakes.counting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.Mistakes.Count;
import dev.interlock.Mistakes.Text;
import dev.interlock.record.WorkflowException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names, and chains that stop before their last verb. */
class NameMistakesTest {
  @Nested
  class Names {
    @ParameterizedTest
    @ValueSource(strings = {"", "A", "a b", "-a", "a_b", "ä", "a/b", "a[1]", "a.b"})
    void of_another_form_are_refused_everywhere(String name) {
      String form = "' is not of the form [a-z0-9][a-z0-9-]{0,63}";
      assertThat(Mistakes.in((flow, text) -> counted(flow, name, text)))
          .containsExactly("the name '" + name + "' of a step" + form.substring(1));
      assertThat(
              Mistakes.in(
                  (flow, text) ->
                      counting(flow, "a", text)
                          .verifiedBy(name, (t, c) -> Verdict.passed(c))
                          .compute(t -> new Count(1))))
          .containsExactly("the check '" + name + "' of step 'a" + form);
      assertThat(
              Mistakes.in(
                  (flow, text) ->
                      flow.parallel("p", Count.class)
                          .branch(name, a -> counted(a, "x", text))
                          .branch("b", b -> counted(b, "x", text))
                          .join((a, b) -> a)))
          .containsExactly("the name 'p/" + name + "' of a branch" + form.substring(1));
      assertThatThrownBy(
              () -> Workflow.define(name, Text.class, (flow, text) -> counted(flow, "a", text)))
          .isInstanceOf(WorkflowException.class)
          .hasMessageContaining("the name '" + name + "' of the workflow" + form.substring(1));
    }

    @Test
    void have_64_characters_at_most() {
      assertThat(
              Workflow.define("a".repeat(64), Text.class, (f, text) -> counted(f, "0", text))
                  .name())
          .hasSize(64);
      assertThat(Mistakes.in((flow, text) -> counted(flow, "a".repeat(65), text))).hasSize(1);
    }

    @Test
    void are_used_once_in_a_scope() {
      assertThat(
              Mistakes.in(
                  (flow, text) -> {
                    Ref<Text> given = flow.given("a", new Text("x"));
                    Ref<Count> one = counted(flow, "a", given);
                    Ref<Checked<Count>> two = flow.check("a", one, Verdict::passed);
                    return flow.step("b", Count.class).reading(two).combine(Checked::value);
                  }))
          .containsExactly("the name 'a' is used twice in workflow 'w'");
    }

    @Test
    void may_be_used_again_in_another_scope() {
      assertThat(
              Mistakes.in(
                  (flow, text) -> {
                    Ref<Count> sides =
                        flow.parallel("a", Count.class)
                            .branch("a", a -> counted(a, "a", text))
                            .branch(
                                "b",
                                b -> {
                                  Ref<Count> first = counted(b, "a", text);
                                  return b.step("a", Count.class).reading(first).combine(c -> c);
                                })
                            .join((a, b) -> a);
                    return sides;
                  }))
          .containsExactly("the name 'a/b/a' is used twice in branch 'a/b'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"input", "attempt", "evidence"})
    void of_what_the_engine_hands_out_are_taken(String name) {
      assertThat(Mistakes.in((flow, text) -> counted(flow, name, text)))
          .containsExactly(
              "the name '" + name + "' of a step is taken: it is what the engine hands out");
    }

    @Test
    void of_branches_and_of_checks_are_used_once() {
      assertThat(
              Mistakes.in(
                  (flow, text) ->
                      flow.parallel("p", Count.class)
                          .branch("a", a -> counted(a, "x", text))
                          .branch("a", b -> counted(b, "x", text))
                          .join((a, b) -> a)))
          .containsExactly("the branch 'p/a' is there twice");
      assertThat(
              Mistakes.in(
                  (flow, text) ->
                      counting(flow, "s", text)
                          .verifiedBy("c", (t, c) -> Verdict.passed(c))
                          .verifiedBy("c", (t, c) -> Verdict.passed(c))
                          .compute(t -> new Count(1))))
          .containsExactly("step 's' has the check 'c' twice");
    }
  }

  @Nested
  class Chains {
    private static String noVerb(String name) {
      return "'"
          + name
          + "' was begun but has no last verb; end it with combine, compute, act, join,"
          + " otherwise, run or from";
    }

    @Test
    void without_a_verb_are_reported_wherever_they_stopped() {
      assertThat(
              Mistakes.in(
                  (flow, text) -> {
                    var unused =
                        List.of(
                            flow.step("a", Count.class),
                            flow.step("b", Count.class).reading(text),
                            flow.parallel("c", Count.class),
                            flow.parallel("d", Count.class)
                                .branch("e", e -> counted(e, "f", text)));
                    assertThat(unused).hasSize(4);
                    return counted(flow, "g", text);
                  }))
          .containsExactly(noVerb("a"), noVerb("b"), noVerb("c"), noVerb("d"));
    }

    @Test
    void without_a_verb_in_a_branch_are_named_by_their_path() {
      assertThat(
              Mistakes.in(
                  (flow, text) ->
                      flow.parallel("p", Count.class)
                          .branch(
                              "a",
                              a -> {
                                var unused = counting(a, "lost", text);
                                assertThat(unused).isNotNull();
                                return counted(a, "x", text);
                              })
                          .branch("b", b -> counted(b, "x", text))
                          .join((a, b) -> a)))
          .containsExactly(noVerb("p/a/lost"));
    }

    @Test
    void without_a_verb_are_reported_though_another_of_the_name_has_one() {
      assertThat(
              Mistakes.in(
                  (flow, text) -> {
                    var unused = counting(flow, "a", text);
                    assertThat(unused).isNotNull();
                    return counted(flow, "a", text);
                  }))
          .containsExactly(noVerb("a"));
    }

    @Test
    void with_two_verbs_use_their_name_twice() {
      assertThat(
              Mistakes.in(
                  (flow, text) -> {
                    var chain = counting(flow, "a", text).unverified("a test");
                    Ref<Count> one = chain.combine(t -> new Count(1));
                    Ref<Count> two = chain.compute(t -> new Count(2));
                    return flow.step("b", Count.class).reading(one, two).combine((a, b) -> a);
                  }))
          .containsExactly("the name 'a' is used twice in workflow 'w'");
    }

    @Test
    void that_are_kept_are_not_changed_by_what_follows() {
      Workflow<Text, Count> workflow =
          Workflow.define(
              "w",
              Text.class,
              (flow, text) -> {
                var kept = counting(flow, "a", text);
                var more = kept.expecting("it is one", c -> c.count() == 1).unverified("why");
                assertThat(more).isNotSameAs(kept);
                assertThat(kept.expecting("x", c -> true)).isNotSameAs(kept);
                assertThat(kept.unverified("x")).isNotSameAs(kept);
                assertThat(kept.unguarded("x")).isNotSameAs(kept);
                assertThat(kept.repeatable()).isNotSameAs(kept);
                assertThat(kept.verifiedBy("x", (t, c) -> Verdict.passed(c))).isNotSameAs(kept);
                return kept.combine(t -> new Count(1));
              });
      assertThat(workflow.scope().nodes().get(0))
          .isInstanceOfSatisfying(
              Node.Step.class,
              step -> assertThat(step.options()).isEqualTo(ImmutableStepOptions.builder().build()));
    }

    @Test
    void of_one_step_can_go_two_ways() {
      List<Node.Step> steps = new ArrayList<>();
      Workflow.define(
              "w",
              Text.class,
              (flow, text) -> {
                Step<Count> begun = flow.step("a", Count.class);
                Step.Of1<Text, Count, Count> one = begun.reading(text);
                Step.Of2<Text, Attempt, Count, Count> two = begun.reading(text, flow.attempt());
                assertThat(two).isNotNull();
                return one.combine(t -> new Count(1));
              })
          .scope()
          .nodes()
          .forEach(node -> steps.add((Node.Step) node));
      assertThat(steps).hasSize(1);
      assertThat(steps.get(0).reads()).hasSize(1);
    }
  }
}
