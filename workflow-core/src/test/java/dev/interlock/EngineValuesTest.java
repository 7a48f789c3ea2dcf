package dev.interlock;

import static dev.interlock.Sample.INPUT;
import static dev.interlock.Sample.RUN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.Sample.Numbers;
import dev.interlock.Sample.Saw;
import dev.interlock.Sample.Text;
import dev.interlock.record.Journal;
import dev.interlock.record.RunId;
import dev.interlock.record.WorkflowException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What passes from step to step. */
class EngineValuesTest {
  private final TestJournal journal = new TestJournal();
  private final List<String> ran = new CopyOnWriteArrayList<>();

  private Engine engine() {
    return Engine.on(journal).build();
  }

  private Ref<Text> step(Flow flow, String name, Ref<Text> reads) {
    return flow.step(name, Text.class)
        .reading(reads)
        .unverified("a test")
        .compute(
            text -> {
              ran.add(name);
              return text.and(" " + name);
            });
  }

  private Workflow<Text, Text> row(int steps) {
    return Workflow.define(
        "row",
        Text.class,
        (flow, text) -> {
          Ref<Text> last = text;
          for (int i = 1; i <= steps; i++) {
            last = step(flow, "step-" + i, last);
          }
          return last;
        });
  }

  @Nested
  class AValue {
    private final List<Integer> kept = new CopyOnWriteArrayList<>();

    private Workflow<Text, Numbers> keepingAReference() {
      return Workflow.define(
          "keeping",
          Text.class,
          (flow, text) -> {
            Ref<Numbers> made =
                flow.step("made", Numbers.class)
                    .reading(text)
                    .expecting("the list is the recorded one", n -> n.all() != kept)
                    .verifiedBy(
                        "copy",
                        (t, n) -> {
                          kept.add(99);
                          return Verdict.of(
                              n.all().equals(List.of(1, 2)), "it was changed", new Saw("" + n));
                        })
                    .compute(
                        t -> {
                          kept.addAll(List.of(1, 2));
                          return new Numbers(kept);
                        });
            Ref<Numbers> greedy =
                flow.step("greedy", Numbers.class)
                    .reading(made)
                    .combine(
                        n -> {
                          n.all().add(3);
                          return n;
                        });
            return flow.step("last", Numbers.class)
                .reading(made, greedy)
                .combine((n, g) -> new Numbers(List.of(n.all().size(), g.all().size())));
          });
    }

    @Test
    void passesFromStepToStepInItsRecordedForm() {
      Outcome<Numbers> outcome = engine().start(keepingAReference(), RUN, INPUT).settled();
      assertThat(outcome.result()).contains(new Numbers(List.of(2, 3)));
      assertThat(kept).containsExactly(1, 2, 99);
    }

    @Test
    void reachesEachReaderAsAnObjectOfItsOwn() {
      List<Text> seen = new CopyOnWriteArrayList<>();
      Workflow<Text, Text> reading =
          Workflow.define(
              "reading",
              Text.class,
              (flow, text) ->
                  flow.step("only", Text.class)
                      .reading(text, text)
                      .verifiedBy(
                          "look",
                          (a, b, r) -> {
                            Collections.addAll(seen, a, b, r);
                            return Sample.seen(a);
                          })
                      .compute(
                          (a, b) -> {
                            Collections.addAll(seen, a, b);
                            return a;
                          }));
      engine().start(reading, RUN, INPUT).settled();
      assertThat(seen).hasSize(5).doesNotContainNull().allMatch(INPUT::equals);
      assertThat(seen.stream().map(System::identityHashCode).distinct()).hasSize(5);
    }

    @Test
    void givenWithTheDefinitionIsReadLikeAnyOther() {
      Workflow<Text, Text> given =
          Workflow.define(
              "given",
              Text.class,
              (flow, text) -> {
                Ref<Numbers> limits = flow.given("limits", new Numbers(List.of(80)));
                return flow.step("only", Text.class)
                    .reading(text, limits)
                    .combine((t, n) -> t.and(" " + n.all()));
              });
      assertThat(engine().start(given, RUN, INPUT).settled().result())
          .contains(new Text("hello [80]"));
    }
  }

  @Nested
  class Witnesses {
    @Test
    void passThroughScopesAndHoldTheRecordedValue() {
      List<String> seen = new CopyOnWriteArrayList<>();
      Workflow<Text, Text> witnessed =
          Workflow.define(
              "witnessed",
              Text.class,
              (flow, text) -> {
                Ref<Text> made = step(flow, "made", text);
                Ref<Checked<Text>> sound = flow.check("sound", made, Sample::seen);
                Ref<Approved<Checked<Text>>> outer =
                    flow.gate("outer", sound, Approvers.confirmedBy("a"));
                return flow.parallel("sides", Text.class)
                    .branch(
                        "left",
                        b ->
                            b.step("act", Text.class)
                                .reading(outer)
                                .unverified("a test")
                                .act(
                                    approved -> {
                                      seen.add(approved.value().value().text());
                                      return approved.value().value();
                                    }))
                    .branch("right", b -> b.gate("inner", made, Approvers.confirmedBy("b")))
                    .join((left, right) -> right.value().and("|" + left.text()));
              });
      Engine engine = Engine.on(journal).channel(DeskChannel.approving()).build();
      assertThat(engine.start(witnessed, RUN, INPUT).settled().result())
          .contains(new Text("hello made|hello made"));
      assertThat(seen).containsExactly("hello made");
      assertThat(journal.names())
          .containsSubsequence("check.passed", "gate.requested", "gate.closed", "gate.requested");
    }

    @Test
    void mayBeWhatTheWorkflowGives() {
      Workflow<Text, Approved<Text>> approving =
          Workflow.define(
              "approving",
              Text.class,
              (flow, text) -> flow.gate("yes", text, Approvers.confirmedBy("a")));
      Engine engine = Engine.on(journal).channel(DeskChannel.approving()).build();
      Approved<Text> approved =
          engine.start(approving, RUN, INPUT).settled().result().orElseThrow();
      assertThat(approved.value()).isEqualTo(INPUT);
      assertThat(approved.by()).containsExactly(DeskChannel.ALICE);
    }
  }

  @Nested
  class AnInput {
    @Test
    void thatIsTooLargeIsRefusedBeforeAnythingIsWritten() {
      assertThatThrownBy(() -> engine().start(row(1), RUN, new Text("x".repeat(17_000_000))))
          .isInstanceOf(WorkflowException.class)
          .hasMessageContaining("input");
      assertThat(journal.size()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {32_000, 32_757, 32_758, 33_000, 65_000, 65_525, 65_526, 200_000})
    void isTakenWhetherOrNotItFillsALine(int letters) {
      Engine engine = Engine.on(Journal.inMemory()).build();
      RunId id = RunId.of("r" + "x".repeat(90) + letters);
      Text input = new Text("x".repeat(letters));
      assertThat(engine.start(Sample.oneStep(t -> t), id, input).settled().result())
          .contains(input);
    }

    @Test
    void isKeptAsItWasWhenTheRunStarted() {
      List<Integer> mine = new ArrayList<>(List.of(1));
      Workflow<Numbers, Numbers> waiting =
          Workflow.define(
              "waiting",
              Numbers.class,
              (flow, numbers) -> {
                Ref<Approved<Numbers>> yes = flow.gate("yes", numbers, Approvers.confirmedBy("a"));
                return flow.step("only", Numbers.class).reading(yes).combine(Approved::value);
              });
      DeskChannel desk = new DeskChannel();
      Engine engine = Engine.on(journal).channel(desk).build();
      Run<Numbers> run = engine.start(waiting, RUN, new Numbers(mine));
      mine.add(2);
      engine.decide(DeskChannel.yes(desk.last()));
      assertThat(run.settled().result()).contains(new Numbers(List.of(1)));
    }
  }
}
