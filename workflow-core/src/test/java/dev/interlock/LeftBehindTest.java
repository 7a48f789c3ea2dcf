package dev.interlock;

import static dev.interlock.DeskChannel.ALICE;
import static dev.interlock.DeskChannel.BOB;
import static dev.interlock.Sample.INPUT;
import static dev.interlock.Sample.RUN;
import static dev.interlock.Sample.events;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.Sample.Text;
import dev.interlock.record.Event;
import dev.interlock.record.Failure;
import dev.interlock.record.FailureException;
import dev.interlock.record.Json;
import dev.interlock.record.Principal;
import dev.interlock.record.RunId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A run did something, and then comes to stand before it: an approval does not hold any more, or
 * another definition has more to do before. Nothing of it is forgotten when the run ends.
 */
class LeftBehindTest {
  private final TestJournal journal = new TestJournal();
  private final DeskChannel desk = new DeskChannel();
  private final List<String> did = new ArrayList<>();
  private final Engine engine = Engine.on(journal).channel(desk).build();
  private static final Json IT = Json.of("{\"text\":\"it\"}".getBytes(UTF_8));

  private boolean loses = true;

  /** Loses, the first time, what was shown to those who approved. */
  private Text loses(Text text) {
    if (loses) {
      journal.loseShown();
      loses = false;
    }
    return text;
  }

  private Text does(String what) {
    did.add(what);
    return new Text(what);
  }

  private Ref<Text> loses(Flow flow, Ref<?> after) {
    return flow.step("between", Text.class)
        .reading(after)
        .unverified("a test")
        .compute(any -> loses(INPUT));
  }

  private Ref<Text> effect(Flow flow, String name, Ref<Approved<Text>> approval) {
    return flow.step(name, Text.class)
        .reading(approval)
        .unverified("a test")
        .compensatedBy(done -> did.add("undo " + name))
        .act(approved -> does(name));
  }

  /** An effect, after something because of which it is not approved any more. */
  private Ref<Text> losesAndReads(Flow side, Ref<Approved<Text>> approval) {
    return side.step("end", Text.class)
        .reading(loses(side, approval), effect(side, "second", approval))
        .combine((lost, done) -> done);
  }

  private Workflow<Text, Text> workflow(BiFunction<Flow, Ref<Approved<Text>>, Ref<?>> begins) {
    return Workflow.define(
        "taken-back",
        Text.class,
        (flow, text) -> {
          Ref<Approved<Text>> approval = flow.gate("gate", text, Approvers.confirmedBy("lead"));
          Ref<?> first = begins.apply(flow, approval);
          return flow.step("both", Text.class)
              .reading(first, losesAndReads(flow, approval))
              .combine((one, other) -> other);
        });
  }

  /** An effect, something that takes time, and a second effect on the same approval. */
  private Workflow<Text, Text> twoEffects() {
    return workflow((flow, approval) -> effect(flow, "first", approval));
  }

  private Run<Text> approvedOnce(Workflow<Text, Text> workflow) {
    Run<Text> run = engine.start(workflow, RUN, INPUT);
    assertThat(engine.decide(DeskChannel.yes(desk.last()))).isEmpty();
    assertThat(desk.presented()).extracting(GateRequest::attempt).containsExactly(1, 2);
    return run;
  }

  @Test
  void an_effect_is_undone_when_somebody_says_no_the_second_time() {
    Run<Text> run = approvedOnce(twoEffects());
    assertThat(engine.decide(DeskChannel.no(desk.last()))).isEmpty();
    assertThat(run.settled()).isInstanceOf(Outcome.Rejected.class);
    assertThat(did).containsExactly("first", "undo first");
  }

  @Test
  void an_effect_is_undone_when_the_run_is_called_off() {
    Run<Text> run = approvedOnce(twoEffects());
    engine.cancel(RUN, BOB);
    assertThat(run.settled()).isInstanceOf(Outcome.Cancelled.class);
    assertThat(did).containsExactly("first", "undo first");
  }

  @Test
  void an_effect_stays_when_somebody_says_yes_again() {
    Run<Text> run = approvedOnce(twoEffects());
    assertThat(engine.decide(DeskChannel.yes(desk.last()))).isEmpty();
    assertThat(run.settled()).isInstanceOf(Outcome.Completed.class);
    assertThat(did).containsExactly("first", "second");
  }

  @Test
  void all_turns_of_a_loop_are_undone() {
    Run<Text> run =
        approvedOnce(
            workflow(
                (flow, approval) ->
                    flow.forEach("regions", Text.class)
                        .of(approval, any -> List.of(new Text("a"), new Text("b")))
                        .keyedBy(Text::text)
                        .atMost(2)
                        .run((turn, region) -> effect(turn, "deploy", approval))));
    assertThat(engine.decide(DeskChannel.no(desk.last()))).isEmpty();
    assertThat(run.settled()).isInstanceOf(Outcome.Rejected.class);
    assertThat(events(engine, Event.CompensationCompleted.class))
        .extracting(Event.CompensationCompleted::path)
        .containsExactly("regions[b]/deploy", "regions[a]/deploy");
  }

  @Test
  void who_undoes_is_told_who_had_approved() {
    List<Principal> told = new ArrayList<>();
    approvedOnce(
        workflow(
            (flow, approval) ->
                flow.step("first")
                    .reading(approval)
                    .unverified("a test")
                    .compensatedBy(approved -> told.addAll(approved.by()))
                    .act(approved -> does("first"))));
    assertThat(engine.decide(desk.last().denied(BOB, "lead", "desk"))).isEmpty();
    assertThat(told).containsExactly(ALICE);
  }

  private Text cutOff() throws InterruptedException {
    throw new InterruptedException("cut off");
  }

  private static Optional<Text> nobodyKnows() {
    throw new FailureException(Failure.Kind.TRANSIENT, "no answer");
  }

  /** An effect of which nobody knows, beside a step that reads the approval later on. */
  private Workflow<Text, Text> doubtful() {
    return Workflow.define(
        "doubtful",
        Text.class,
        (flow, text) -> {
          Ref<Approved<Text>> approval = flow.gate("gate", text, Approvers.confirmedBy("lead"));
          return flow.parallel("sides", Text.class)
              .branch(
                  "acts",
                  side ->
                      side.step("cut-off", Text.class)
                          .reading(approval)
                          .reconciledBy(approved -> nobodyKnows())
                          .unverified("a test")
                          .compensatedBy(done -> did.add("undo " + done.text()))
                          .act(approved -> cutOff()))
              .branch("reads", side -> losesAndReads(side, approval))
              .join((acts, reads) -> acts);
        });
  }

  @Test
  void a_run_is_not_over_before_somebody_says_what_became_of_an_effect() {
    Run<Text> run = approvedOnce(doubtful());
    engine.cancel(RUN, BOB);
    assertThat(run.settled())
        .isEqualTo(
            new Outcome.Waiting<>(List.of(new Outcome.Cause.StepInDoubt("sides/acts/cut-off", 1))));
    assertThat(engine.reconcile(RUN, "sides/acts/cut-off", Optional.of(IT), BOB).settled())
        .isInstanceOf(Outcome.Cancelled.class);
    assertThat(did).containsExactly("undo it");
  }

  @Test
  void a_run_that_it_asked_for_is_called_off() {
    Workflow<Text, Text> child =
        Workflow.define(
            "child",
            Text.class,
            (flow, text) -> flow.receive("word", Text.class).unverified("a test").from("lead"));
    Workflow<Text, Text> workflow =
        Workflow.define(
            "asking",
            Text.class,
            (flow, text) -> {
              Ref<Approved<Text>> approval = flow.gate("gate", text, Approvers.confirmedBy("lead"));
              return flow.parallel("sides", Text.class)
                  .branch("asks", side -> side.child("child", child, text))
                  .branch("reads", side -> losesAndReads(side, approval))
                  .join((acts, reads) -> acts);
            });
    Run<Text> run = approvedOnce(workflow);
    engine.cancel(RUN, BOB);
    assertThat(run.settled()).isInstanceOf(Outcome.Cancelled.class);
    assertThat(events(engine, Event.ChildEnded.class))
        .singleElement()
        .satisfies(ended -> assertThat(ended.outcome()).isEqualTo("cancelled"));
  }

  @Test
  @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void a_run_ends_in_which_something_fails_for_good_after_it() {
    CountDownLatch askedAgain = new CountDownLatch(1);
    ExecutorService pool = Executors.newCachedThreadPool();
    try {
      Engine slow =
          Engine.on(journal)
              .channel(desk)
              .executor(pool)
              .listener(entry -> told(entry.event(), askedAgain))
              .build();
      Run<Text> run = slow.start(failing(askedAgain), RUN, INPUT);
      assertThat(run.settled()).isInstanceOf(Outcome.Waiting.class);
      assertThat(slow.decide(DeskChannel.yes(desk.last()))).isEmpty();
      assertThat(run.settled()).isInstanceOf(Outcome.Failed.class);
      assertThat(events(slow, Event.GateClosed.class))
          .extracting(Event.GateClosed::outcome)
          .containsExactly("approved", "superseded", "cancelled");
    } finally {
      pool.shutdownNow();
    }
  }

  private static void told(Event event, CountDownLatch askedAgain) {
    if (event instanceof Event.GateRequested asked && asked.attempt() == 2) {
      askedAgain.countDown();
    }
  }

  private Workflow<Text, Text> failing(CountDownLatch when) {
    return Workflow.define(
        "failing",
        Text.class,
        (flow, text) -> {
          Ref<Approved<Text>> approval = flow.gate("gate", text, Approvers.confirmedBy("lead"));
          return flow.parallel("sides", Text.class)
              .branch(
                  "fails",
                  side ->
                      side.step("fails", Text.class)
                          .reading(text)
                          .unverified("a test")
                          .compute(
                              any -> {
                                when.await();
                                throw new FailureException(Failure.Kind.BUSINESS_RULE, "no");
                              }))
              .branch("reads", side -> losesAndReads(side, approval))
              .join((fails, reads) -> fails);
        });
  }

  private Ref<Text> deployed(Flow turn, Ref<Text> region) {
    return turn.step("deploy", Text.class)
        .reading(region)
        .unverified("a test")
        .unguarded("a test")
        .compensatedBy(done -> did.add("undo " + done.text()))
        .act(text -> does(text.text()));
  }

  private static Ref<Text> refused(Flow turn, Ref<Text> of) {
    return turn.step("smoke", Text.class)
        .reading(of)
        .combine(
            text -> {
              throw new FailureException(Failure.Kind.BUSINESS_RULE, "it smokes");
            });
  }

  /** Two regions, one after the other, and a gate; by the second version each has one more step. */
  private Workflow<Text, Text> regions(boolean smokes) {
    return Workflow.define(
            "regions",
            Text.class,
            (flow, text) ->
                flow.step("end", Text.class)
                    .reading(
                        flow.gate(
                            "gate",
                            flow.forEach("regions", Text.class)
                                .of(text, any -> List.of(new Text("a"), new Text("b")))
                                .keyedBy(Text::text)
                                .atMost(2)
                                .atOnce(1)
                                .run(
                                    (turn, region) -> {
                                      Ref<Text> done = deployed(turn, region);
                                      return smokes ? refused(turn, done) : done;
                                    }),
                            Approvers.confirmedBy("lead")))
                    .combine(all -> INPUT))
        .version(smokes ? "2" : "1");
  }

  @Test
  void all_is_undone_that_another_definition_lets_wait() {
    engine.start(regions(false), RUN, INPUT).settled();
    assertThat(engine.migrate(RUN, regions(true), ALICE).settled())
        .isInstanceOf(Outcome.Failed.class);
    assertThat(did).containsExactly("a", "b", "undo b", "undo a");
  }

  /** Asks for another run; by the second version only once somebody said yes. */
  private static Workflow<Text, Text> asking(boolean gated) {
    Workflow<Text, Text> child =
        Workflow.define(
            "child",
            Text.class,
            (flow, text) -> flow.receive("word", Text.class).unverified("a test").from("lead"));
    return Workflow.define(
            "asking",
            Text.class,
            (flow, text) ->
                flow.child(
                    "child",
                    child,
                    gated
                        ? flow.step("use", Text.class)
                            .reading(flow.gate("first", text, Approvers.confirmedBy("lead")))
                            .combine(Approved::value)
                        : text))
        .version(gated ? "2" : "1");
  }

  @Test
  void a_run_ends_when_another_does_that_it_would_not_ask_for_yet() {
    engine.start(asking(false), RUN, INPUT).settled();
    Run<?> run = engine.migrate(RUN, asking(true), ALICE);
    assertThat(run.settled()).isInstanceOf(Outcome.Waiting.class);
    RunId child = RunId.of(events(engine, Event.ChildStarted.class).get(0).run());
    engine.cancel(child, BOB).settled();
    assertThat(engine.resume(RUN).settled()).isInstanceOf(Outcome.Rejected.class);
  }

  /** Something, and a gate; by the second version what it reads is approved first. */
  private static Workflow<Text, Text> approvedFirst(
      boolean approved, BiFunction<Flow, Ref<Text>, Ref<?>> acts) {
    Approvers lead = Approvers.confirmedBy("lead");
    return Workflow.define(
            "approved-first",
            Text.class,
            (flow, text) -> {
              Ref<Text> in =
                  approved
                      ? flow.step("use", Text.class)
                          .reading(flow.gate("first", text, lead))
                          .combine(Approved::value)
                      : text;
              return flow.step("end", Text.class)
                  .reading(flow.gate("last", acts.apply(flow, in), lead))
                  .combine(done -> INPUT);
            })
        .version(approved ? "2" : "1");
  }

  private Outcome<?> calledOffUnderTheSecond(BiFunction<Flow, Ref<Text>, Ref<?>> acts) {
    engine.start(approvedFirst(false, acts), RUN, INPUT).settled();
    engine.migrate(RUN, approvedFirst(true, acts), ALICE).settled();
    engine.cancel(RUN, BOB);
    return engine.resume(RUN, BOB).settled();
  }

  @Test
  void an_effect_is_undone_by_what_it_gave_though_what_it_reads_is_not_there_yet() {
    assertThat(calledOffUnderTheSecond(this::deployed)).isInstanceOf(Outcome.Cancelled.class);
    assertThat(did).containsExactly("hello", "undo hello");
  }

  @Test
  void an_effect_that_is_undone_by_what_it_reads_waits_for_a_person_where_that_is_not_there() {
    Outcome<?> outcome =
        calledOffUnderTheSecond(
            (flow, in) ->
                flow.step("tell")
                    .reading(in)
                    .unverified("a test")
                    .unguarded("a test")
                    .compensatedBy(text -> did.add("undo " + text.text()))
                    .act(text -> does("tell")));
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Waiting.class,
            waiting ->
                assertThat(waiting.toString())
                    .contains("FailedCompensation", "there is no value at 'use'"));
    assertThat(did).containsExactly("tell");
  }

  @Test
  void nobody_is_asked_about_an_effect_by_what_is_not_there_yet() {
    Outcome<?> outcome =
        calledOffUnderTheSecond(
            (flow, in) ->
                flow.step("cut-off", Text.class)
                    .reading(in)
                    .reconciledBy(text -> nobodyKnows())
                    .unverified("a test")
                    .unguarded("a test")
                    .act(text -> cutOff()));
    assertThat(outcome)
        .isEqualTo(new Outcome.Waiting<>(List.of(new Outcome.Cause.StepInDoubt("cut-off", 1))));
    assertThat(events(engine, Event.StepDoubt.class))
        .last()
        .satisfies(
            doubt ->
                assertThat(doubt.reason().orElseThrow()).contains("there is no value at 'use'"));
  }
}
