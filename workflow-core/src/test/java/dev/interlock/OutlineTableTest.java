package dev.interlock;

import static dev.interlock.Mistakes.counted;
import static dev.interlock.Mistakes.last;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.Mistakes.Count;
import dev.interlock.Mistakes.Text;
import dev.interlock.record.Presence;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** People read the table of a definition: whatever matters in it is said there. */
class OutlineTableTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private static String gate(Approvers approvers) {
    return Workflow.define(
            "w", Text.class, (flow, text) -> last(flow, flow.gate("approval", text, approvers)))
        .outline()
        .table()
        .lines()
        .skip(2)
        .takeWhile(line -> line.startsWith("approval") || line.startsWith(" "))
        .map(line -> line.substring(Math.min(line.length(), 52)).strip())
        .reduce((a, b) -> a + " " + b)
        .orElseThrow();
  }

  @Test
  void says_who_opens_a_gate_and_what_happens_to_one_that_waits() {
    assertThat(gate(Approvers.confirmedBy("editor"))).isEqualTo("confirmed by editor");
    assertThat(gate(Approvers.some(2, "editor", "guard").atLeast(Presence.KEY)))
        .isEqualTo("confirmed by editor, guard, quorum 2, at least KEY");
    assertThat(
            gate(
                Approvers.groups(
                        Approvers.Need.of(1, "editor"), Approvers.Need.of(2, "guard", "boss"))
                    .vetoedBy("judge", "lawyer")))
        .isEqualTo("confirmed by 1 of editor and 2 of guard/boss, vetoed by judge or lawyer");
    assertThat(gate(Approvers.confirmedBy("editor").within(HOUR)))
        .isEqualTo("confirmed by editor, within PT1H");
    assertThat(gate(Approvers.confirmedBy("editor").askedAgainAfter(HOUR)))
        .isEqualTo("confirmed by editor, within PT1H, then asked again");
    assertThat(gate(Approvers.confirmedBy("editor").escalatingAfter(HOUR, "boss")))
        .isEqualTo("confirmed by editor, within PT1H, then also boss");
    assertThat(gate(Approvers.breakGlass(2, "editor", "look at it")))
        .isEqualTo(
            "four-eyes by editor, quorum 2, at least KEY, with a reason, followed by: look at it");
  }

  @Test
  void says_what_a_workflow_its_steps_and_what_it_waits_for_are() throws IOException {
    Workflow<Text, Count> child =
        Workflow.define("inner", Text.class, (Flow f, Ref<Text> text) -> counted(f, "x", text))
            .sensitiveInput();
    Workflow<Text, Count> whole =
        Workflow.define(
                "whole",
                Text.class,
                (flow, text) -> {
                  Ref<Count> acts =
                      flow.step("acts", Count.class)
                          .reading(text)
                          .verifiedBy("looked-at", Sample::seen)
                          .unguarded("it is local")
                          .retry(3)
                          .timeout(HOUR)
                          .reconciledBy(t -> Optional.empty())
                          .compensatedBy(c -> {})
                          .sensitive()
                          .act(t -> new Count(1));
                  Ref<Optional<Count>> perhaps =
                      flow.step("perhaps", Count.class)
                          .reading(text)
                          .unverified("a guess")
                          .unguarded("it is local")
                          .repeatable()
                          .optional("nice to have")
                          .act(t -> new Count(1));
                  Ref<Text> got =
                      flow.receive("got", Text.class)
                          .unverified("as it is")
                          .within(HOUR)
                          .otherwise(new Text("none"))
                          .sensitive()
                          .from("agent", "clerk");
                  Ref<Count> chosen =
                      flow.choose("way")
                          .on(text)
                          .when("left", "it is so", t -> true, f -> counted(f, "l", text))
                          .otherwise(f -> counted(f, "r", text));
                  Ref<Count> rounds =
                      flow.repeat("rounds", Count.class)
                          .atMost(2)
                          .until("it is done", c -> true)
                          .run((f, previous) -> counted(f, "turn", text));
                  Ref<?> each =
                      flow.forEach("each", String.class)
                          .of(text, t -> List.of())
                          .keyedBy(String::valueOf)
                          .atMost(9)
                          .atOnce(2)
                          .run((f, item) -> counted(f, "one", text));
                  Ref<Count> inner = flow.child("inner-run", child, text);
                  flow.pause("rest", HOUR);
                  Ref<Count> some =
                      flow.step("some", Count.class)
                          .reading(perhaps, got, chosen)
                          .combine((a, b, c) -> c);
                  Ref<Count> more =
                      flow.step("more", Count.class)
                          .reading(rounds, each, inner)
                          .combine((a, b, c) -> c);
                  return flow.step("end", Count.class)
                      .reading(acts, some, more)
                      .combine((a, b, c) -> a);
                })
            .timeout(HOUR)
            .atLeast(Workflow.Profile.P1)
            .sensitiveInput();
    Golden.assertOutline("every-word", whole);
  }
}
