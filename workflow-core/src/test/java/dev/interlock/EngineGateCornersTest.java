package dev.interlock;

import static dev.interlock.DeskChannel.ALICE;
import static dev.interlock.DeskChannel.BOB;
import static dev.interlock.Sample.INPUT;
import static dev.interlock.Sample.REQUESTER;
import static dev.interlock.Sample.RUN;
import static dev.interlock.Sample.events;
import static dev.interlock.Sample.publish;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.Sample.Text;
import dev.interlock.record.Event;
import dev.interlock.record.Journal;
import dev.interlock.record.Presence;
import dev.interlock.record.Principal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Where two things that gates do meet. */
class EngineGateCornersTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Approvers GLASS = Approvers.breakGlass(2, "lead", "look at it");

  private final ManualTime time = new ManualTime();
  private final DeskChannel desk = new DeskChannel();

  private Engine engine(TestJournal journal, Approvers approvers) {
    return Engine.on(journal)
        .channel(desk)
        .time(time)
        .executor(Runnable::run)
        .workflow(publish(approvers))
        .build();
  }

  private Engine waiting(TestJournal journal, Approvers approvers) {
    Engine engine = engine(journal, approvers);
    engine.start(publish(approvers), RUN, INPUT, REQUESTER);
    return engine;
  }

  @Test
  void what_is_given_and_what_may_be_missing_is_shown() {
    Workflow<Text, Text> workflow =
        Workflow.define(
            "shows",
            Text.class,
            (flow, text) -> {
              Ref<Optional<Text>> there = perhaps(flow, "there", text, t -> t.and(" there"));
              Ref<Optional<Text>> missing =
                  perhaps(
                      flow,
                      "missing",
                      text,
                      t -> {
                        throw new IllegalStateException("none");
                      });
              Ref<Approved<Text>> yes =
                  flow.gate("yes", text, Approvers.confirmedBy("lead"))
                      .showing(flow.given("limit", new Text("five")), there, missing);
              return flow.step("end", Text.class).reading(yes).combine(Approved::value);
            });
    Engine.on(new TestJournal()).channel(desk).build().start(workflow, RUN, INPUT).settled();
    assertThat(desk.last().text())
        .containsSubsequence(
            ": limit\n  text: five\n", ": there\n  text: hello there\n", ": missing\n  null\n");
  }

  private static Ref<Optional<Text>> perhaps(
      Flow flow, String name, Ref<Text> text, Body.Of1<Text, Text> body) {
    return flow.step(name, Text.class).reading(text).optional("a test").combine(body);
  }

  @Test
  void what_follows_is_said_once_though_the_process_died_before_the_gate_closed() {
    Journal journal = Journal.inMemory();
    Engine engine = behindGlass(journal);
    engine.start(publish(GLASS), RUN, INPUT, Principal.ai("agent")).settled();
    GateRequest asked = engine.pending(RUN).get(0);
    Decision first = Staff.yes(engine, asked, Staff.ADA, "lead", Staff.ADAS);
    assertThat(engine.decide(first.withComment("it burns"))).isEmpty();
    Decision second = Staff.yes(engine, asked, Staff.BOB, "lead", Staff.BOBS);
    append(journal, decided(journal, second, "it does"));
    append(journal, new Event.GateFollowUp(asked.gate(), 1, "look at it", "it burns / it does"));
    Engine next = behindGlass(journal);
    assertThat(next.resume(RUN).settled()).isInstanceOf(Outcome.Completed.class);
    assertThat(events(next, RUN, Event.GateFollowUp.class)).hasSize(1);
  }

  private Engine behindGlass(Journal journal) {
    People people =
        Staff.of(
            Staff.person("ada", List.of("lead"), Staff.key(Staff.ADAS)),
            Staff.person("bob", List.of("lead"), Staff.key(Staff.BOBS)));
    return Engine.on(journal)
        .time(time)
        .people(people)
        .channel(new Staff.Signed(Presence.KEY))
        .workflow(publish(GLASS))
        .build();
  }

  private void append(Journal journal, Event event) {
    journal.append(time.now(), RUN, event.name(), event.json());
  }

  private static Event decided(Journal journal, Decision yes, String comment) {
    var proof = (Decision.Proof.Signature) yes.proof().orElseThrow();
    String signed =
        journal.keepApproval(yes.nonce(), new Journal.Approval(proof.text(), proof.signature()));
    return new Event.GateDecided(
        yes.gate(),
        yes.attempt(),
        yes.nonce(),
        "approved",
        yes.by().name(),
        true,
        yes.role(),
        Presence.KEY,
        yes.channel(),
        yes.shown(),
        Optional.of(comment),
        Optional.empty(),
        Optional.of(signed));
  }

  @Test
  void a_signature_that_nobody_looked_at_is_not_recorded_as_one() {
    TestJournal journal = new TestJournal();
    Engine engine = waiting(journal, Approvers.confirmedBy("editor"));
    Decision.Proof proof = new Decision.Proof.Signature("anything", "at all");
    assertThat(engine.decide(DeskChannel.yes(desk.last()).withProof(proof))).isEmpty();
    assertThat(events(engine, RUN, Event.GateDecided.class))
        .singleElement()
        .extracting(Event.GateDecided::signed)
        .isEqualTo(Optional.empty());
  }

  @Test
  void a_role_that_is_escalated_to_fills_every_place_though_it_may_answer_from_the_start() {
    TestJournal journal = new TestJournal();
    Approvers approvers = Approvers.all("lead", "qa").escalatingAfter(HOUR, "lead");
    Engine engine = waiting(journal, approvers);
    engine.decide(desk.last().approved(ALICE, "lead", "desk"));
    time.pass(HOUR);
    engine.runDue();
    assertThat(engine.decide(desk.last().approved(BOB, "lead", "desk"))).isEmpty();
    assertThat(engine.resume(RUN).settled()).isInstanceOf(Outcome.Completed.class);
  }

  @Test
  void it_does_not_before_it_is_escalated() {
    TestJournal journal = new TestJournal();
    Approvers approvers = Approvers.all("lead", "qa").escalatingAfter(HOUR, "lead");
    Engine engine = waiting(journal, approvers);
    engine.decide(desk.last().approved(ALICE, "lead", "desk"));
    engine.decide(desk.last().approved(BOB, "lead", "desk"));
    assertThat(engine.resume(RUN).settled()).isInstanceOf(Outcome.Waiting.class);
  }

  @Test
  void an_engine_without_channels_presents_no_gate_twice_at_once() {
    TestJournal journal = new TestJournal();
    Approvers approvers = Approvers.confirmedBy("editor").escalatingAfter(HOUR, "chief");
    waiting(journal, approvers);
    time.pass(HOUR);
    Engine mute =
        Engine.on(journal).time(time).executor(Runnable::run).workflow(publish(approvers)).build();
    mute.present(RUN);
    assertThat(events(mute, RUN, Event.GateRequested.class))
        .extracting(Event.GateRequested::attempt)
        .containsExactly(1, 2);
  }
}
