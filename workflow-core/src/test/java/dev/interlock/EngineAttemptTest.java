package dev.interlock;

import static dev.interlock.Sample.INPUT;
import static dev.interlock.Sample.RUN;
import static dev.interlock.Sample.events;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.Sample.Saw;
import dev.interlock.Sample.Text;
import dev.interlock.record.Event;
import dev.interlock.record.WorkflowException;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What a body is told of its attempt, and what it writes down. */
class EngineAttemptTest {
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

  @Nested
  class AnAttempt {
    private final List<Attempt> attempts = new CopyOnWriteArrayList<>();

    private Workflow<Text, Text> attempting(int failures) {
      return Workflow.define(
          "attempting",
          Text.class,
          (flow, text) ->
              flow.parallel("sides", Text.class)
                  .branch(
                      "left",
                      b ->
                          b.step("try", Text.class)
                              .reading(text, b.attempt())
                              .unguarded("a test")
                              .unverified("a test")
                              .repeatable()
                              .act(
                                  (t, attempt) -> {
                                    attempts.add(attempt);
                                    if (attempt.number() <= failures) {
                                      throw new ConnectException("no route");
                                    }
                                    return t;
                                  }))
                  .branch("right", b -> step(b, "other", text))
                  .join((l, r) -> l));
    }

    @Test
    void hasAKeyMadeOfOriginRunAndPath() throws Exception {
      engine().start(attempting(0), RUN, INPUT).settled();
      String place = journal.origin() + "\nrun-1\nsides/left/try";
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(place.getBytes(StandardCharsets.UTF_8));
      String key = HexFormat.of().formatHex(digest).substring(0, 32);
      assertThat(attempts).containsExactly(new Attempt(1, key, Optional.empty()));
      assertThat(journal.all())
          .filteredOn(entry -> entry.name().equals("step.started"))
          .extracting(entry -> ((Event.StepStarted) entry.event()).key())
          .contains(key)
          .doesNotHaveDuplicates();
    }

    @Test
    void isCountedAndTheKeyStaysTheSame() {
      Engine engine = engine();
      Run<Text> run = engine.start(attempting(2), RUN, INPUT);
      engine.resume(RUN, DeskChannel.ALICE).settled();
      engine.resume(RUN, DeskChannel.ALICE).settled();
      assertThat(run.settled()).isInstanceOf(Outcome.Completed.class);
      assertThat(attempts).extracting(Attempt::number).containsExactly(1, 2, 3);
      assertThat(attempts).extracting(Attempt::key).containsOnly(attempts.get(0).key());
      assertThat(events(engine, Event.StepCompleted.class))
          .filteredOn(step -> step.path().equals("sides/left/try"))
          .extracting(Event.StepCompleted::attempt)
          .containsExactly(3);
    }
  }

  @Nested
  class TheEvidenceOfAnAttempt {
    private final List<Evidence> kept = new CopyOnWriteArrayList<>();

    private Workflow<Text, Text> seeing() {
      return Workflow.define(
          "seeing",
          Text.class,
          (flow, text) ->
              flow.step("only", Text.class)
                  .reading(text, flow.evidence())
                  .unverified("a test")
                  .compute(
                      (t, evidence) -> {
                        kept.add(evidence);
                        evidence.add(new Saw("first"));
                        evidence.add(new Saw("second"));
                        return t;
                      }));
    }

    @Test
    void standsInTheRecordOfTheStepInItsOrder() {
      Engine engine = engine();
      engine.start(seeing(), RUN, INPUT).settled();
      Event.StepCompleted completed = events(engine, Event.StepCompleted.class).get(0);
      assertThat(completed.evidence())
          .extracting(Object::toString)
          .containsExactly("{\"what\":\"first\"}", "{\"what\":\"second\"}");
      assertThat(completed.checks())
          .containsExactly(
              new Event.CheckResult("none", "unverified", Optional.empty(), Optional.of("a test")));
    }

    @Test
    void isRefusedWhenTheAttemptIsOver() {
      engine().start(seeing(), RUN, INPUT).settled();
      assertThatThrownBy(() -> kept.get(0).add(new Saw("late")))
          .isInstanceOf(WorkflowException.class)
          .hasMessageContaining("'only'")
          .hasMessageContaining("over");
      assertThat(journal.names()).endsWith("run.completed", "violation");
    }
  }
}
