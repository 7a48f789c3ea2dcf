package dev.interlock;

import static dev.interlock.Sample.INPUT;
import static dev.interlock.Sample.RUN;
import static dev.interlock.Sample.events;
import static dev.interlock.Staff.ADA;
import static dev.interlock.Staff.BOB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.Sample.Text;
import dev.interlock.record.Codec;
import dev.interlock.record.Event;
import dev.interlock.record.Journal;
import dev.interlock.record.Principal;
import dev.interlock.record.RunId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A run that another one asks for goes by the people of that one. */
class ChildPeopleTest {
  private static final String OTHERS = "e".repeat(64);

  private final Journal journal = Journal.inMemory();
  private final ManualTime time = new ManualTime();
  private final Workflow<Text, Text> child = Sample.publish(Approvers.confirmedBy("editor"));

  private final Workflow<Text, Text> parent =
      Workflow.define(
          "asking",
          Text.class,
          (flow, text) -> {
            Ref<Text> note = flow.receive("note", Text.class).unverified("a test").from("editor");
            Ref<Text> both =
                flow.step("join", Text.class)
                    .reading(text, note)
                    .combine((a, b) -> a.and(b.text()));
            return flow.child("sub", child, both);
          });

  private Engine engine(People people) {
    return Engine.on(journal)
        .time(time)
        .people(people)
        .channel(new DeskChannel())
        .workflow(parent)
        .workflow(child)
        .build();
  }

  private static People others() {
    return Staff.of(OTHERS, Staff.all());
  }

  private static Optional<String> submit(Engine engine) {
    Submission.Request asked = engine.requested(RUN).get(0);
    return engine.submit(
        asked.answer(ADA, "editor", Codec.json().write(new Text("!"), Text.class)));
  }

  private static Engine atTheGateOfTheChild(Engine engine, Workflow<Text, Text> parent) {
    engine.start(parent, RUN, INPUT, Principal.ai("agent")).settled();
    assertThat(submit(engine)).isEmpty();
    engine.run(RUN).settled();
    return engine;
  }

  private RunId childRun() {
    return journal.runs().get(1);
  }

  private static Optional<String> yes(Engine engine, RunId run) {
    return engine.decide(engine.pending(run).get(0).approved(ADA, "editor", "desk"));
  }

  @Test
  void nothingIsTakenFromThemBeforeTheRunGoesByThem() {
    engine(Staff.all()).start(parent, RUN, INPUT, Principal.ai("agent")).settled();
    Engine next = engine(others());
    assertThat(submit(next)).hasValueSatisfying(why -> assertThat(why).startsWith("people: "));
    next.adoptPeople(RUN, ADA).settled();
    assertThat(submit(next)).isEmpty();
  }

  @Test
  void itBeginsUnderThemThoughTheEngineThatBeginsItKnowsOthers() {
    Workflow<Text, Text> asking =
        Workflow.define("asking", Text.class, (flow, text) -> flow.child("sub", child, text));
    Engine first =
        Engine.on(new TestJournal()).people(Staff.all()).channel(new DeskChannel()).build();
    first.start(asking, RUN, INPUT, Principal.ai("agent")).settled();
    RunId sub = first.runs().get(1);
    assertThat(events(first, sub, Event.RunStarted.class))
        .extracting(Event.RunStarted::people)
        .containsExactly(Optional.of(Staff.DIGEST));
  }

  @Test
  void itWaitsWhereTheEngineKnowsOthersAndGoesOnOnceItsParentGoesByThem() {
    atTheGateOfTheChild(engine(Staff.all()), parent);
    Engine next = engine(others());
    next.resume(RUN).settled();
    assertThat(yes(next, childRun()))
        .hasValueSatisfying(why -> assertThat(why).startsWith("people: "));
    next.adoptPeople(RUN, BOB).settled();
    next.run(childRun()).settled();
    assertThat(events(next, childRun(), Event.PeopleChanged.class))
        .containsExactly(new Event.PeopleChanged(Optional.of(Staff.DIGEST), OTHERS, "bob"));
    assertThat(yes(next, childRun())).isEmpty();
    assertThat(next.run(RUN).settled()).isInstanceOf(Outcome.Completed.class);
  }

  @Test
  void itGoesByThemThoughTheProcessDiedRightAfterItsParentDid() {
    atTheGateOfTheChild(engine(Staff.all()), parent);
    journal.append(
        time.now(),
        RUN,
        "people.changed",
        new Event.PeopleChanged(Optional.of(Staff.DIGEST), OTHERS, "bob").json());
    Engine next = engine(others());
    next.resume(RUN).settled();
    next.run(childRun()).settled();
    assertThat(yes(next, childRun())).isEmpty();
  }

  @Test
  void itIsNotLetGoByOthersAlone() {
    atTheGateOfTheChild(engine(Staff.all()), parent);
    Engine next = engine(others());
    assertThatThrownBy(() -> next.adoptPeople(childRun(), ADA))
        .hasMessage(
            "run '"
                + childRun()
                + "' goes by the people of run 'run-1', which asked for it; let"
                + " that one go by these people");
    assertThat(events(next, childRun(), Event.PeopleChanged.class)).isEmpty();
  }

  @Test
  void itBeginsUnderThePeopleOfItsParentAndNotOfTheEngine() {
    engine(Staff.all()).start(parent, RUN, INPUT, Principal.ai("agent")).settled();
    Event.SubmissionRequested asked =
        events(engine(Staff.all()), Event.SubmissionRequested.class).get(0);
    journal.append(
        time.now(),
        RUN,
        "submission.received",
        new Event.SubmissionReceived(
                "note",
                1,
                asked.nonce(),
                "ada",
                false,
                "editor",
                Codec.json().write(new Text("!"), Text.class),
                List.of(Examined.unverified("a test")))
            .json());
    Engine next = engine(others());
    next.resume(RUN).settled();
    assertThat(events(next, childRun(), Event.RunStarted.class))
        .extracting(Event.RunStarted::people)
        .containsExactly(Optional.of(Staff.DIGEST));
    assertThat(yes(next, childRun())).isPresent();
  }
}
