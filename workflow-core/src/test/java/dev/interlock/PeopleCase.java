package dev.interlock;

import static dev.interlock.Sample.INPUT;
import static dev.interlock.Sample.REQUESTER;
import static dev.interlock.Sample.RUN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.Sample.Text;
import dev.interlock.record.Journal;
import dev.interlock.record.Principal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** What these tests share. */
abstract class PeopleCase {
  static final Principal OS_ADA = Principal.of("os-user:ada");
  static final Principal OS_BOB = Principal.of("os-user:bob");
  static final People.Validity ALWAYS = People.Validity.always();

  final Journal journal = Journal.inMemory();
  final ManualTime time = new ManualTime();
  final AtomicInteger published = new AtomicInteger();
  Approvers approvers = Approvers.confirmedBy("editor");
  Engine engine = engine(Staff.all());

  Engine engine(People people) {
    return Engine.on(journal)
        .time(time)
        .people(people)
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

  GateRequest open(Approvers who) {
    return open(who, REQUESTER);
  }

  GateRequest open(Approvers who, Principal requester) {
    approvers = who;
    engine.start(workflow(), RUN, INPUT, requester).settled();
    return last();
  }

  GateRequest last() {
    return engine.pending(RUN).get(0);
  }

  Optional<String> yes(Principal by, String role) {
    return engine.decide(last().approved(by, role, "desk"));
  }

  Optional<String> no(Principal by, String role) {
    return engine.decide(last().denied(by, role, "desk"));
  }

  static void assertRefused(Optional<String> said, String why) {
    assertThat(said).hasValueSatisfying(reason -> assertThat(reason).startsWith(why));
  }

  static People.Validity until(Instant end) {
    return new People.Validity(Optional.empty(), Optional.of(end));
  }

  static People.Delegation delegation(Principal from, Principal to, String role) {
    return new People.Delegation(from, to, role, until(ManualTime.START.plus(Duration.ofHours(1))));
  }
}
