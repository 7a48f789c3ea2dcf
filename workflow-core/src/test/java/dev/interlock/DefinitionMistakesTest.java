package dev.interlock;

import static dev.interlock.Mistakes.OWNER;
import static dev.interlock.Mistakes.counted;
import static dev.interlock.Mistakes.counting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.Mistakes.Count;
import dev.interlock.Mistakes.Text;
import dev.interlock.record.Presence;
import dev.interlock.record.WorkflowException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused of a definition as a whole, of its checks, guards, types and approvers. */
class DefinitionMistakesTest {
  public record Done(String where) {}

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
            Mistakes.in(
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
  class Reading {
    @Test
    void what_nobody_reads_is_reported_by_its_path() {
      assertThat(
              Mistakes.in(
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
              Mistakes.in(
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
              Mistakes.in(
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
      assertThat(Mistakes.in((flow, text) -> counting(flow, "a", text).compute(t -> new Count(1))))
          .containsExactly("step 'a' has no check; add verifiedBy(...) or unverified(\"reason\")");
      assertThat(
              Mistakes.in(
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
              Mistakes.in(
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
              Mistakes.in(
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
              Mistakes.in(
                  (flow, text) ->
                      counting(flow, "a", text).unverified("why").act(t -> new Count(1))))
          .containsExactly(
              "step 'a' acts without a witness among its inputs; read an approval or a check, or"
                  + " add unguarded(\"reason\")");
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
          "step 'a' does not act, so unguarded, repeatable, reconciledBy and compensatedBy say"
              + " nothing; take them out";
      assertThat(
              Mistakes.in(
                  (flow, text) ->
                      counting(flow, "a", text).unguarded("x").combine(t -> new Count(1))))
          .containsExactly(mistake);
      assertThat(
              Mistakes.in(
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
              Mistakes.in(
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
              Mistakes.in(
                  (flow, text) -> {
                    Ref<Checked<Text>> check = flow.check("c", text, Verdict::passed);
                    Ref<Approved<Checked<Text>>> gate = flow.gate("g", check, OWNER);
                    return flow.step("a", Count.class)
                        .reading(gate, check)
                        .unverified("x")
                        .act((g, t) -> new Count(1));
                  }))
          .containsExactly(
              "step 'a' reads Approved<Checked<Text>> of 'g' together with 'c', a Checked<Text>"
                  + " that nobody approved; read only the approval");
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
              Mistakes.in(
                  (flow, text) -> flow.step("a", Float.class).reading(text).combine(t -> 1f)))
          .containsExactly(
              "step 'a' gives 'Float', a Float, which Java versions write differently; use"
                  + " BigDecimal");
      assertThat(
              Mistakes.in(
                  (flow, text) ->
                      flow.parallel("p", Double.class)
                          .branch("a", a -> counted(a, "x", text))
                          .branch("b", b -> counted(b, "x", text))
                          .join((a, b) -> 1.0)))
          .containsExactly(
              "parallel 'p' gives 'Double', a Double, which Java versions write differently; use"
                  + " BigDecimal");
      assertThat(
              Mistakes.in(
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
              "workflow 'w' is not valid:\n"
                  + "  - its input is 'Object', a java.lang.Object, which is no record, enum,"
                  + " string, whole or decimal number, boolean, time or sealed interface of"
                  + " records");
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
              "approvers need at least one role, each of 1 to 100 printable ASCII characters"
                  + " without space");
      assertThatThrownBy(() -> approvers(List.of("a"), 0))
          .hasMessage("approvers need a quorum of 1 to 100 people, not 0");
      for (Duration time :
          List.of(Duration.ZERO, Duration.ofSeconds(-1), Duration.ofSeconds(Long.MAX_VALUE))) {
        assertThatThrownBy(() -> OWNER.within(time)).hasMessageStartingWith("a gate's deadline ");
      }
    }

    private static Approvers approvers(List<String> roles, int quorum) {
      return Approvers.of("confirmed", roles, quorum, OWNER.policy());
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
