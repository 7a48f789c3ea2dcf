package dev.interlock.audit.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.Approvers;
import dev.interlock.Flow;
import dev.interlock.Ref;
import dev.interlock.Verdict;
import dev.interlock.Workflow;
import dev.interlock.audit.Shapes.Saw;
import dev.interlock.audit.Shapes.Text;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What an outline makes sensitive, found as the engine finds it. */
class SensitiveReaderTest {
  /** Makes what is looked at. */
  @FunctionalInterface
  private interface Making {
    Ref<?> in(Flow flow, Ref<Text> text);
  }

  private static Ref<Text> secret(Flow flow, Ref<?> text) {
    return flow.step("made", Text.class).reading(text).sensitive().combine(t -> new Text("x"));
  }

  private static Ref<Text> open(Flow flow, Ref<?> text) {
    return flow.step("made", Text.class).reading(text).combine(t -> new Text("x"));
  }

  private static Ref<?> gate(Flow flow, Ref<?> about) {
    return flow.gate("yes", about, Approvers.confirmedBy("lead"));
  }

  private static Ref<Text> end(Flow flow, Ref<?> last) {
    return flow.step("end", Text.class).reading(last).combine(any -> new Text("end"));
  }

  private static Ref<Text> last(Flow flow, Ref<?> approved) {
    return flow.step("last", Text.class).reading(approved).combine(any -> new Text("last"));
  }

  private static Sensitive sensitive(Workflow<Text, Text> workflow) {
    byte[] outline = workflow.outline().json().bytes();
    return OutlineReader.read(
            "0".repeat(64), outline, child -> child.equals(secretKid().outline().digest()))
        .sensitive();
  }

  /** What is sensitive where a gate is about what was made. */
  private static Sensitive found(Making making) {
    return sensitive(
        Workflow.define(
            "made", Text.class, (flow, text) -> last(flow, gate(flow, making.in(flow, text)))));
  }

  private static void assertNodes(Making making, String... nodes) {
    Sensitive found = found(making);
    assertThat(found.nodes()).containsExactlyInAnyOrder(nodes);
    assertThat(found.lists()).isEmpty();
    assertThat(found.result()).isFalse();
  }

  private static Workflow<Text, Text> kid() {
    return Workflow.define("kid", Text.class, (flow, text) -> open(flow, text));
  }

  private static Workflow<Text, Text> secretKid() {
    return Workflow.define("kid", Text.class, (flow, text) -> secret(flow, text));
  }

  @Test
  void a_step_says_so_and_a_gate_about_it_is() {
    assertNodes(SensitiveReaderTest::secret, "made", "yes");
    assertNodes(SensitiveReaderTest::open);
  }

  @Test
  void a_gate_about_a_gate_or_a_check_of_it_is() {
    assertNodes(
        (flow, text) ->
            flow.check("sound", secret(flow, text), any -> Verdict.passed(new Saw("it"))),
        "made",
        "sound",
        "yes");
    assertNodes(
        (flow, text) -> flow.gate("fine", secret(flow, text), Approvers.confirmedBy("lead")),
        "made",
        "fine",
        "yes");
    assertNodes(
        (flow, text) ->
            flow.check("sound", open(flow, text), any -> Verdict.passed(new Saw("it"))));
  }

  @Test
  void a_constant_is_not() {
    assertNodes((flow, text) -> flow.given("constant", new Text("x")));
  }

  @Test
  void what_is_handed_in_says_so() {
    assertNodes(
        (flow, text) ->
            flow.receive("word", Text.class).unverified("a test").sensitive().from("lead"),
        "word",
        "yes");
    assertNodes((flow, text) -> flow.receive("word", Text.class).unverified("a test").from("lead"));
  }

  @Test
  void a_parallel_is_if_one_of_its_branches_is() {
    assertNodes(
        (flow, text) ->
            flow.parallel("both", Text.class)
                .branch("one", side -> open(side, text))
                .branch("two", side -> secret(side, text))
                .join((a, b) -> b),
        "both/two/made",
        "both",
        "yes");
    assertNodes(
        (flow, text) -> {
          Ref<Text> hidden = secret(flow, text);
          return flow.parallel("both", Text.class)
              .branch("one", side -> text)
              .branch("two", side -> end(side, hidden))
              .join((a, b) -> b);
        },
        "made");
  }

  @Test
  void a_choice_is_if_one_of_its_arms_is() {
    assertNodes(
        (flow, text) ->
            flow.choose("way")
                .on(text)
                .when("left", "it is left", any -> true, arm -> open(arm, text))
                .otherwise(arm -> secret(arm, text)),
        "way/otherwise/made",
        "way",
        "yes");
  }

  @Test
  void a_repeat_is_if_its_turns_are_and_what_the_next_turn_is_handed_is_as_well() {
    assertNodes(
        (flow, text) ->
            flow.repeat("rounds", Text.class)
                .atMost(2)
                .until("it is there", any -> true)
                .run(
                    (turn, before) -> {
                      Ref<?> sure = turn.gate("sure", before, Approvers.confirmedBy("lead"));
                      return secret(turn, sure);
                    }),
        "rounds[*]/sure",
        "rounds[*]/made",
        "rounds",
        "yes");
    assertNodes(
        (flow, text) ->
            flow.repeat("rounds", Text.class)
                .atMost(2)
                .until("it is there", any -> true)
                .run(
                    (turn, before) ->
                        open(turn, turn.gate("sure", before, Approvers.confirmedBy("lead")))));
  }

  private static Ref<List<Text>> each(Flow flow, Ref<Text> of, boolean secret) {
    return flow.forEach("each", Text.class)
        .of(of, List::of)
        .keyedBy(Text::text)
        .atMost(1)
        .run(
            (turn, item) -> {
              Ref<?> sure = turn.gate("sure", item, Approvers.confirmedBy("lead"));
              return secret ? secret(turn, sure) : open(turn, sure);
            });
  }

  @Test
  void the_elements_of_a_sensitive_list_are_and_what_the_turns_give_only_if_it_is() {
    Sensitive found =
        found(
            (flow, text) -> {
              Ref<Text> from =
                  flow.step("from", Text.class).reading(text).sensitive().combine(t -> t);
              return each(flow, from, false);
            });
    assertThat(found.lists()).containsExactly("each");
    assertThat(found.nodes()).containsExactlyInAnyOrder("from", "each[*]/sure");
    assertNodes((flow, text) -> each(flow, text, true), "each[*]/made", "each", "yes");
  }

  @Test
  void a_turn_further_in_is_handed_what_is_sensitive_further_out() {
    Sensitive found =
        found(
            (flow, text) ->
                flow.forEach("outer", Text.class)
                    .of(secret(flow, text), List::of)
                    .keyedBy(Text::text)
                    .atMost(1)
                    .run(
                        (turn, item) ->
                            turn.repeat("inner", Text.class)
                                .atMost(2)
                                .until("it is there", any -> true)
                                .run(
                                    (round, before) -> {
                                      Ref<?> sure =
                                          round.gate("sure", item, Approvers.confirmedBy("lead"));
                                      Ref<?> last =
                                          round.gate(
                                              "earlier", before, Approvers.confirmedBy("lead"));
                                      return round
                                          .step("f", Text.class)
                                          .reading(sure, last)
                                          .combine((a, b) -> new Text("f"));
                                    })));
    assertThat(found.lists()).containsExactly("outer");
    assertThat(found.nodes()).containsExactlyInAnyOrder("made", "outer[*]/inner[*]/sure");
  }

  @Test
  void a_child_is_by_what_its_own_outline_gives() {
    assertNodes((flow, text) -> flow.child("sub", secretKid(), text), "sub", "yes");
    assertNodes((flow, text) -> flow.child("sub", kid(), text));
    assertThat(sensitive(secretKid()).result()).isTrue();
    assertThat(sensitive(kid()).result()).isFalse();
  }

  @Test
  void an_input_is_only_if_it_is_said() {
    Workflow<Text, Text> workflow =
        Workflow.define("made", Text.class, (flow, text) -> last(flow, gate(flow, text)));
    assertThat(sensitive(workflow).nodes()).isEmpty();
    Sensitive found = sensitive(workflow.sensitiveInput());
    assertThat(found.input()).isTrue();
    assertThat(found.nodes()).isEqualTo(Set.of("yes"));
  }
}
