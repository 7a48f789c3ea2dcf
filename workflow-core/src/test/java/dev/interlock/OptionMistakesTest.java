package dev.interlock;

import static dev.interlock.Mistakes.OWNER;
import static dev.interlock.Mistakes.counted;
import static dev.interlock.Mistakes.counting;
import static dev.interlock.Mistakes.last;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.Mistakes.Count;
import dev.interlock.Mistakes.Text;
import dev.interlock.record.WorkflowException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What may be said of a step and of a receive, and what must not. */
class OptionMistakesTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final String BOUNDS = "; it must be longer than nothing and at most 36500 days";

  static List<Arguments> timesThatAreNone() {
    return List.of(
        Arguments.of(Duration.ZERO, "PT0S"),
        Arguments.of(Duration.ofSeconds(-1), "PT-1S"),
        Arguments.of(Duration.ofDays(36_500).plusNanos(1), "PT876000H0.000000001S"));
  }

  /** An act that lacks nothing, with these options. */
  private static List<String> acting(
      UnaryOperator<Step.Of1<Approved<Text>, Count, Count>> options) {
    return Mistakes.in(
        (flow, text) ->
            options
                .apply(
                    flow.step("a", Count.class)
                        .reading(flow.gate("g", text, OWNER))
                        .unverified("x"))
                .act(t -> new Count(1)));
  }

  @Nested
  class ARetry {
    @Test
    void of_what_acts_needs_to_know_whether_it_happened() {
      assertThat(acting(step -> step.retry(3)))
          .containsExactly(
              "step 'a' acts and is tried again, though nobody knows whether it happened; add"
                  + " repeatable() or reconciledBy(...)");
    }

    @Test
    void has_an_attempt_and_a_wait() {
      assertThat(acting(step -> step.repeatable().retry(0)))
          .containsExactly("step 'a' has 0 attempts; it needs at least 1");
      assertThat(acting(step -> step.repeatable().retry(Step.Retry.attempts(2).waiting())))
          .containsExactly("step 'a' is tried again without a wait; say how long it waits");
    }

    @ParameterizedTest
    @MethodSource("dev.interlock.OptionMistakesTest#timesThatAreNone")
    void waits_for_a_time(Duration time, String told) {
      assertThat(
              acting(step -> step.repeatable().retry(Step.Retry.attempts(2).waiting(HOUR, time))))
          .containsExactly("step 'a' waits " + told + BOUNDS);
    }
  }

  @Nested
  class AStep {
    @ParameterizedTest
    @MethodSource("dev.interlock.OptionMistakesTest#timesThatAreNone")
    void has_a_timeout_that_is_a_time(Duration time, String told) {
      assertThat(acting(step -> step.timeout(time)))
          .containsExactly("step 'a' has a timeout of " + told + BOUNDS);
    }

    @Test
    void is_repeatable_or_reconciled() {
      assertThat(acting(step -> step.repeatable().reconciledBy(g -> Optional.empty())))
          .containsExactly("step 'a' is both repeatable and reconciled; take one out");
    }

    @Test
    void is_undone_and_asked_about_in_one_way() {
      assertThat(
              acting(
                  step ->
                      step.compensatedBy(c -> {})
                          .compensatedBy(c -> {})
                          .reconciledBy(g -> Optional.empty())
                          .reconciledBy(g -> Optional.empty())))
          .containsExactly(
              "step 'a' has compensatedBy twice, and only one would count; take one out",
              "step 'a' has reconciledBy twice, and only one would count; take one out");
    }

    @Test
    void that_does_not_act_has_nothing_to_undo_or_to_ask_about() {
      String mistake =
          "step 'a' does not act, so unguarded, repeatable, reconciledBy and compensatedBy say"
              + " nothing; take them out";
      assertThat(
              Mistakes.in(
                  (flow, text) ->
                      counting(flow, "a", text).compensatedBy(c -> {}).combine(t -> new Count(1))))
          .containsExactly(mistake);
      assertThat(
              Mistakes.in(
                  (flow, text) ->
                      counting(flow, "a", text)
                          .reconciledBy(t -> Optional.empty())
                          .unverified("x")
                          .compute(t -> new Count(1))))
          .containsExactly(mistake);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t\n"})
    void says_something_where_it_says_why(String nothing) {
      assertThat(
              Mistakes.in(
                  (flow, text) ->
                      counting(flow, "a", text)
                          .expecting(nothing, c -> true)
                          .unverified(nothing)
                          .unguarded(nothing)
                          .optional(nothing)
                          .act(t -> new Count(1))))
          .containsExactly(
              "step 'a' is unverified without a reason",
              "step 'a' has a rule without words; say in words what must hold",
              "step 'a' is unguarded without a reason",
              "step 'a' is optional without a reason",
              "it gives Optional<Count>, which may not be there; combine it into a value");
    }

    @Test
    void that_gives_nothing_keeps_to_the_same_rules() {
      assertThat(
              Mistakes.in(
                  (flow, text) -> {
                    Ref<Effect.Done> done =
                        flow.step("a").reading(text).retry(2).timeout(Duration.ZERO).act(t -> {});
                    return last(flow, done);
                  }))
          .containsExactly(
              "step 'a' has no check; add verifiedBy(...) or unverified(\"reason\")",
              "step 'a' acts without a witness among its inputs; read an approval or a check, or add"
                  + " unguarded(\"reason\")",
              "step 'a' acts and is tried again, though nobody knows whether it happened; add"
                  + " repeatable() or reconciledBy(...)",
              "step 'a' has a timeout of PT0S" + BOUNDS);
    }

    @Test
    void that_gives_nothing_need_not_be_read() {
      assertThat(
              Workflow.define(
                      "w",
                      Text.class,
                      (flow, text) -> {
                        flow.pause("p", HOUR);
                        flow.step("a").reading(text).unverified("x").unguarded("y").act(t -> {});
                        return counted(flow, "b", text);
                      })
                  .name())
          .isEqualTo("w");
    }
  }

  @Nested
  class AnApproval {
    public sealed interface Shape {}

    public record Circle(int radius) implements Shape {}

    public record Square(int side) implements Shape {}

    private static Ref<Shape> shape(Flow flow, Ref<Text> text) {
      return flow.step("s", Shape.class).reading(text).combine(t -> new Circle(1));
    }

    private static Ref<Circle> circle(Flow flow, Ref<Text> text) {
      return flow.step("c", Circle.class).reading(text).combine(t -> new Circle(1));
    }

    @Test
    void is_not_read_beside_what_may_be_of_its_type() {
      assertThat(
              Mistakes.in(
                  (flow, text) ->
                      flow.step("a", Count.class)
                          .reading(flow.gate("g", shape(flow, text), OWNER), circle(flow, text))
                          .combine((a, b) -> new Count(1))))
          .containsExactly(
              "step 'a' reads Approved<Shape> of 'g' together with 'c', a Circle that nobody"
                  + " approved; read only the approval");
      assertThat(
              Mistakes.in(
                  (flow, text) ->
                      flow.step("a", Count.class)
                          .reading(flow.gate("g", circle(flow, text), OWNER), shape(flow, text))
                          .combine((a, b) -> new Count(1))))
          .containsExactly(
              "step 'a' reads Approved<Circle> of 'g' together with 's', a Shape that nobody"
                  + " approved; read only the approval");
    }

    @Test
    void is_read_beside_another_alternative() {
      assertThat(
              Workflow.define(
                      "w",
                      Text.class,
                      (flow, text) -> {
                        Ref<Square> square =
                            flow.step("s", Square.class).reading(text).combine(t -> new Square(1));
                        return flow.step("a", Count.class)
                            .reading(flow.gate("g", circle(flow, text), OWNER), square)
                            .combine((c, s) -> new Count(1));
                      })
                  .name())
          .isEqualTo("w");
    }

    @Test
    void is_not_read_beside_a_number_of_its_other_name() {
      assertThat(
              Mistakes.in(
                  (flow, text) -> {
                    Ref<Integer> one = flow.step("one", int.class).reading(text).combine(t -> 1);
                    Ref<Integer> two =
                        flow.step("two", Integer.class).reading(text).combine(t -> 2);
                    return flow.step("a", Count.class)
                        .reading(flow.gate("g", one, OWNER), two)
                        .combine((a, b) -> new Count(b));
                  }))
          .containsExactly(
              "step 'a' reads Approved<int> of 'g' together with 'two', an Integer that nobody"
                  + " approved; read only the approval");
    }

    @Test
    void that_may_be_missing_or_is_one_of_many_is_not_read_beside_one() {
      assertThat(
              Mistakes.in(
                  (flow, text) -> {
                    Ref<Optional<Text>> perhaps =
                        flow.step("p", Text.class).reading(text).optional("x").combine(t -> t);
                    return flow.step("a", Count.class)
                        .reading(flow.gate("g", text, OWNER), perhaps)
                        .combine((a, b) -> new Count(1));
                  }))
          .containsExactly(
              "step 'a' reads Approved<Text> of 'g' together with 'p', an Optional<Text> that nobody"
                  + " approved; read only the approval");
    }
  }

  @Nested
  class AReceive {
    private static List<String> receiving(
        UnaryOperator<Submission.Receipt<Text>> options, String... roles) {
      return Mistakes.in(
          (flow, text) -> last(flow, options.apply(flow.receive("r", Text.class)).from(roles)));
    }

    @Test
    void is_checked_or_says_why_not() {
      assertThat(receiving(receipt -> receipt.expecting("a rule is no check", t -> true), "agent"))
          .containsExactly(
              "receive 'r' has no check; add verifiedBy(...) or unverified(\"reason\")");
      assertThat(
              receiving(
                  receipt -> receipt.verifiedBy("c", Verdict::passed).unverified("x"), "agent"))
          .containsExactly("receive 'r' is both verified and unverified; take one out");
      assertThat(
              receiving(
                  receipt ->
                      receipt
                          .verifiedBy("c", Verdict::passed)
                          .verifiedBy("c", Verdict::passed)
                          .verifiedBy("C", Verdict::passed),
                  "agent"))
          .containsExactly(
              "receive 'r' has the check 'c' twice",
              "the check 'C' of receive 'r' is not of the form [a-z0-9][a-z0-9-]{0,63}");
    }

    @Test
    void says_something_where_it_says_why() {
      assertThat(receiving(receipt -> receipt.expecting(" ", t -> true).unverified(" "), "agent"))
          .containsExactly(
              "receive 'r' is unverified without a reason",
              "receive 'r' has a rule without words; say in words what must hold");
    }

    @Test
    void asks_somebody() {
      assertThat(receiving(receipt -> receipt.unverified("x")))
          .containsExactly("receive 'r' asks nobody; say the roles in from(...)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "ä", "a\n"})
    void asks_roles_of_printable_ascii_without_space(String role) {
      assertThat(receiving(receipt -> receipt.unverified("x"), "agent", role))
          .containsExactly(
              "receive 'r' asks a role that is not of 1 to 100 printable ASCII characters without"
                  + " space");
    }

    @Test
    void comes_after_witnesses_only() {
      assertThat(
              Mistakes.in(
                  (flow, text) ->
                      last(
                          flow,
                          flow.receive("r", Text.class)
                              .after(flow.gate("g", text, OWNER), text, flow.attempt())
                              .unverified("x")
                              .from("agent"))))
          .containsExactly(
              "receive 'r' reads flow.attempt(), which only a step of workflow 'w' may read",
              "receive 'r' comes after 'input', which is no witness of a gate or a check",
              "receive 'r' comes after 'attempt', which is no witness of a gate or a check");
    }

    @ParameterizedTest
    @MethodSource("dev.interlock.OptionMistakesTest#timesThatAreNone")
    void waits_for_a_time(Duration time, String told) {
      assertThat(receiving(receipt -> receipt.unverified("x").within(time), "agent"))
          .containsExactly("receive 'r' waits " + told + BOUNDS);
    }

    @Test
    void goes_on_with_something_else_only_when_its_time_can_be_over() {
      assertThat(receiving(receipt -> receipt.unverified("x").otherwise(new Text("y")), "agent"))
          .containsExactly("receive 'r' has an otherwise that never comes; say within(...)");
    }

    @Test
    @SuppressWarnings("NullAway")
    void goes_on_with_what_can_be_recorded() {
      assertThat(
              receiving(
                  receipt -> receipt.unverified("x").within(HOUR).otherwise(new Text(null)),
                  "agent"))
          .singleElement()
          .asString()
          .startsWith("receive 'r' has an otherwise that cannot be recorded: ");
    }
  }

  @Nested
  class AGiven {
    @Test
    void is_read_by_somebody() {
      assertThat(
              Mistakes.in(
                  (flow, text) -> {
                    flow.given("limit", 3);
                    return counted(flow, "a", text);
                  }))
          .containsExactly("nobody reads given 'limit'; read it in a step or take it out");
    }

    @Test
    void that_only_an_inner_scope_reads_or_gives_is_read() {
      assertThat(
              Workflow.define(
                      "w",
                      Text.class,
                      (flow, text) -> {
                        Ref<Integer> read = flow.given("read", 3);
                        Ref<Count> given = flow.given("given", new Count(1));
                        return flow.choose("c")
                            .on(text)
                            .when(
                                "a",
                                "it is so",
                                t -> true,
                                a -> a.step("s", Count.class).reading(read).combine(Count::new))
                            .otherwise(o -> given);
                      })
                  .name())
          .isEqualTo("w");
    }

    @Test
    @SuppressWarnings("NullAway")
    void can_be_recorded() {
      assertThat(Mistakes.in((flow, text) -> last(flow, flow.given("limit", new Text(null)))))
          .singleElement()
          .asString()
          .startsWith("given 'limit' cannot be recorded: ");
    }
  }

  @Nested
  class AWorkflow {
    private final Workflow<Text, Count> workflow =
        Workflow.define("w", Text.class, (flow, text) -> counted(flow, "a", text));

    @ParameterizedTest
    @MethodSource("dev.interlock.OptionMistakesTest#timesThatAreNone")
    void has_a_timeout_that_is_a_time(Duration time, String told) {
      assertThatThrownBy(() -> workflow.timeout(time))
          .isInstanceOf(WorkflowException.class)
          .hasMessage("workflow 'w' is not valid:\n  - it has a timeout of " + told + BOUNDS);
    }

    @Test
    void is_not_changed_by_what_is_said_of_it() {
      assertThat(workflow.timeout(HOUR).digest()).isNotEqualTo(workflow.digest());
      assertThat(workflow.atLeast(Workflow.Profile.P1).digest()).isNotEqualTo(workflow.digest());
      assertThat(workflow.terms().timeout()).isEmpty();
    }

    @Test
    void is_not_written_on_when_it_is_defined() {
      List<Flow> kept = new java.util.ArrayList<>();
      assertThat(
              Workflow.define(
                      "w",
                      Text.class,
                      (flow, text) -> {
                        kept.add(flow);
                        return counted(flow, "a", text);
                      })
                  .name())
          .isEqualTo("w");
      assertThatThrownBy(() -> kept.get(0).step("late", Count.class))
          .isInstanceOf(WorkflowException.class)
          .hasMessage("step 'late' is written after workflow 'w' has ended");
    }
  }
}
