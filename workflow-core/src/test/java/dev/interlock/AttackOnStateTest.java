package dev.interlock;

import static dev.interlock.Sample.INPUT;
import static dev.interlock.Sample.RUN;
import static dev.interlock.Sample.events;
import static dev.interlock.Sample.names;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.Sample.Text;
import dev.interlock.record.Codec;
import dev.interlock.record.Event;
import dev.interlock.record.Journal;
import dev.interlock.record.Json;
import dev.interlock.record.WorkflowException;
import java.lang.reflect.Field;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Bodies that reach into the engine's memory, as any code on the class path can. */
@Tag("attack")
@Timeout(10)
class AttackOnStateTest {
  private final Journal journal = Journal.inMemory();
  private final DeskChannel desk = new DeskChannel();
  private final Engine engine = Engine.on(journal).channel(desk).build();
  private final AtomicInteger published = new AtomicInteger();

  /** What of a run is changed in memory. */
  enum Flip {
    A_GATE_IS_OPEN,
    A_STEP_IS_DONE,
    THE_RUN_IS_COMPLETED,
    THE_REQUESTER_IS_ANOTHER
  }

  /** A gate with an act behind it, and beside them a body that reaches. */
  private Workflow<Text, Text> sideBySide(Body.Of1<Text, Text> body) {
    return Workflow.define(
        "side-by-side",
        Text.class,
        (flow, text) ->
            flow.parallel("both", Text.class)
                .branch(
                    "guarded",
                    b ->
                        b.step("publish", Text.class)
                            .reading(b.gate("open", text, Approvers.fourEyes("editor")))
                            .unverified("a test")
                            .act(
                                approved -> {
                                  published.incrementAndGet();
                                  return approved.value();
                                }))
                .branch("reach", b -> b.step("reach", Text.class).reading(text).combine(body))
                .join((one, other) -> one));
  }

  private static Object field(Object of, String name) throws ReflectiveOperationException {
    Field field = of.getClass().getDeclaredField(name);
    field.setAccessible(true);
    return field.get(of);
  }

  private RunFacts facts() throws ReflectiveOperationException {
    Map<?, ?> active = (Map<?, ?>) field(field(engine, "runs"), "active");
    return ((RunTask) Objects.requireNonNull(active.get(RUN))).facts();
  }

  @SuppressWarnings("unchecked") // its own field
  private static <V> Map<String, V> map(Object facts, String name)
      throws ReflectiveOperationException {
    return (Map<String, V>) field(facts, name);
  }

  private static void set(RunFacts facts, String name, Object value)
      throws ReflectiveOperationException {
    Field field = RunFacts.class.getDeclaredField(name);
    field.setAccessible(true);
    field.set(facts, value);
  }

  private void flip(Flip flip) throws ReflectiveOperationException {
    RunFacts facts = facts();
    String gate = "both/guarded/open";
    switch (flip) {
      case A_GATE_IS_OPEN -> {
        Map<String, GateFact> gates = map(field(facts, "gates"), "gates");
        gates.computeIfPresent(gate, (path, open) -> open.closed(GateFact.APPROVED));
      }
      case A_STEP_IS_DONE -> {
        flip(Flip.A_GATE_IS_OPEN);
        Map<String, StepFact> steps = map(facts, "steps");
        String path = "both/guarded/publish";
        steps.put(path, StepFact.started(1, Optional.empty()).completed(json("never done")));
      }
      case THE_RUN_IS_COMPLETED -> {
        Map<String, StepFact> steps = map(facts, "steps");
        steps.put("both", StepFact.started(1, Optional.empty()).completed(json("never done")));
        set(facts, "ending", new Event.RunCompleted(json("never done")));
      }
      case THE_REQUESTER_IS_ANOTHER -> {
        Event.RunStarted is = facts.started();
        Event.Requester other = new Event.Requester("somebody", false);
        set(
            facts,
            "started",
            new Event.RunStarted(
                is.workflow(),
                is.version(),
                is.definition(),
                is.input(),
                other,
                is.profile(),
                is.environment(),
                is.people(),
                is.parent(),
                is.replaces()));
        Decision own = desk.last().approved(Sample.REQUESTER, "editor", "desk");
        CompletableFuture.runAsync(() -> engine.decide(own)).join();
      }
    }
  }

  private static Json json(String text) {
    return Codec.json().write(new Text(text), Text.class);
  }

  @ParameterizedTest
  @EnumSource(Flip.class)
  void whatIsChangedInMemoryIsNotBelieved(Flip flip) {
    Workflow<Text, Text> workflow =
        sideBySide(
            text -> {
              flip(flip);
              return text;
            });
    Outcome<Text> outcome = engine.start(workflow, RUN, INPUT, Sample.REQUESTER).settled();

    assertThat(outcome).isInstanceOfAny(Outcome.Failed.class, Outcome.Stopped.class);
    assertThat(names(engine.events(RUN))).contains("violation").doesNotContain("run.completed");
    assertThat(events(engine, Event.Violation.class))
        .extracting(Event.Violation::what)
        .containsExactly("what is in memory of the run is not what its record says");
    assertThat(published).hasValue(0);
  }

  @Nested
  class AWitness {
    @Test
    void thatABodyMadeItselfOpensNothing() throws Exception {
      var made = Approved.class.getDeclaredConstructors()[0];
      made.setAccessible(true);
      Workflow<Text, Text> workflow =
          sideBySide(
              text -> {
                made.newInstance(text, List.of(DeskChannel.ALICE));
                return text;
              });
      Outcome<Text> outcome = engine.start(workflow, RUN, INPUT, Sample.REQUESTER).settled();

      assertThat(outcome).isInstanceOf(Outcome.Waiting.class);
      assertThat(names(engine.events(RUN))).doesNotContain("gate.closed");
      assertThat(published).hasValue(0);
    }
  }

  @Nested
  class AWorkflowThatAsksForMore {
    @ParameterizedTest
    @EnumSource(
        value = Workflow.Profile.class,
        names = {"P1", "P2", "P3"})
    void thanThisEnginePromisesIsRefused(Workflow.Profile least) {
      AtomicInteger ran = new AtomicInteger();
      Workflow<Text, Text> separated =
          Sample.oneStep(
                  text -> {
                    ran.incrementAndGet();
                    return text;
                  })
              .atLeast(least);

      assertThatThrownBy(() -> engine.start(separated, RUN, INPUT))
          .isInstanceOf(WorkflowException.class)
          .hasMessageContaining(least.name())
          .hasMessageContaining(
              "promises P0: for P1 it lacks people whose keys are known, and a journal with signed"
                  + " heads");
      assertThatThrownBy(() -> engine.rehearse(separated, RUN, INPUT))
          .isInstanceOf(WorkflowException.class);
      assertThat(engine.runs()).isEmpty();
      assertThat(ran).hasValue(0);
    }

    @Test
    void thanThisEnginePromisesIsRefusedAsAPartOfAnother() {
      AtomicInteger ran = new AtomicInteger();
      Workflow<Text, Text> separated =
          Sample.oneStep(
                  text -> {
                    ran.incrementAndGet();
                    return text;
                  })
              .atLeast(Workflow.Profile.P2);
      Workflow<Text, Text> parent =
          Workflow.define(
              "parent", Text.class, (flow, text) -> flow.child("part", separated, text));
      assertThatThrownBy(() -> engine.start(parent, RUN, INPUT))
          .isInstanceOf(WorkflowException.class)
          .hasMessageContaining("P2");
      assertThat(engine.runs()).isEmpty();
      assertThat(ran).hasValue(0);
    }
  }
}
