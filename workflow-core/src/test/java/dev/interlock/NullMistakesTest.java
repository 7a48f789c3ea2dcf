package dev.interlock;

import static dev.interlock.Mistakes.OWNER;
import static dev.interlock.Mistakes.counted;
import static dev.interlock.Mistakes.counting;
import static dev.interlock.Mistakes.last;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.interlock.Mistakes.Count;
import dev.interlock.Mistakes.Inner;
import dev.interlock.Mistakes.Text;
import dev.interlock.record.Principal;
import dev.interlock.record.RunId;
import dev.interlock.record.WorkflowException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Null is refused like any other mistake: by name, and together with all the others. */
@SuppressWarnings({"NullAway", "DataFlowIssue"})
class NullMistakesTest {
  private static String needs(String who, String what) {
    return who + " is given null where it needs " + what;
  }

  @Test
  void all_are_reported_at_once() {
    assertThat(
            Mistakes.in(
                (flow, text) -> {
                  flow.check("c", null, null);
                  flow.pause("p", null);
                  counting(flow, "a", null).combine(null);
                  return flow.step("b", (Class<Count>) null)
                      .reading(text)
                      .unverified("x")
                      .compute(null);
                }))
        .containsExactly(
            needs("check 'c'", "a check"),
            needs("check 'c'", "the Ref of a value"),
            needs("pause 'p'", "a time"),
            needs("step 'a'", "the Ref of a value"),
            needs("step 'a'", "a body"),
            needs("step 'b'", "a class"),
            needs("step 'b'", "a body"),
            "check 'c' guards nothing: no later step reads its witness",
            "nobody reads the output of step 'a'; read it in a later step or let the scope give"
                + " it");
  }

  @Test
  void no_node_is_without_a_name() {
    assertThat(
            Mistakes.in(
                (flow, text) -> {
                  Ref<Integer> limit = flow.given(null, 3);
                  Ref<Count> step =
                      flow.step(null, Count.class)
                          .reading(text, limit)
                          .combine((t, l) -> new Count(l));
                  return last(flow, flow.gate(null, step, OWNER).showing(text));
                }))
        .containsExactly(
            needs("a given of workflow 'w'", "a name"),
            needs("a step of workflow 'w'", "a name"),
            needs("a gate of workflow 'w'", "a name"));
    for (Inner kind : Inner.values()) {
      assertThat(
              Mistakes.in(
                  (flow, text) -> kind.around(flow, null, text, f -> counted(f, "x", text))))
          .contains(needs("a " + noun(kind) + " of workflow 'w'", "a name"));
    }
  }

  private static String noun(Inner kind) {
    return switch (kind) {
      case BRANCH -> "parallel";
      case ARM, OTHERWISE -> "choose";
      case REPEAT -> "repeat";
      case FOR_EACH -> "forEach";
    };
  }

  @Test
  void no_branch_arm_or_check_is_without_a_name() {
    assertThat(
            Mistakes.in(
                (flow, text) ->
                    flow.choose("c")
                        .on(text)
                        .when(
                            null,
                            "it is so",
                            t -> true,
                            a ->
                                counting(a, "s", text)
                                    .verifiedBy(null, (t, c) -> Verdict.passed(c))
                                    .combine(t -> new Count(1)))
                        .otherwise(
                            o ->
                                o.parallel("p", Count.class)
                                    .branch(null, b -> counted(b, "x", text))
                                    .branch("b", b -> counted(b, "x", text))
                                    .join((a, b) -> a))))
        .containsExactly(
            "step 'c/null/s' has a check without a name; give it one of the form"
                + " [a-z0-9][a-z0-9-]{0,63}",
            "a branch of 'c/otherwise/p' has no name; give it one of the form"
                + " [a-z0-9][a-z0-9-]{0,63}",
            "an arm of 'c' has no name; give it one of the form [a-z0-9][a-z0-9-]{0,63}");
  }

  @Test
  void no_node_is_without_its_class() {
    assertThat(
            Mistakes.in(
                (flow, text) -> {
                  Ref<Text> got =
                      flow.receive("r", (Class<Text>) null).unverified("x").from("agent");
                  Ref<Count> both =
                      flow.parallel("p", (Class<Count>) null)
                          .branch("a", a -> counted(a, "x", got))
                          .branch("b", b -> counted(b, "x", text))
                          .join((a, b) -> a);
                  Ref<List<Count>> all =
                      flow.forEach("f", (Class<String>) null)
                          .of(text, t -> List.of())
                          .keyedBy(k -> k)
                          .atMost(1)
                          .run((each, item) -> counted(each, "x", text));
                  Ref<Count> rounds =
                      flow.repeat("q", (Class<Count>) null)
                          .atMost(1)
                          .until("x", c -> true)
                          .run((again, previous) -> counted(again, "x", text));
                  return flow.step("end", Count.class)
                      .reading(both, all, rounds)
                      .combine((a, b, c) -> a);
                }))
        .containsExactly(
            needs("receive 'r'", "a class"),
            needs("parallel 'p'", "a class"),
            needs("forEach 'f'", "a class"),
            needs("repeat 'q'", "a class"));
  }

  @Test
  void no_step_reads_it_wherever_it_stands() {
    String mistake = needs("step 'a'", "the Ref of a value");
    assertThat(
            Mistakes.in(
                (flow, text) ->
                    flow.step("a", Count.class)
                        .reading(text, null)
                        .combine((t, n) -> new Count(1))))
        .containsExactly(mistake);
    assertThat(
            Mistakes.in(
                (flow, text) ->
                    flow.step("a", Count.class)
                        .reading(text, text, null)
                        .combine((t, u, n) -> new Count(1))))
        .containsExactly(mistake);
    assertThat(
            Mistakes.in(
                (flow, text) ->
                    flow.step("a", Count.class)
                        .reading(null, text, text, text)
                        .combine((n, t, u, v) -> new Count(1))))
        .containsExactly(mistake);
  }

  @Test
  void no_other_node_reads_it() {
    Workflow<Text, Count> child =
        Workflow.define("child", Text.class, (flow, text) -> counted(flow, "x", text));
    assertThat(
            Mistakes.in(
                (flow, text) -> {
                  Gate<Text> gate = flow.gate("g", (Ref<Text>) null, OWNER).showing(text, null);
                  Ref<Text> got =
                      flow.receive("r", Text.class).after(gate, null).unverified("x").from("agent");
                  Ref<Count> chosen =
                      flow.choose("c")
                          .on((Ref<Text>) null)
                          .when("a", "it is so", t -> true, a -> counted(a, "x", got))
                          .otherwise(o -> counted(o, "x", text));
                  Ref<List<Count>> all =
                      flow.forEach("f", String.class)
                          .of((Ref<Text>) null, t -> List.of())
                          .keyedBy(k -> k)
                          .atMost(1)
                          .run((each, item) -> counted(each, "x", text));
                  return flow.step("end", Count.class)
                      .reading(chosen, all, flow.child("k", child, null))
                      .combine((a, b, c) -> a);
                }))
        .containsExactly(
            needs("gate 'g'", "the Ref of a value"),
            needs("receive 'r'", "the Ref of a value"),
            "receive 'r' comes after 'nothing', which is no witness of a gate or a check",
            needs("choose 'c'", "the Ref of a value"),
            needs("forEach 'f'", "the Ref of a value"),
            needs("child 'k'", "the Ref of a value"));
  }

  @Test
  void no_list_of_refs_is_missing() {
    assertThat(
            Mistakes.in(
                (flow, text) -> {
                  Gate<Text> gate = flow.gate("g", text, OWNER).showing((Ref<?>[]) null);
                  return last(
                      flow,
                      flow.receive("r", Text.class)
                          .after(gate)
                          .after((Ref<?>[]) null)
                          .unverified("x")
                          .from((String[]) null));
                }))
        .containsExactly(
            needs("gate 'g'", "the Ref of a value"),
            needs("receive 'r'", "the Ref of a value"),
            "receive 'r' asks nobody; say the roles in from(...)");
  }

  @Test
  void no_rule_check_or_function_is_missing() {
    assertThat(
            Mistakes.in(
                (flow, text) -> {
                  Ref<Text> got =
                      flow.receive("r", Text.class)
                          .expecting("x", null)
                          .verifiedBy("c", null)
                          .from("agent");
                  Ref<Count> acts =
                      counting(flow, "a", got)
                          .expecting("x", null)
                          .verifiedBy("c", null)
                          .unguarded("x")
                          .compensatedBy(null)
                          .reconciledBy(null)
                          .act(null);
                  Ref<Effect.Done> done =
                      flow.step("d")
                          .reading(acts)
                          .unverified("x")
                          .unguarded("x")
                          .compensatedBy(null)
                          .reconciledBy(null)
                          .act(null);
                  Ref<Count> chosen =
                      flow.choose("e")
                          .on(done)
                          .when("a", "x", null, f -> counted(f, "x", text))
                          .otherwise(f -> counted(f, "x", text));
                  Ref<Count> rounds =
                      flow.repeat("q", Count.class)
                          .atMost(1)
                          .until("x", null)
                          .run((again, previous) -> counted(again, "x", text));
                  return flow.step("end", Count.class).reading(chosen, rounds).combine((a, b) -> a);
                }))
        .containsExactly(
            needs("receive 'r'", "a rule"),
            needs("receive 'r'", "a check"),
            needs("step 'a'", "a rule"),
            needs("step 'a'", "a check"),
            needs("step 'a'", "a function that undoes it"),
            needs("step 'a'", "a function that asks whether it happened"),
            needs("step 'a'", "a body"),
            needs("step 'd'", "a function that undoes it"),
            needs("step 'd'", "a function that asks whether it happened"),
            needs("step 'd'", "a body"),
            needs("arm 'e/a'", "a rule"),
            needs("repeat 'q'", "a rule"));
  }

  @Test
  void no_function_of_a_loop_or_a_join_is_missing() {
    assertThat(
            Mistakes.in(
                (flow, text) -> {
                  Ref<Count> both =
                      flow.parallel("p", Count.class)
                          .branch("a", a -> counted(a, "x", text))
                          .branch("b", b -> counted(b, "x", text))
                          .join(null);
                  Ref<List<Count>> all =
                      flow.forEach("f", String.class)
                          .of(text, null)
                          .keyedBy(null)
                          .atMost(1)
                          .run((each, item) -> counted(each, "x", text));
                  return flow.step("end", Count.class).reading(both, all).combine((a, b) -> a);
                }))
        .containsExactly(
            needs("parallel 'p'", "a join"),
            needs("forEach 'f'", "a function that gives the list"),
            needs("forEach 'f'", "a function that gives the key"));
  }

  @Test
  void no_inner_scope_is_without_its_lambda() {
    Function<Flow, Ref<Count>> none = null;
    for (Inner kind : List.of(Inner.BRANCH, Inner.ARM, Inner.OTHERWISE)) {
      assertThat(Mistakes.in((flow, text) -> kind.around(flow, "s", text, none)))
          .containsExactly(needs(kind.label("s"), "a lambda that writes it"));
    }
    assertThat(
            Mistakes.in(
                (flow, text) -> {
                  Ref<Count> rounds =
                      flow.repeat("q", Count.class).atMost(1).until("x", c -> true).run(null);
                  Ref<List<Count>> all =
                      flow.forEach("f", String.class)
                          .of(text, t -> List.of())
                          .keyedBy(k -> k)
                          .atMost(1)
                          .run(null);
                  return flow.step("end", Count.class).reading(rounds, all).combine((a, b) -> a);
                }))
        .containsExactly(
            needs("repeat 'q[*]'", "a lambda that writes it"),
            needs("forEach 'f[*]'", "a lambda that writes it"));
  }

  @Test
  void no_part_of_approvers_or_of_a_decision_is_missing() {
    Approvers some = Approvers.confirmedBy("editor");
    assertThatThrownBy(
            () ->
                new Approvers(
                    some.kind(),
                    some.needs(),
                    null,
                    some.deadline(),
                    some.expiry(),
                    some.vetoes(),
                    some.followUp(),
                    some.policy()))
        .isInstanceOf(WorkflowException.class)
        .hasMessageContaining("approvers need roles, a least grade");
    assertThatThrownBy(() -> new Approvers.Need(1, Arrays.asList("editor", null)))
        .isInstanceOf(WorkflowException.class)
        .hasMessageContaining("at least one role");
    assertThatThrownBy(
            () ->
                new Decision(
                    RunId.of("run-1"),
                    "gate",
                    1,
                    "nonce",
                    "shown",
                    Decision.Answer.APPROVED,
                    Principal.of("ada"),
                    "editor",
                    null,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty()))
        .isInstanceOf(NullPointerException.class);
  }

  @Test
  void no_words_time_value_or_role_is_missing() {
    assertThat(
            Mistakes.in(
                (flow, text) -> {
                  Ref<Count> acts =
                      counting(flow, "a", text)
                          .expecting(null, c -> true)
                          .unverified(null)
                          .unguarded(null)
                          .timeout(null)
                          .retry(null)
                          .act(t -> new Count(1));
                  Ref<Optional<Count>> perhaps =
                      flow.step("b", Count.class).reading(acts).optional(null).combine(c -> c);
                  Ref<Text> got =
                      flow.receive("r", Text.class)
                          .expecting(null, t -> true)
                          .unverified(null)
                          .within(null)
                          .otherwise(null)
                          .from("agent", null);
                  Ref<Count> chosen =
                      flow.choose("c")
                          .on(perhaps)
                          .when("a", null, p -> true, f -> counted(f, "x", got))
                          .otherwise(f -> counted(f, "x", text));
                  Ref<Count> rounds =
                      flow.repeat("q", Count.class)
                          .atMost(1)
                          .until(null, c -> true)
                          .run((again, previous) -> counted(again, "x", text));
                  return flow.step("end", Count.class)
                      .reading(chosen, rounds, flow.<Integer>given("limit", null))
                      .combine((a, b, l) -> a);
                }))
        .containsExactly(
            needs("step 'a'", "a time"),
            needs("step 'a'", "a retry"),
            "step 'a' is unverified without a reason",
            "step 'a' has a rule without words; say in words what must hold",
            "step 'a' is unguarded without a reason",
            "step 'b' is optional without a reason",
            needs("receive 'r'", "a time"),
            needs("receive 'r'", "a value to go on with"),
            "receive 'r' is unverified without a reason",
            "receive 'r' has a rule without words; say in words what must hold",
            "receive 'r' asks a role that is not of 1 to 100 printable ASCII characters without"
                + " space",
            "arm 'c/a' has a rule without words; say in words what must hold",
            "repeat 'q' has a rule without words; say in words what must hold",
            needs("given 'limit'", "a value"));
  }

  @Test
  void no_gate_is_without_approvers_and_no_child_without_a_workflow() {
    assertThat(
            Mistakes.in(
                (flow, text) ->
                    flow.step("end", Count.class)
                        .reading(
                            flow.gate("g", text, null),
                            flow.child("k", (Workflow<Text, Count>) null, text))
                        .combine((g, c) -> c)))
        .containsExactly(needs("gate 'g'", "approvers"), needs("child 'k'", "a workflow"));
  }

  @Nested
  class OfTheWhole {
    private final Workflow<Text, Count> workflow =
        Workflow.define("w", Text.class, (flow, text) -> counted(flow, "a", text));

    @Test
    void no_workflow_is_without_name_input_and_lambda() {
      WorkflowException refusal =
          catchThrowableOfType(
              WorkflowException.class, () -> Workflow.<Text, Count>define(null, null, null));
      assertThat(Mistakes.in(refusal))
          .containsExactly(
              needs("it", "a name"),
              needs("its input", "a class"),
              needs("it", "a lambda that writes it"));
    }

    @Test
    void no_version_timeout_or_profile_is_missing() {
      assertThatThrownBy(() -> workflow.version(null))
          .isInstanceOf(WorkflowException.class)
          .hasMessageStartingWith("the version of workflow 'w' has 1 to 50");
      assertThatThrownBy(() -> workflow.timeout(null))
          .isInstanceOf(WorkflowException.class)
          .hasMessage("workflow 'w' is not valid:\n  - " + needs("its timeout", "a time"));
      assertThatThrownBy(() -> workflow.atLeast(null))
          .isInstanceOf(WorkflowException.class)
          .hasMessage("workflow 'w' is not valid:\n  - " + needs("it", "a least profile"));
    }

    @Test
    void no_part_of_approvers_is_missing() {
      assertThatThrownBy(() -> Approvers.confirmedBy(null))
          .isInstanceOf(WorkflowException.class)
          .hasMessageStartingWith("approvers need at least one role");
      assertThatThrownBy(() -> Approvers.fourEyes(null)).isInstanceOf(WorkflowException.class);
      assertThatThrownBy(() -> OWNER.within(null))
          .isInstanceOf(WorkflowException.class)
          .hasMessageStartingWith("a gate's deadline must be longer than nothing");
      assertThatThrownBy(() -> OWNER.atLeast(null))
          .isInstanceOf(WorkflowException.class)
          .hasMessage(
              "approvers need roles, a least grade, a deadline or none, and a policy; none"
                  + " of them may be null");
    }

    @Test
    void no_wait_of_a_retry_is_missing() {
      assertThatThrownBy(() -> Step.Retry.attempts(3).waiting(Duration.ofHours(1), null))
          .isInstanceOf(WorkflowException.class)
          .hasMessage("a retry needs its waits, and none of them may be null");
      assertThatThrownBy(() -> new Step.Retry(1, Arrays.asList((Duration) null), false))
          .isInstanceOf(WorkflowException.class);
      assertThatThrownBy(() -> new Step.Retry(1, null, false))
          .isInstanceOf(WorkflowException.class);
    }
  }
}
