package dev.interlock;

import static dev.interlock.Sample.INPUT;
import static dev.interlock.Sample.REQUESTER;
import static dev.interlock.Sample.RUN;
import static dev.interlock.Sample.events;
import static dev.interlock.Staff.ADA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.Sample.Text;
import dev.interlock.record.Event;
import dev.interlock.record.Journal;
import dev.interlock.record.Presence;
import dev.interlock.record.RunId;
import java.util.concurrent.atomic.AtomicInteger;

/** What these tests share. */
abstract class SignedCase {
  final Journal journal = Journal.inMemory();
  final ManualTime time = new ManualTime();
  final AtomicInteger published = new AtomicInteger();
  final Approvers approvers = Approvers.confirmedBy("editor").atLeast(Presence.KEY);
  Engine engine = engine(Staff.all(), Presence.KEY);

  Engine engine(People people, Presence grade) {
    return Engine.on(journal)
        .time(time)
        .people(people)
        .channel(new Staff.Signed(grade))
        .channel(new DeskChannel())
        .workflow(workflow())
        .build();
  }

  Workflow<Text, Text> workflow() {
    return Sample.publish(
        approvers,
        approved -> {
          published.incrementAndGet();
          return approved.value();
        });
  }

  GateRequest open() {
    return open(RUN);
  }

  GateRequest open(RunId run) {
    engine.start(workflow(), run, INPUT, REQUESTER).settled();
    return engine.pending(run).get(0);
  }

  String text(GateRequest request) {
    return engine.approvalText(request, Decision.Answer.APPROVED, ADA, "editor");
  }

  static Decision yes(GateRequest request, Decision.Proof.Signature proof) {
    return request.approved(ADA, "editor", "signed").withProof(proof);
  }

  void assertRefused(Decision decision, String reason) {
    assertThat(engine.decide(decision))
        .hasValueSatisfying(why -> assertThat(why).startsWith(reason));
    assertThat(events(engine, decision.run(), Event.GateRefused.class))
        .last()
        .satisfies(event -> assertThat(event.reason()).startsWith(reason));
    assertThat(events(engine, decision.run(), Event.GateDecided.class)).isEmpty();
    assertThat(published).hasValue(0);
  }
}
