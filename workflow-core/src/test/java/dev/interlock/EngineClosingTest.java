package dev.interlock;

import static dev.interlock.DeskChannel.ALICE;
import static dev.interlock.DeskChannel.BOB;
import static dev.interlock.Sample.INPUT;
import static dev.interlock.Sample.RUN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.Sample.Text;
import dev.interlock.record.Codec;
import dev.interlock.record.Failure;
import dev.interlock.record.FailureException;
import dev.interlock.record.RunId;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Runs that must end otherwise than completed: what still happens, and what does not any more. */
class EngineClosingTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final TestJournal journal = new TestJournal();
  private final ManualTime time = new ManualTime();
  private final DeskChannel desk = new DeskChannel();
  private final List<String> did = new ArrayList<>();
  private Engine engine = engineOn(journal);

  private Engine engineOn(TestJournal record, Workflow<?, ?>... known) {
    Engine.Builder builder = Engine.on(record).channel(desk).time(time);
    for (Workflow<?, ?> workflow : known) {
      builder.workflow(workflow);
    }
    return builder.build();
  }

  private Step.Of1<Text, Text, Text> step(Flow flow, String name, Ref<Text> reads) {
    return flow.step(name, Text.class).reading(reads).unverified("a test").unguarded("a test");
  }

  private Text does(String what, Text text) {
    did.add(what);
    return text.and(" " + what);
  }

  private Ref<Text> effect(Flow flow, String name, Ref<Text> reads) {
    return step(flow, name, reads)
        .compensatedBy(done -> did.add("undo " + name))
        .act(text -> does(name, text));
  }

  private Ref<Text> receipt(Flow flow, String name) {
    return flow.receive(name, Text.class).unverified("a test").within(MINUTE).from("agent");
  }

  private static <T> Ref<Text> gate(Flow flow, Ref<T> about) {
    return flow.step("after-gate", Text.class)
        .reading(flow.gate("gate", about, Approvers.confirmedBy("lead")))
        .combine(approved -> INPUT);
  }

  private static Text failing(Text text) {
    throw new FailureException(Failure.Kind.BUSINESS_RULE, "no " + text.text().length());
  }

  private static Ref<Text> fails(Flow flow, Ref<Text> reads) {
    return flow.step("fails", Text.class)
        .reading(reads)
        .unverified("a test")
        .compute(EngineClosingTest::failing);
  }

  @Nested
  class AValueHandedIn {
    @Test
    @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void after_the_end_is_refused_though_it_was_asked_for() {
      Workflow<Text, Text> workflow =
          Workflow.define(
              "receiving",
              Text.class,
              (flow, text) ->
                  flow.parallel("sides", Text.class)
                      .branch("left", b -> receipt(b, "plan"))
                      .branch("right", b -> gate(b, text))
                      .join((l, r) -> l));
      engine.start(workflow, RUN, INPUT);
      Submission.Request request = engine.requested(RUN).get(0);
      engine.decide(DeskChannel.no(desk.last()));

      Submission late = request.answer(BOB, "agent", Codec.json().write(INPUT, Text.class));
      assertThat(engine.submit(late)).contains("closed: this run asks for nothing there");
      assertThat(journal.names()).endsWith("run.rejected", "submission.refused");
    }
  }

  @Nested
  class AnOpenGate {
    private Workflow<Text, Text> workflow() {
      return Workflow.define(
          "gated",
          Text.class,
          (flow, text) ->
              flow.parallel("sides", Text.class)
                  .branch("left", b -> gate(b, text))
                  .branch("right", b -> fails(b, receipt(b, "plan")))
                  .join((l, r) -> l));
    }

    private TestJournal cutBeforeTheEnd() {
      assertThat(journal.names().get(journal.size() - 2)).isEqualTo("gate.closed");
      return journal.cutAfter(journal.size() - 1);
    }

    @Test
    void that_is_closed_for_the_end_is_not_its_cause_after_a_crash() {
      engine.start(workflow(), RUN, INPUT);
      Submission.Request request = engine.requested(RUN).get(0);
      engine.submit(request.answer(BOB, "agent", Codec.json().write(INPUT, Text.class)));
      Engine next = engineOn(cutBeforeTheEnd(), workflow());
      assertThat(next.resume(RUN).settled())
          .isInstanceOfSatisfying(
              Outcome.Failed.class,
              failed -> assertThat(failed.path()).isEqualTo("sides/right/fails"));
    }

    @Test
    void that_is_closed_because_somebody_called_the_run_off_does_not_hide_who() {
      engine.start(workflow(), RUN, INPUT);
      engine.cancel(RUN, BOB);
      Engine next = engineOn(cutBeforeTheEnd(), workflow());
      assertThat(next.resume(RUN).settled()).isEqualTo(new Outcome.Cancelled<>(BOB));
    }
  }

  @Nested
  class TwoThingsAtOnce {
    @Test
    void begin_no_body_when_one_of_them_ends_the_run() {
      Workflow<Text, Text> workflow =
          Workflow.define(
              "at-once",
              Text.class,
              (flow, text) ->
                  flow.parallel("sides", Text.class)
                      .branch("left", b -> receipt(b, "plan"))
                      .branch(
                          "right",
                          b ->
                              step(b, "again", text)
                                  .repeatable()
                                  .retry(Step.Retry.attempts(2).waiting(MINUTE))
                                  .act(
                                      t -> {
                                        did.add("again");
                                        throw new FailureException(
                                            Failure.Kind.TRANSIENT, "not now");
                                      }))
                      .join((l, r) -> l));
      engine.start(workflow, RUN, INPUT);
      time.pass(MINUTE);
      time.fire();
      assertThat(journal.names()).endsWith("submission.expired", "run.rejected");
      assertThat(did).containsExactly("again");
    }
  }

  @Nested
  class AnEffectBeforeTheEnd {
    private Workflow<Text, Text> looping(Predicate<Text> until) {
      return Workflow.define(
          "looping",
          Text.class,
          (flow, text) ->
              flow.repeat("rounds", Text.class)
                  .atMost(3)
                  .until("it is enough", until)
                  .run((again, before) -> effect(again, "paint", text)));
    }

    @Test
    void in_a_repeat_is_undone_when_its_rule_throws() {
      Predicate<Text> throwing =
          text -> {
            throw new IllegalStateException("no rule");
          };
      assertThat(engine.start(looping(throwing), RUN, INPUT).settled())
          .isInstanceOf(Outcome.Failed.class);
      assertThat(did).containsExactly("paint", "undo paint");
    }

    @Test
    void is_undone_while_nothing_else_begins() {
      Workflow<Text, Text> workflow =
          Workflow.define(
              "undoing",
              Text.class,
              (flow, text) ->
                  flow.parallel("sides", Text.class)
                      .branch("left", b -> fails(b, effect(b, "paint", text)))
                      .branch("right", b -> effect(b, "hang", effect(b, "frame", text)))
                      .join((l, r) -> l));
      engine.start(workflow, RUN, INPUT);
      assertThat(did).containsExactly("paint", "frame", "undo frame", "undo paint");
      assertThat(journal.names()).endsWith("run.failed");
    }

    @Test
    void is_undone_in_a_time_of_its_own() {
      Workflow<Text, Text> workflow =
          Workflow.define(
              "late",
              Text.class,
              (flow, text) ->
                  gate(
                      flow,
                      step(flow, "paint", text)
                          .timeout(MINUTE)
                          .compensatedBy(done -> did.add("undo"))
                          .act(t -> does("paint", t))));
      engine.start(workflow, RUN, INPUT);
      time.pass(MINUTE.multipliedBy(2));
      time.fire();
      assertThat(engine.cancel(RUN, ALICE).settled()).isEqualTo(new Outcome.Cancelled<>(ALICE));
      assertThat(did).containsExactly("paint", "undo");
    }

    @Test
    void is_undone_though_the_run_is_overdue() {
      Workflow<Text, Text> workflow =
          Workflow.define(
                  "overdue",
                  Text.class,
                  (flow, text) ->
                      gate(
                          flow,
                          step(flow, "paint", text)
                              .timeout(MINUTE)
                              .compensatedBy(done -> did.add("undo"))
                              .act(t -> does("paint", t))))
              .timeout(MINUTE.multipliedBy(5));
      Run<Text> run = engine.start(workflow, RUN, INPUT);
      time.pass(MINUTE.multipliedBy(5));
      time.fire();
      assertThat(run.settled()).isInstanceOf(Outcome.Failed.class);
      assertThat(did).containsExactly("paint", "undo");
    }

    @Test
    void that_is_in_doubt_is_asked_about_in_a_time_of_its_own() {
      Workflow<Text, Text> workflow =
          Workflow.define(
              "doubtful",
              Text.class,
              (flow, text) ->
                  step(flow, "paint", text)
                      .timeout(MINUTE)
                      .reconciledBy(t -> Optional.of(t.and(" painted")))
                      .act(
                          t -> {
                            time.pass(MINUTE);
                            time.fire();
                            return t;
                          }));
      assertThat(engine.start(workflow, RUN, INPUT).settled())
          .isEqualTo(new Outcome.Completed<>(INPUT.and(" painted")));
    }
  }

  @Nested
  class AChild {
    private final Workflow<Text, Text> child =
        Workflow.define("child", Text.class, (flow, text) -> gate(flow, text));

    private final Workflow<Text, Text> parent =
        Workflow.define(
            "parent",
            Text.class,
            (flow, text) ->
                flow.step("after", Text.class)
                    .reading(flow.child("part", child, text))
                    .combine(t -> t));

    @Test
    void is_known_to_whoever_knows_its_parent() {
      engine.start(parent, RUN, INPUT);
      Engine next = engineOn(journal.cutAfter(journal.size()), parent);
      assertThat(next.resume(RUN).settled()).isInstanceOf(Outcome.Waiting.class);
      RunId run = next.runs().get(1);
      assertThat(next.decide(DeskChannel.yes(next.pending(run).get(0)))).isEmpty();
      assertThat(next.resume(RUN).settled()).isEqualTo(new Outcome.Completed<>(INPUT));
    }

    @Test
    void that_was_never_started_is_called_off_before_the_end() {
      engine.start(parent, RUN, INPUT);
      int announced = journal.names().indexOf("child.started") + 1;
      TestJournal cut = journal.cutAfter(announced);
      Engine next = engineOn(cut, parent);
      assertThat(next.cancel(RUN, ALICE).settled()).isEqualTo(new Outcome.Cancelled<>(ALICE));
      assertThat(cut.names())
          .endsWith("run.resumed", "cancel.requested", "child.ended", "run.cancelled");
    }

    @Test
    void that_is_about_to_be_started_is_not_when_its_parent_is_called_off() {
      Deque<Runnable> tasks = new ArrayDeque<>();
      Engine later = Engine.on(journal).time(time).executor(tasks::add).build();
      later.start(parent, RUN, INPUT);
      later.cancel(RUN, ALICE);
      while (!tasks.isEmpty()) {
        tasks.remove().run();
      }
      assertThat(later.runs()).containsExactly(RUN);
      assertThat(journal.names()).endsWith("child.ended", "run.cancelled");
    }
  }

  @Nested
  class SomebodyWhoCallsARunOffAgain {
    @Test
    void changes_nothing_about_who_did() {
      Workflow<Text, Text> workflow =
          Workflow.define(
              "doubtful",
              Text.class,
              (flow, text) ->
                  step(flow, "paint", text)
                      .act(
                          t -> {
                            throw new InterruptedException("somebody else's");
                          }));
      engine.start(workflow, RUN, INPUT);
      engine.cancel(RUN, BOB);
      engine.reconcile(RUN, "paint", Optional.empty(), ALICE);
      assertThat(journal.names()).endsWith("step.reconciled", "run.cancelled");
      Engine next = engineOn(journal.cutAfter(journal.size() - 1), workflow);
      assertThat(next.cancel(RUN, ALICE).settled()).isEqualTo(new Outcome.Cancelled<>(BOB));
    }
  }
}
