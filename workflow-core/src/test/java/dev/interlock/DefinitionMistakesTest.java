package dev.interlock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.interlock.record.Presence;
import dev.interlock.record.WorkflowException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DefinitionMistakesTest {
  public record Text(String text) {}

  public record Count(int count) {}

  public record Done(String where) {}

  private static final Approvers OWNER = Approvers.confirmedBy("owner");

  private static <O> List<String> mistakes(BiFunction<Flow, Ref<Text>, Ref<O>> definition) {
    WorkflowException thrown =
        catchThrowableOfType(
            WorkflowException.class, () -> Workflow.define("w", Text.class, definition));
    assertThat(thrown).as("a mistake").isNotNull();
    String message = String.valueOf(thrown.getMessage());
    assertThat(message).startsWith("workflow 'w' is not valid:\n  - ");
    return List.of(
        message.substring(message.indexOf('\n') + 1).replaceFirst(" {2}- ", "").split("\n {2}- "));
  }

  private static Step.Of1<Text, Count, Count> counting(Flow flow, String name, Ref<Text> text) {
    return flow.step(name, Count.class).reading(text);
  }

  private static Ref<Count> counted(Flow flow, String name, Ref<Text> text) {
    return counting(flow, name, text).combine(t -> new Count(1));
  }

  @Test
  void a_valid_definition_has_none() {
    Workflow<Text, Done> workflow =
        Workflow.define(
            "w",
            Text.class,
            (flow, text) -> {
              Ref<Count> count = counted(flow, "count", text);
              Ref<Count> sides =
                  flow.parallel("sides", Count.class)
                      .branch("a", a -> counted(a, "count", text))
                      .branch("b", b -> b.step("c", Count.class).reading(count).combine(c -> c))
                      .join((a, b) -> a);
              Ref<Approved<Count>> gate = flow.gate("gate", sides, OWNER).showing(text, count);
              return flow.step("act", Done.class)
                  .reading(gate, flow.attempt(), flow.evidence())
                  .unverified("why not")
                  .act((g, attempt, evidence) -> new Done("x"));
            });
    assertThat(workflow.name()).isEqualTo("w");
    assertThat(workflow.version()).isEqualTo("1");
    assertThat(workflow.input()).isEqualTo(Text.class);
  }

  @Test
  void all_are_reported_at_once_and_each_once() {
    assertThat(
            mistakes(
                (flow, text) -> {
                  flow.step("a", Count.class).reading(text).compute(t -> new Count(1));
                  flow.step("b", Done.class).reading(text).act(t -> new Done("x"));
                  flow.gate("c", text, OWNER);
                  return counted(flow, "D", text);
                }))
        .containsExactly(
            "step 'a' has no check; add verifiedBy(...) or unverified(\"reason\")",
            "step 'b' has no check; add verifiedBy(...) or unverified(\"reason\")",
            "step 'b' acts without a witness among its inputs; read an approval or a check, or add"
                + " unguarded(\"reason\")",
            "the name 'D' of a step is not of the form [a-z0-9][a-z0-9-]{0,63}",
            "nobody reads the output of step 'a'; read it in a later step or let the scope give it",
            "nobody reads the output of step 'b'; read it in a later step or let the scope give it",
            "gate 'c' guards nothing: no later step reads its witness");
  }

  @Nested
  class Names {
    @ParameterizedTest
    @ValueSource(strings = {"", "A", "a b", "-a", "a_b", "ä", "a/b", "a[1]", "a.b"})
    void of_another_form_are_refused_everywhere(String name) {
      String form = "' is not of the form [a-z0-9][a-z0-9-]{0,63}";
      assertThat(mistakes((flow, text) -> counted(flow, name, text)))
          .containsExactly("the name '" + name + "' of a step" + form.substring(1));
      assertThat(
              mistakes(
                  (flow, text) ->
                      counting(flow, "a", text)
                          .verifiedBy(name, (t, c) -> Verdict.passed(c))
                          .compute(t -> new Count(1))))
          .containsExactly("the check '" + name + "' of step 'a" + form);
      assertThat(
              mistakes(
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
      assertThat(mistakes((flow, text) -> counted(flow, "a".repeat(65), text))).hasSize(1);
    }

    @Test
    void are_used_once_in_a_scope() {
      assertThat(
              mistakes(
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
              mistakes(
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
      assertThat(mistakes((flow, text) -> counted(flow, name, text)))
          .containsExactly(
              "the name '" + name + "' of a step is taken: it is what the engine hands out");
    }

    @Test
    void of_branches_and_of_checks_are_used_once() {
      assertThat(
              mistakes(
                  (flow, text) ->
                      flow.parallel("p", Count.class)
                          .branch("a", a -> counted(a, "x", text))
                          .branch("a", b -> counted(b, "x", text))
                          .join((a, b) -> a)))
          .containsExactly("the branch 'p/a' is there twice");
      assertThat(
              mistakes(
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
              mistakes(
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
              mistakes(
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
              mistakes(
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
              mistakes(
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

  @Nested
  class Scopes {
    @Test
    void the_outer_flow_used_in_a_branch_names_both() {
      assertThat(
              mistakes(
                  (flow, text) ->
                      flow.parallel("p", Count.class)
                          .branch("a", a -> counted(flow, "x", text))
                          .branch("b", b -> counted(b, "x", text))
                          .join((a, b) -> a)))
          .contains(
              "step 'x' is written with the flow of workflow 'w' inside branch 'p/a'; use the flow"
                  + " of branch 'p/a'")
          .hasSize(1);
    }

    @Test
    void every_kind_of_node_notices_the_wrong_flow() {
      assertThat(
              mistakes(
                  (flow, text) ->
                      flow.parallel("p", Count.class)
                          .branch(
                              "a",
                              a -> {
                                Ref<Text> given = flow.given("given", new Text("x"));
                                Ref<Checked<Text>> check =
                                    flow.check("check", given, Verdict::passed);
                                Ref<Approved<Text>> gate = flow.gate("gate", given, OWNER);
                                Ref<Count> inner =
                                    flow.parallel("par", Count.class)
                                        .branch("x", x -> counted(x, "s", text))
                                        .branch("y", y -> counted(y, "s", text))
                                        .join((x, y) -> x);
                                return a.step("s", Count.class)
                                    .reading(check, gate, inner, flow.attempt())
                                    .combine((c, g, i, n) -> i);
                              })
                          .branch("b", b -> counted(b, "x", text))
                          .join((a, b) -> a)))
          .contains(
              "given 'given' is written with the flow of workflow 'w' inside branch 'p/a'; use the"
                  + " flow of branch 'p/a'",
              "check 'check' is written with the flow of workflow 'w' inside branch 'p/a'; use the"
                  + " flow of branch 'p/a'",
              "gate 'gate' is written with the flow of workflow 'w' inside branch 'p/a'; use the"
                  + " flow of branch 'p/a'",
              "parallel 'par' is written with the flow of workflow 'w' inside branch 'p/a'; use the"
                  + " flow of branch 'p/a'",
              "step 'p/a/s' reads flow.attempt(), which only a step of workflow 'w' may read");
    }

    @Test
    void a_flow_used_after_its_scope_has_ended_is_noticed() {
      List<Flow> kept = new ArrayList<>();
      assertThat(
              mistakes(
                  (flow, text) -> {
                    Ref<Count> sides =
                        flow.parallel("p", Count.class)
                            .branch(
                                "a",
                                a -> {
                                  kept.add(a);
                                  return counted(a, "x", text);
                                })
                            .branch("b", b -> counted(b, "x", text))
                            .join((a, b) -> a);
                    Ref<Count> late = counted(kept.get(0), "late", text);
                    return flow.step("end", Count.class).reading(sides, late).combine((a, b) -> a);
                  }))
          .contains("step 'p/a/late' is written after branch 'p/a' has ended");
    }

    @Test
    void a_ref_of_a_sibling_branch_is_not_seen() {
      List<Ref<Count>> kept = new ArrayList<>();
      assertThat(
              mistakes(
                  (flow, text) ->
                      flow.parallel("p", Count.class)
                          .branch(
                              "a",
                              a -> {
                                kept.add(counted(a, "x", text));
                                return kept.get(0);
                              })
                          .branch(
                              "b",
                              b -> b.step("y", Count.class).reading(kept.get(0)).combine(c -> c))
                          .join((a, b) -> a)))
          .containsExactly(
              "step 'p/b/y' reads 'x' of branch 'p/a', which is another scope; let that scope give"
                  + " it");
    }

    @Test
    void a_ref_of_a_branch_is_not_seen_after_it() {
      List<Ref<Count>> kept = new ArrayList<>();
      assertThat(
              mistakes(
                  (flow, text) -> {
                    Ref<Count> sides =
                        flow.parallel("p", Count.class)
                            .branch(
                                "a",
                                a -> {
                                  kept.add(counted(a, "x", text));
                                  return kept.get(0);
                                })
                            .branch("b", b -> counted(b, "x", text))
                            .join((a, b) -> a);
                    Ref<Checked<Count>> check = flow.check("c", kept.get(0), Verdict::passed);
                    return flow.step("end", Count.class).reading(sides, check).combine((a, b) -> a);
                  }))
          .containsExactly(
              "check 'c' reads 'x' of branch 'p/a', which is another scope; let that scope give it");
    }

    @Test
    void a_ref_of_another_definition_is_not_seen() {
      List<Ref<Text>> kept = new ArrayList<>();
      Workflow<Text, Count> other =
          Workflow.define(
              "other",
              Text.class,
              (flow, text) -> {
                kept.add(text);
                return counted(flow, "a", text);
              });
      assertThat(other.name()).isEqualTo("other");
      assertThat(mistakes((flow, text) -> counted(flow, "a", kept.get(0))))
          .containsExactly(
              "step 'a' reads 'input' of workflow 'other', which is another scope; let that scope"
                  + " give it");
      assertThat(mistakes((flow, text) -> kept.get(0)))
          .containsExactly("workflow 'w' gives 'input', which belongs to another scope");
    }

    @Test
    void a_value_from_outside_is_not_mistaken_for_one_of_the_same_name_inside() {
      String mistake =
          "branch 'p/a' reads 'x' of workflow 'w' and has one of its own; rename one of them";
      assertThat(
              mistakes(
                  (flow, text) -> {
                    Ref<Count> outer = counted(flow, "x", text);
                    return flow.parallel("p", Count.class)
                        .branch(
                            "a",
                            a -> {
                              Ref<Count> own = counted(a, "x", text);
                              return a.step("y", Count.class)
                                  .reading(own, outer)
                                  .combine((c, d) -> c);
                            })
                        .branch("b", b -> counted(b, "x", text))
                        .join((a, b) -> a);
                  }))
          .containsExactly(mistake);
      assertThat(
              mistakes(
                  (flow, text) -> {
                    Ref<Count> outer = counted(flow, "x", text);
                    return flow.parallel("p", Count.class)
                        .branch(
                            "a",
                            a ->
                                a.parallel("x", Count.class)
                                    .branch("c", c -> outer)
                                    .branch("d", d -> counted(d, "x", text))
                                    .join((c, d) -> c))
                        .branch("b", b -> counted(b, "x", text))
                        .join((a, b) -> a);
                  }))
          .containsExactly(mistake);
    }

    @Test
    @SuppressWarnings("NullAway")
    void a_scope_gives_something() {
      assertThat(mistakes((flow, text) -> (Ref<Text>) null))
          .containsExactly("workflow 'w' gives nothing; return the Ref of its result");
      assertThat(
              mistakes(
                  (flow, text) ->
                      flow.parallel("p", Count.class)
                          .branch("a", a -> (Ref<Count>) null)
                          .branch("b", b -> counted(b, "x", text))
                          .join((a, b) -> b)))
          .containsExactly("branch 'p/a' gives nothing; return the Ref of its result");
    }

    @Test
    void the_attempt_and_the_evidence_are_read_by_steps_of_their_scope_only() {
      assertThat(
              mistakes(
                  (flow, text) -> {
                    Ref<Attempt> attempt = flow.attempt();
                    Ref<Evidence> evidence = flow.evidence();
                    Ref<Checked<Attempt>> check = flow.check("c", attempt, Verdict::passed);
                    Gate<Text> gate = flow.gate("g", text, OWNER).showing(evidence);
                    return flow.parallel("p", Count.class)
                        .branch(
                            "a",
                            a ->
                                a.step("x", Count.class)
                                    .reading(attempt, check, gate)
                                    .combine((n, c, g) -> new Count(1)))
                        .branch("b", b -> counted(b, "x", text))
                        .join((a, b) -> a);
                  }))
          .containsExactly(
              "check 'c' reads flow.attempt(), which only a step of workflow 'w' may read",
              "gate 'g' reads flow.evidence(), which only a step of workflow 'w' may read",
              "step 'p/a/x' reads flow.attempt(), which only a step of workflow 'w' may read");
    }

    @Test
    void a_scope_does_not_give_its_attempt() {
      assertThat(mistakes((flow, text) -> flow.attempt()))
          .containsExactly("workflow 'w' gives flow.attempt(), which only a step may read");
    }
  }

  @Nested
  class Reading {
    @Test
    void what_nobody_reads_is_reported_by_its_path() {
      assertThat(
              mistakes(
                  (flow, text) ->
                      flow.parallel("p", Count.class)
                          .branch(
                              "a",
                              a -> {
                                counted(a, "lost", text);
                                a.check("looked", text, Verdict::passed);
                                return counted(a, "x", text);
                              })
                          .branch("b", b -> counted(b, "x", text))
                          .join((a, b) -> a)))
          .containsExactly(
              "nobody reads the output of step 'p/a/lost'; read it in a later step or let the scope"
                  + " give it",
              "check 'p/a/looked' guards nothing: no later step reads its witness");
    }

    @Test
    void a_parallel_that_nobody_reads_is_reported() {
      assertThat(
              mistakes(
                  (flow, text) -> {
                    flow.parallel("p", Count.class)
                        .branch("a", a -> counted(a, "x", text))
                        .branch("b", b -> counted(b, "x", text))
                        .join((a, b) -> a);
                    return counted(flow, "end", text);
                  }))
          .containsExactly(
              "nobody reads the output of parallel 'p'; read it in a later step or let the scope"
                  + " give it");
    }

    @Test
    void what_people_are_shown_is_read() {
      assertThat(
              Workflow.define(
                      "w",
                      Text.class,
                      (flow, text) -> {
                        Ref<Count> count = counted(flow, "a", text);
                        return flow.step("end", Count.class)
                            .reading(flow.gate("g", text, OWNER).showing(count))
                            .combine(g -> new Count(1));
                      })
                  .name())
          .isEqualTo("w");
    }

    @Test
    void a_gate_shows_nothing_that_is_made_after_it() {
      assertThat(
              mistakes(
                  (flow, text) -> {
                    Gate<Text> gate = flow.gate("g", text, OWNER);
                    Ref<Count> later =
                        flow.step("later", Count.class).reading(gate).combine(g -> new Count(1));
                    Gate<Text> showing = gate.showing(later);
                    return flow.step("end", Count.class)
                        .reading(showing, later)
                        .combine((g, c) -> c);
                  }))
          .containsExactly("gate 'g' shows 'later', which is made after it");
    }
  }

  @Nested
  class Checking {
    @Test
    void what_looks_at_the_world_is_checked_or_says_why_not() {
      assertThat(mistakes((flow, text) -> counting(flow, "a", text).compute(t -> new Count(1))))
          .containsExactly("step 'a' has no check; add verifiedBy(...) or unverified(\"reason\")");
      assertThat(
              mistakes(
                  (flow, text) ->
                      counting(flow, "a", text)
                          .expecting("a rule is no check", c -> true)
                          .unguarded("a test")
                          .act(t -> new Count(1))))
          .containsExactly("step 'a' has no check; add verifiedBy(...) or unverified(\"reason\")");
    }

    @Test
    void a_step_is_not_both_verified_and_unverified() {
      assertThat(
              mistakes(
                  (flow, text) ->
                      counting(flow, "a", text)
                          .verifiedBy("c", (t, c) -> Verdict.passed(c))
                          .unverified("why")
                          .compute(t -> new Count(1))))
          .containsExactly("step 'a' is both verified and unverified; take one out");
    }

    @Test
    void a_reason_says_something() {
      assertThat(
              mistakes(
                  (flow, text) ->
                      counting(flow, "a", text)
                          .unverified(" ")
                          .unguarded("\t")
                          .act(t -> new Count(1))))
          .containsExactly(
              "step 'a' is unverified without a reason", "step 'a' is unguarded without a reason");
    }
  }

  @Nested
  class Guarding {
    @Test
    void what_acts_reads_a_witness_or_says_why_not() {
      assertThat(
              mistakes(
                  (flow, text) ->
                      counting(flow, "a", text).unverified("why").act(t -> new Count(1))))
          .containsExactly(
              "step 'a' acts without a witness among its inputs; read an approval or a check, or add"
                  + " unguarded(\"reason\")");
    }

    @Test
    void a_check_is_a_witness_too() {
      assertThat(
              Workflow.define(
                      "w",
                      Text.class,
                      (flow, text) ->
                          flow.step("a", Count.class)
                              .reading(flow.check("c", text, Verdict::passed))
                              .unverified("why")
                              .act(t -> new Count(1)))
                  .name())
          .isEqualTo("w");
    }

    @Test
    void what_does_not_act_says_nothing_of_guards_and_repeats() {
      String mistake =
          "step 'a' does not act, so unguarded, repeatable, reconciledBy and compensatedBy say nothing; take them out";
      assertThat(
              mistakes(
                  (flow, text) ->
                      counting(flow, "a", text).unguarded("x").combine(t -> new Count(1))))
          .containsExactly(mistake);
      assertThat(
              mistakes(
                  (flow, text) ->
                      counting(flow, "a", text)
                          .unverified("x")
                          .repeatable()
                          .compute(t -> new Count(1))))
          .containsExactly(mistake);
    }

    @Test
    void what_was_approved_is_not_read_beside_what_was_not() {
      assertThat(
              mistakes(
                  (flow, text) -> {
                    Ref<Approved<Text>> gate = flow.gate("g", text, OWNER);
                    return flow.step("a", Count.class)
                        .reading(gate, text)
                        .unverified("x")
                        .act((g, t) -> new Count(1));
                  }))
          .containsExactly(
              "step 'a' reads Approved<Text> of 'g' together with 'input', a Text that nobody"
                  + " approved; read only the approval");
    }

    @Test
    void a_check_of_the_same_type_is_no_approval_either() {
      assertThat(
              mistakes(
                  (flow, text) -> {
                    Ref<Checked<Text>> check = flow.check("c", text, Verdict::passed);
                    Ref<Approved<Checked<Text>>> gate = flow.gate("g", check, OWNER);
                    return flow.step("a", Count.class)
                        .reading(gate, check)
                        .unverified("x")
                        .act((g, t) -> new Count(1));
                  }))
          .containsExactly(
              "step 'a' reads Approved<Checked<Text>> of 'g' together with 'c', a Checked<Text> that"
                  + " nobody approved; read only the approval");
    }

    @Test
    void two_approvals_and_other_types_may_stand_together() {
      assertThat(
              Workflow.define(
                      "w",
                      Text.class,
                      (flow, text) -> {
                        Ref<Count> count = counted(flow, "c", text);
                        Ref<Approved<Text>> one = flow.gate("g", text, OWNER);
                        Ref<Approved<Text>> two = flow.gate("h", text, OWNER);
                        return flow.step("a", Count.class)
                            .reading(one, two, count)
                            .unverified("x")
                            .act((g, h, c) -> c);
                      })
                  .name())
          .isEqualTo("w");
    }
  }

  @Nested
  class Types {
    @Test
    void that_cannot_be_recorded_are_refused_wherever_they_stand() {
      assertThat(
              mistakes((flow, text) -> flow.step("a", Float.class).reading(text).combine(t -> 1f)))
          .containsExactly(
              "step 'a' gives 'Float', a Float, which Java versions write differently; use"
                  + " BigDecimal");
      assertThat(
              mistakes(
                  (flow, text) ->
                      flow.parallel("p", Double.class)
                          .branch("a", a -> counted(a, "x", text))
                          .branch("b", b -> counted(b, "x", text))
                          .join((a, b) -> 1.0)))
          .containsExactly(
              "parallel 'p' gives 'Double', a Double, which Java versions write differently; use"
                  + " BigDecimal");
      assertThat(
              mistakes(
                  (flow, text) ->
                      flow.step("a", Count.class)
                          .reading(text, flow.given("limit", 0.8))
                          .combine((t, l) -> new Count(1))))
          .containsExactly(
              "given 'limit' is 'Double', a Double, which Java versions write differently; use"
                  + " BigDecimal");
      assertThatThrownBy(
              () ->
                  Workflow.define(
                      "w",
                      Object.class,
                      (flow, in) ->
                          flow.step("a", Count.class).reading(in).combine(o -> new Count(1))))
          .hasMessage(
              "workflow 'w' is not valid:\n  - its input is 'Object', a java.lang.Object, which is no"
                  + " record, enum, string, whole or decimal number, boolean, time or sealed interface"
                  + " of records");
    }
  }

  @Nested
  class OfApprovers {
    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "ä", "a\n"})
    void a_role_is_printable_ascii_without_space(String role) {
      assertThatThrownBy(() -> Approvers.confirmedBy(role)).isInstanceOf(WorkflowException.class);
      assertThatThrownBy(() -> Approvers.fourEyes(role)).isInstanceOf(WorkflowException.class);
    }

    @Test
    void somebody_could_open_the_gate() {
      assertThatThrownBy(() -> approvers(List.of(), 1))
          .hasMessage(
              "approvers need at least one role, each of 1 to 100 printable ASCII characters without"
                  + " space");
      assertThatThrownBy(() -> approvers(List.of("a"), 0))
          .hasMessage("approvers need a quorum of at least 1, not 0");
      for (Duration time :
          List.of(Duration.ZERO, Duration.ofSeconds(-1), Duration.ofSeconds(Long.MAX_VALUE))) {
        assertThatThrownBy(() -> OWNER.within(time)).hasMessageStartingWith("a gate's deadline ");
      }
    }

    private static Approvers approvers(List<String> roles, int quorum) {
      return new Approvers(
          "confirmed", roles, quorum, Presence.TERMINAL, Optional.empty(), OWNER.policy());
    }

    @Test
    void every_change_gives_a_new_one() {
      assertThat(OWNER.atLeast(Presence.KEY).least()).isEqualTo(Presence.KEY);
      assertThat(OWNER.within(Duration.ofHours(1)).deadline()).contains(Duration.ofHours(1));
      assertThat(OWNER.least()).isEqualTo(Presence.TERMINAL);
      assertThat(OWNER.deadline()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "ä", "1\n"})
  void a_version_is_printable_ascii_without_space(String version) {
    Workflow<Text, Count> workflow =
        Workflow.define("w", Text.class, (flow, text) -> counted(flow, "a", text));
    assertThatThrownBy(() -> workflow.version(version))
        .isInstanceOf(WorkflowException.class)
        .hasMessageStartingWith("the version of workflow 'w' has 1 to 50");
    assertThatThrownBy(() -> workflow.version("1".repeat(51)))
        .isInstanceOf(WorkflowException.class);
    assertThat(workflow.version("1".repeat(50)).version()).hasSize(50);
    assertThat(workflow.version()).isEqualTo("1");
  }
}
