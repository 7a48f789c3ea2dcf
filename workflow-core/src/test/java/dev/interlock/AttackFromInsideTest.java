package dev.interlock;

import static dev.interlock.DeskChannel.ALICE;
import static dev.interlock.Sample.INPUT;
import static dev.interlock.Sample.RUN;
import static dev.interlock.Sample.events;
import static dev.interlock.Sample.names;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.Sample.Saw;
import dev.interlock.Sample.Text;
import dev.interlock.record.Codec;
import dev.interlock.record.Event;
import dev.interlock.record.Journal;
import dev.interlock.record.Json;
import dev.interlock.record.Presence;
import dev.interlock.record.RunId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Code inside a run that tells the engine what to do. */
@Tag("attack")
@Timeout(10)
class AttackFromInsideTest {
  private static final RunId OTHER = RunId.of("other");
  private static final RunId NEW = RunId.of("new");

  private final Journal journal = Journal.inMemory();
  private final AtomicInteger later = new AtomicInteger();
  private final AtomicInteger published = new AtomicInteger();
  private final List<Channel.Answers> answers = new CopyOnWriteArrayList<>();
  private final DeskChannel desk = new DeskChannel();
  private final Engine engine = Engine.on(journal).channel(desk).channel(new Leak()).build();
  private List<String> others = List.of();
  private Run<Text> otherRun = engine.start(gated(), OTHER, INPUT);

  /** A channel that lets its answers out. */
  private final class Leak implements Channel {
    @Override
    public String name() {
      return "leak";
    }

    @Override
    public Presence presence() {
      return Presence.TERMINAL;
    }

    @Override
    public boolean reachable() {
      return false;
    }

    @Override
    public void present(GateRequest request, Answers to) {
      answers.add(to);
    }
  }

  private Workflow<Text, Text> gated() {
    return Sample.publish(
        Approvers.confirmedBy("editor"),
        approved -> {
          published.incrementAndGet();
          return approved.value();
        });
  }

  @BeforeEach
  void anotherRunWaitsAtItsGate() {
    assertThat(otherRun.settled()).isInstanceOf(Outcome.Waiting.class);
    others = names(engine.events(OTHER));
  }

  private void theOtherRunIsUntouched() {
    assertThat(names(engine.events(OTHER))).isEqualTo(others);
    assertThat(engine.runs()).containsExactly(OTHER, RUN);
    assertThat(published).hasValue(0);
    assertThat(later).hasValue(0);
  }

  /** What a body might tell an engine. */
  @SuppressWarnings("ImmutableEnumChecker") // its functions hold nothing
  enum Order {
    START(e -> e.engine.start(Sample.oneStep(t -> t), NEW, INPUT)),
    START_OVER_AND_OVER(AttackFromInsideTest::startAgain),
    START_IN_ANOTHER_ENGINE(
        e -> Engine.on(e.journal).build().start(Sample.oneStep(t -> t), NEW, INPUT)),
    START_IN_ANOTHERS_PLACE(e -> e.engine.startAgain(e.gated(), OTHER, NEW, ALICE)),
    REHEARSE(e -> e.engine.rehearse(Sample.oneStep(t -> t), NEW, INPUT)),
    RESUME_ITSELF(e -> e.engine.resume(RUN)),
    RESUME_ANOTHER(e -> e.engine.resume(OTHER)),
    RESUME_AS_A_PERSON(e -> e.engine.resume(OTHER, ALICE)),
    PRESENT(e -> e.engine.present(OTHER)),
    OPEN_THE_GATE_OF_ANOTHER(e -> e.engine.decide(DeskChannel.yes(e.desk.last()))),
    ASK_IN_WHICH_ROLE_IT_OPENS(e -> e.engine.roles(e.desk.last(), ALICE, Decision.Answer.APPROVED)),
    ASK_WHAT_IS_TO_BE_SIGNED(
        e -> e.engine.approvalText(e.desk.last(), Decision.Answer.APPROVED, ALICE, "editor")),
    ANSWER_AS_A_CHANNEL(
        e -> e.answers.get(0).decide(e.desk.last().approved(ALICE, "editor", "leak"))),
    REFUSE_AS_A_CHANNEL(e -> e.answers.get(0).refuse("no")),
    HAND_IN_A_VALUE(
        e ->
            e.engine.submit(
                new Submission(OTHER, "approval", 1, "0", ALICE, "editor", json(INPUT)))),
    RECONCILE(e -> e.engine.reconcile(OTHER, "publish", Optional.empty(), ALICE)),
    CANCEL_ITSELF(e -> e.engine.cancel(RUN, ALICE)),
    CANCEL_ANOTHER(e -> e.engine.cancel(OTHER, ALICE)),
    MIGRATE_ANOTHER(e -> e.engine.migrate(OTHER, e.gated(), ALICE)),
    CHANGE_THE_PEOPLE_OF_ANOTHER(e -> e.engine.adoptPeople(OTHER, ALICE)),
    LOOK_FOR_ANOTHER(e -> e.engine.run(OTHER)),
    DO_WHAT_IS_DUE(e -> e.engine.runDue()),
    WAIT_FOR_ANOTHER(e -> e.otherRun.settled()),
    WAIT_FOR_THE_END_OF_ANOTHER(e -> e.otherRun.await());

    private final Consumer<AttackFromInsideTest> given;

    Order(Consumer<AttackFromInsideTest> given) {
      this.given = given;
    }
  }

  private void startAgain() {
    engine.start(
        Sample.oneStep(
            text -> {
              startAgain();
              return text;
            }),
        NEW,
        INPUT);
  }

  private static Json json(Text text) {
    return Codec.json().write(text, Text.class);
  }

  /** Gives the order, and keeps quiet about what came of it. */
  private void secretly(Order order) {
    try {
      order.given.accept(this);
    } catch (RuntimeException e) {
      assertThat(e).isNotNull(); // and goes on as if nothing had been
    }
  }

  private Ref<Text> after(Flow flow, Ref<Text> first) {
    return flow.step("later", Text.class)
        .reading(first)
        .combine(
            text -> {
              later.incrementAndGet();
              return text;
            });
  }

  private Workflow<Text, Text> body(Runnable inside) {
    return Workflow.define(
        "inside",
        Text.class,
        (flow, text) ->
            after(
                flow,
                flow.step("first", Text.class)
                    .reading(text)
                    .combine(
                        t -> {
                          inside.run();
                          return t;
                        })));
  }

  @ParameterizedTest
  @EnumSource(Order.class)
  void aBodyThatGivesAnOrderFailsItsStep(Order order) {
    Outcome<Text> outcome = engine.start(body(() -> secretly(order)), RUN, INPUT).settled();

    assertThat(outcome).isInstanceOf(Outcome.Failed.class);
    assertThat(names(engine.events(RUN)))
        .containsExactly("run.started", "step.started", "violation", "step.failed", "run.failed");
    assertThat(events(engine, Event.Violation.class))
        .extracting(Event.Violation::path)
        .containsExactly(Optional.of("first"));
    theOtherRunIsUntouched();
  }

  /** Where else in a workflow code of the host's is called. */
  enum Place {
    EXPECTATION,
    CHECK_OF_A_STEP,
    CHECK_OF_ITS_OWN,
    JOIN,
    RULE_OF_A_CHOICE,
    RULE_OF_A_LOOP,
    LIST_OF_A_LOOP,
    KEY_OF_A_LOOP,
    RECONCILIATION,
    COMPENSATION,
    EXPECTATION_OF_A_RECEIPT,
    CHECK_OF_A_RECEIPT,
    POLICY_OF_A_GATE
  }

  @Nested
  class CodeThatIsNoBody {
    private void outcomeIsNotTheOneOfTheWorkflow(Place place, Order order) {
      Outcome<Text> outcome = engine.start(at(place, order), RUN, INPUT).settled();
      engine.requested(RUN).stream()
          .map(open -> open.answer(ALICE, "agent", json(INPUT)))
          .forEach(engine::submit);
      engine.pending(RUN).stream()
          .map(open -> open.approved(ALICE, "editor", "desk"))
          .forEach(engine::decide);

      assertThat(outcome).isNotInstanceOf(Outcome.Completed.class);
      assertThat(outcome).isNotInstanceOf(Outcome.Stopped.class);
      assertThat(names(engine.events(RUN))).contains("violation").doesNotContain("run.completed");
      assertThat(events(engine, Event.Violation.class))
          .allMatch(violation -> violation.path().isPresent());
      theOtherRunIsUntouched();
    }

    @ParameterizedTest
    @EnumSource(Place.class)
    void openingAGateIsNotBelieved(Place place) {
      outcomeIsNotTheOneOfTheWorkflow(place, Order.OPEN_THE_GATE_OF_ANOTHER);
    }

    @ParameterizedTest
    @EnumSource(Place.class)
    void waitingForARunIsNotBelieved(Place place) {
      outcomeIsNotTheOneOfTheWorkflow(place, Order.WAIT_FOR_ANOTHER);
    }

    @ParameterizedTest
    @EnumSource(Place.class)
    void resumingItsOwnRunIsNotBelieved(Place place) {
      outcomeIsNotTheOneOfTheWorkflow(place, Order.RESUME_ITSELF);
    }

    private Workflow<Text, Text> at(Place place, Order order) {
      return Workflow.define(
          "places",
          Text.class,
          (flow, text) -> after(flow, placed(place, () -> secretly(order), flow, text)));
    }

    private Ref<Text> placed(Place place, Runnable inside, Flow flow, Ref<Text> text) {
      return switch (place) {
        case EXPECTATION, CHECK_OF_A_STEP, CHECK_OF_ITS_OWN, JOIN ->
            check(place, inside, flow, text);
        case RULE_OF_A_CHOICE, RULE_OF_A_LOOP, LIST_OF_A_LOOP, KEY_OF_A_LOOP ->
            rule(place, inside, flow, text);
        case RECONCILIATION, COMPENSATION -> effect(place, inside, flow, text);
        default -> outside(place, inside, flow, text);
      };
    }

    private Ref<Text> check(Place place, Runnable inside, Flow flow, Ref<Text> text) {
      return switch (place) {
        case EXPECTATION ->
            flow.step("first", Text.class)
                .reading(text)
                .expecting("so", t -> holds(inside))
                .combine(t -> t);
        case CHECK_OF_A_STEP ->
            flow.step("first", Text.class)
                .reading(text)
                .verifiedBy("look", (t, r) -> seen(inside))
                .compute(t -> t);
        case JOIN ->
            flow.parallel("both", Text.class)
                .branch("first", b -> step2(b, text))
                .branch("second", b -> step2(b, text))
                .join((one, other) -> holds(inside) ? one : other);
        default ->
            flow.step("unpack", Text.class)
                .reading(flow.check("sound", text, t -> seen(inside)))
                .combine(Checked::value);
      };
    }

    private Ref<Text> step2(Flow flow, Ref<Text> text) {
      return flow.step("same", Text.class).reading(text).combine(t -> t);
    }

    private Ref<Text> rule(Place place, Runnable inside, Flow flow, Ref<Text> text) {
      if (place == Place.RULE_OF_A_CHOICE) {
        return flow.choose("it")
            .on(text)
            .when("a", "so", t -> holds(inside), f -> step2(f, text))
            .otherwise(f -> step2(f, text));
      }
      if (place == Place.RULE_OF_A_LOOP) {
        return flow.repeat("rounds", Text.class)
            .atMost(2)
            .until("so", t -> holds(inside))
            .run(
                (again, before) ->
                    again
                        .step("same", Text.class)
                        .reading(text, before)
                        .combine((t, b) -> b.orElse(t)));
      }
      Runnable list = place == Place.LIST_OF_A_LOOP ? inside : () -> {};
      Runnable key = place == Place.KEY_OF_A_LOOP ? inside : () -> {};
      Ref<List<Text>> all =
          flow.forEach("each", Text.class)
              .of(text, t -> holds(list) ? List.of(t) : List.of())
              .keyedBy(t -> holds(key) ? "one" : "other")
              .atMost(1)
              .run((each, item) -> step2(each, item));
      return flow.step("first-of-all", Text.class).reading(all).combine(texts -> texts.get(0));
    }

    private Ref<Text> effect(Place place, Runnable inside, Flow flow, Ref<Text> text) {
      var step =
          flow.step("first", Text.class).reading(text).unguarded("a test").unverified("a test");
      if (place == Place.RECONCILIATION) {
        return step.reconciledBy(t -> holds(inside) ? Optional.of(t) : Optional.empty())
            .act(
                t -> {
                  throw new InterruptedException();
                });
      }
      Ref<Text> done = step.compensatedBy(t -> inside.run()).act(t -> t);
      return flow.step("failing", Text.class)
          .reading(done)
          .combine(
              t -> {
                throw new IllegalStateException("no");
              });
    }

    private Ref<Text> outside(Place place, Runnable inside, Flow flow, Ref<Text> text) {
      if (place == Place.POLICY_OF_A_GATE) {
        Approvers approvers = Approvers.of("own", List.of("editor"), 1, new Talkative(inside));
        return flow.step("unpack", Text.class)
            .reading(flow.gate("open", text, approvers))
            .combine(Approved::value);
      }
      var receipt = flow.receive("plan", Text.class);
      Ref<Text> plan =
          place == Place.CHECK_OF_A_RECEIPT
              ? receipt.verifiedBy("look", t -> seen(inside)).from("agent")
              : receipt.expecting("so", t -> holds(inside)).unverified("a test").from("agent");
      return flow.step("use", Text.class).reading(text, plan).combine((t, p) -> p);
    }

    private boolean holds(Runnable inside) {
      inside.run();
      return true;
    }

    private Verdict seen(Runnable inside) {
      inside.run();
      return Verdict.passed(new Saw("all"));
    }
  }

  /** A policy that lets everybody in, and talks to the engine meanwhile. */
  private record Talkative(Runnable inside) implements Approvers.Policy {
    @Override
    public Optional<String> objection(
        GateRequest request, List<Decision> earlier, Decision decision) {
      inside.run();
      return Optional.empty();
    }

    @Override
    public Approvers.Ruling ruling(GateRequest request, List<Decision> decisions) {
      inside.run();
      return Approvers.Ruling.APPROVED;
    }
  }

  @Nested
  class AFlowThatIsKept {
    @Test
    void changesNoDefinitionWhenABodyUsesIt() {
      Flow[] kept = new Flow[1];
      Workflow<Text, Text> keeping =
          Workflow.define(
              "keeping",
              Text.class,
              (flow, text) -> {
                kept[0] = flow;
                return flow.step("first", Text.class)
                    .reading(text)
                    .combine(
                        t -> {
                          after(kept[0], text);
                          return t;
                        });
              });
      String digest = keeping.digest();
      Outcome<Text> outcome = engine.start(keeping, RUN, INPUT).settled();

      assertThat(((Outcome.Failed<Text>) outcome).failure().message()).contains("has ended");
      assertThat(keeping.digest()).isEqualTo(digest);
      assertThat(names(engine.events(RUN)))
          .containsExactly("run.started", "step.started", "step.failed", "run.failed");
      theOtherRunIsUntouched();
    }
  }
}
