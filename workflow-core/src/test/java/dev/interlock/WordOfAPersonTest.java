package dev.interlock;

import static dev.interlock.Sample.INPUT;
import static dev.interlock.Sample.RUN;
import static dev.interlock.Sample.events;
import static dev.interlock.Staff.ADA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.Sample.Text;
import dev.interlock.record.Codec;
import dev.interlock.record.Event;
import dev.interlock.record.Journal;
import dev.interlock.record.Json;
import dev.interlock.record.Principal;
import dev.interlock.record.WorkflowException;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What takes a person's word takes nobody else's. */
class WordOfAPersonTest {
  private static final List<Principal> NO_PERSONS =
      List.of(Principal.ai("agent"), Principal.system("cron"), Principal.of("AI:agent"));

  private final Journal journal = Journal.inMemory();
  private final AtomicInteger effects = new AtomicInteger();
  private Optional<People> people = Optional.empty();

  private Engine engine() {
    Engine.Builder builder = Engine.on(journal).channel(new DeskChannel()).workflow(workflow());
    people.ifPresent(builder::people);
    return builder.build();
  }

  private Workflow<Text, Text> workflow() {
    return Workflow.define(
        "acting",
        Text.class,
        (flow, text) -> {
          Ref<Approved<Text>> yes = flow.gate("yes", text, Approvers.confirmedBy("editor"));
          return flow.step("act", Text.class)
              .reading(yes)
              .expecting("says hello", t -> t.text().startsWith("hello"))
              .verifiedBy("look", Sample::seen)
              .act(
                  t -> {
                    effects.incrementAndGet();
                    throw new SocketTimeoutException("no answer");
                  });
        });
  }

  /** An engine whose step has failed, or is in doubt, after its gate was opened. */
  private Engine stuck() {
    Engine engine = engine();
    engine.start(workflow(), RUN, INPUT, Principal.ai("agent")).settled();
    GateRequest asked = engine.pending(RUN).get(0);
    assertThat(engine.decide(asked.approved(ADA, "editor", "desk"))).isEmpty();
    engine.run(RUN).settled();
    return engine;
  }

  /** One whose step nobody may run again, as nobody knows whether it did something. */
  private Engine inDoubt() {
    Engine engine = stuck();
    engine.resume(RUN, ADA).settled();
    return engine;
  }

  private static Optional<Json> gave(String text) {
    return Optional.of(Codec.json().write(new Text(text), Text.class));
  }

  @Nested
  class ADoubt {
    @Test
    void isNotSettledByAnAiOrASystem() {
      Engine engine = inDoubt();
      for (Principal nobody : NO_PERSONS) {
        assertThatThrownBy(() -> engine.reconcile(RUN, "act", gave("hello"), nobody))
            .isInstanceOf(WorkflowException.class)
            .hasMessage("'" + nobody + "' is no person, and this takes a person's word");
        assertThatThrownBy(() -> engine.reconcile(RUN, "act", Optional.empty(), nobody))
            .isInstanceOf(WorkflowException.class);
      }
      assertThat(events(engine, Event.StepReconciled.class)).isEmpty();
      assertThat(effects).hasValue(1);
    }

    @Test
    void isNotSettledByAStrangerWhereThePeopleAreKnown() {
      people = Optional.of(Staff.all());
      Engine engine = inDoubt();
      assertThatThrownBy(() -> engine.reconcile(RUN, "act", gave("hello"), Principal.of("mallory")))
          .hasMessage("'mallory' is not a person that this engine knows");
      engine.reconcile(RUN, "act", gave("hello"), Principal.of("os-user:bob")).settled();
      assertThat(events(engine, Event.StepReconciled.class))
          .extracting(Event.StepReconciled::by)
          .containsExactly("bob");
    }

    @Test
    void isNotSettledWithAValueThatBreaksARuleOfItsStep() {
      Engine engine = inDoubt();
      assertThatThrownBy(() -> engine.reconcile(RUN, "act", gave("goodbye"), ADA))
          .hasMessage("the value is not what step 'act' may give: expected: says hello");
      assertThat(events(engine, Event.StepReconciled.class)).isEmpty();
      Outcome<?> outcome = engine.reconcile(RUN, "act", gave("hello all"), ADA).settled();
      assertThat(outcome).isInstanceOf(Outcome.Completed.class);
    }
  }

  @Nested
  class WhatFailed {
    @Test
    void isNotTriedAgainByAnAiOrASystem() {
      Engine engine = stuck();
      for (Principal nobody : NO_PERSONS) {
        assertThatThrownBy(() -> engine.resume(RUN, nobody))
            .hasMessage("'" + nobody + "' is no person, and this takes a person's word");
      }
      assertThat(events(engine, Event.RunResumed.class)).isEmpty();
      engine.resume(RUN, ADA).settled();
      assertThat(events(engine, Event.RunResumed.class))
          .containsExactly(new Event.RunResumed(Optional.of("ada"), Optional.of("act")));
    }
  }

  @Nested
  class AnotherDefinition {
    @Test
    void isNotTakenFromAnAiAStrangerOrSomebodyWhoIsGone() {
      People.Person agent =
          new People.Person(
              Principal.of("ai:agent"), List.of(), List.of("editor"), List.of(), Validities.ALWAYS);
      People.Person gone =
          new People.Person(
              Principal.of("zoe"),
              List.of(),
              List.of("editor"),
              List.of(),
              Validities.valid("", "2020-01-01T00:00:00Z"));
      People.Person ada = Staff.person("ada", List.of("editor"));
      people = Optional.of(Staff.of(ada, agent, gone));
      Engine engine = stuck();
      Workflow<Text, Text> to = workflow().version("2");
      for (String nobody : List.of("ai:agent", "system:cron", "mallory", "zoe")) {
        assertThatThrownBy(() -> engine.migrate(RUN, to, Principal.of(nobody)))
            .hasMessage("'" + nobody + "' is not a person that this engine knows");
      }
      assertThat(events(engine, Event.RunMigrated.class)).isEmpty();
    }
  }
}
