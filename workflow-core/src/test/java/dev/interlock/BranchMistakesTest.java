package dev.interlock;

import static dev.interlock.Mistakes.OWNER;
import static dev.interlock.Mistakes.counted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.Mistakes.Count;
import dev.interlock.Mistakes.Text;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What may be read where, and with which flow. */
class BranchMistakesTest {
  @Nested
  class Scopes {
    @Test
    void the_outer_flow_used_in_a_branch_names_both() {
      assertThat(
              Mistakes.in(
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
              Mistakes.in(
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
              Mistakes.in(
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
              Mistakes.in(
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
              Mistakes.in(
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
      assertThat(Mistakes.in((flow, text) -> counted(flow, "a", kept.get(0))))
          .containsExactly(
              "step 'a' reads 'input' of workflow 'other', which is another scope; let that scope"
                  + " give it");
      assertThat(Mistakes.in((flow, text) -> kept.get(0)))
          .containsExactly("workflow 'w' gives 'input', which belongs to another scope");
    }

    @Test
    void a_value_from_outside_is_not_mistaken_for_one_of_the_same_name_inside() {
      String mistake =
          "branch 'p/a' reads 'x' of workflow 'w' and has one of its own; rename one of them";
      assertThat(
              Mistakes.in(
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
              Mistakes.in(
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
      assertThat(Mistakes.in((flow, text) -> (Ref<Text>) null))
          .containsExactly("workflow 'w' gives nothing; return the Ref of its result");
      assertThat(
              Mistakes.in(
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
              Mistakes.in(
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
      assertThat(Mistakes.in((flow, text) -> flow.attempt()))
          .containsExactly("workflow 'w' gives flow.attempt(), which only a step may read");
    }
  }
}
