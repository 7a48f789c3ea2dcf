package dev.interlock;

import static dev.interlock.Sample.INPUT;
import static dev.interlock.Sample.RUN;
import static dev.interlock.Sample.events;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.Sample.Saw;
import dev.interlock.Sample.Text;
import dev.interlock.record.Event;
import dev.interlock.record.Failure;
import dev.interlock.record.FailureException;
import dev.interlock.record.Json;
import dev.interlock.record.Principal;
import dev.interlock.record.WorkflowException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class EngineSecretsTest {
  private static final String KEY = "AKIA" + "IOSFODNN7EXAMPLE";

  private final TestJournal journal = new TestJournal();
  private final DeskChannel desk = new DeskChannel();

  @AfterEach
  void noSecretIsInTheRecord() {
    journal.all().forEach(entry -> assertThat(entry.data().toString()).doesNotContain("IOSFODNN7"));
  }

  private Engine engine() {
    return Engine.on(journal).channel(desk).build();
  }

  private Failure failed(Workflow<Text, Text> workflow) {
    return ((Outcome.Failed<Text>) engine().start(workflow, RUN, INPUT).settled()).failure();
  }

  @Nested
  class AValue {
    @Test
    void thatHoldsOneFailsItsStepAndSaysWhatToDo() {
      Failure failure = failed(Sample.oneStep(text -> text.and(KEY)));
      assertThat(failure.kind()).isEqualTo(Failure.Kind.BUSINESS_RULE);
      assertThat(failure.message())
          .isEqualTo(
              "the value of step 'only' holds a secret (aws-key-id), and must be read back as it"
                  + " is; declare it sensitive or leave the secret out of it");
    }

    @Test
    void thatHoldsOneIsTakenWhereItIsSensitive() {
      Workflow<Text, Text> hiding =
          Workflow.define(
              "hiding",
              Text.class,
              (flow, text) ->
                  flow.step("only", Text.class).reading(text).sensitive().combine(t -> t.and(KEY)));
      assertThat(engine().start(hiding, RUN, INPUT).settled().result()).contains(INPUT.and(KEY));
    }

    @Test
    void thatIsTheInputIsRefusedBeforeAnythingIsWritten() {
      assertThatThrownBy(() -> engine().start(Sample.oneStep(t -> t), RUN, new Text(KEY)))
          .isInstanceOf(WorkflowException.class)
          .hasMessageContaining("the input of workflow 'one-step' holds a secret (aws-key-id)")
          .hasMessageNotContaining(KEY);
      assertThat(journal.size()).isZero();
    }

    @Test
    void thatTheDefinitionIsBuiltWithIsRefusedBeforeAnythingIsWritten() {
      Workflow<Text, Text> given =
          Workflow.define(
              "given",
              Text.class,
              (flow, text) ->
                  flow.step("only", Text.class)
                      .reading(text, flow.given("key", new Text(KEY)))
                      .combine((t, k) -> t));
      assertThatThrownBy(() -> engine().start(given, RUN, INPUT))
          .isInstanceOf(WorkflowException.class)
          .hasMessageContaining("a value that workflow 'given' is built with holds a secret");
      assertThat(journal.size()).isZero();
    }

    @Test
    void thatIsHandedInIsRefusedForAReasonThatIsRecorded() {
      Workflow<Text, Text> receiving =
          Workflow.define(
              "receiving",
              Text.class,
              (flow, text) -> {
                Ref<Text> got = flow.receive("got", Text.class).unverified("a test").from("a");
                return flow.step("end", Text.class).reading(text, got).combine((t, g) -> g);
              });
      Engine engine = engine();
      Outcome<Text> waiting = engine.start(receiving, RUN, INPUT).settled();
      Submission.Request asked =
          ((Outcome.Cause.OpenSubmission) ((Outcome.Waiting<Text>) waiting).causes().get(0))
              .request();
      Json value = Json.of(("{\"text\":\"" + KEY + "\"}").getBytes(UTF_8));
      Optional<String> objection = engine.submit(asked.answer(Principal.of("al"), "a", value));
      assertThat(objection.orElseThrow()).startsWith("value: it holds a secret (aws-key-id)");
      assertThat(events(engine, Event.SubmissionRefused.class))
          .extracting(Event.SubmissionRefused::reason)
          .containsExactly(objection.get());
    }

    @Test
    void thatHoldsWhatTheHostNamesFailsItsStep() {
      Engine own =
          Engine.on(journal)
              .redacting("badge", Pattern.compile("B-[0-9]{6}"))
              .secretNames("text")
              .build();
      assertThatThrownBy(() -> own.start(Sample.oneStep(t -> t), RUN, new Text("x")))
          .hasMessageContaining("holds a secret (secret-name)");
      Engine badge = Engine.on(journal).redacting("badge", Pattern.compile("B-[0-9]{6}")).build();
      assertThatThrownBy(() -> badge.start(Sample.oneStep(t -> t), RUN, new Text("B-123456")))
          .hasMessageContaining("holds a secret (badge)");
      assertThatThrownBy(() -> Engine.on(journal).redacting("No name", Pattern.compile("x")))
          .isInstanceOf(WorkflowException.class);
    }
  }

  @Nested
  class ATextOfTheRecord {
    @Test
    void ofAnExceptionLosesItBeforeItIsCut() {
      String pad = "x".repeat(1_010);
      Failure failure =
          failed(
              Sample.oneStep(
                  text -> {
                    throw new FailureException(Failure.Kind.BUSINESS_RULE, pad + KEY + KEY)
                        .toCheck("is it " + KEY)
                        .toRecover("take back " + KEY);
                  }));
      assertThat(failure.message()).startsWith(pad).doesNotContain("AKIA");
      assertThat(failure.toCheck()).contains("is it {\"redacted\":\"aws-key-id\"}");
      assertThat(failure.toRecover()).contains("take back {\"redacted\":\"aws-key-id\"}");
    }

    @Test
    void ofACheckAndItsEvidenceLosesIt() {
      Workflow<Text, Text> checked =
          Workflow.define(
              "checked",
              Text.class,
              (flow, text) ->
                  flow.step("only", Text.class)
                      .reading(text, flow.evidence())
                      .verifiedBy("look", (t, e, r) -> Verdict.failed("saw " + KEY, new Saw(KEY)))
                      .compute(
                          (t, evidence) -> {
                            evidence.add(new Saw("with " + KEY));
                            return t;
                          }));
      assertThat(failed(checked).message())
          .isEqualTo("check 'look' failed: saw {\"redacted\":\"aws-key-id\"}");
      assertThat(events(engine(), Event.CheckFailed.class).get(0).evidence().orElseThrow())
          .hasToString("{\"what\":{\"redacted\":\"aws-key-id\"}}");
    }

    @Test
    void ofADecisionLosesItAndSoDoesARefusal() {
      Engine engine = engine();
      Run<Text> run = engine.start(Sample.publish(Approvers.confirmedBy("a")), RUN, INPUT);
      run.settled();
      GateRequest request = desk.last();
      Decision yes = DeskChannel.yes(request);
      Decision said = yes.withComment("my key is " + KEY);
      assertThat(engine.decide(said)).isEmpty();
      assertThat(run.settled()).isInstanceOf(Outcome.Completed.class);
      assertThat(events(engine, Event.GateDecided.class).get(0).comment())
          .contains("my key is {\"redacted\":\"aws-key-id\"}");
    }

    @Test
    void staysAsItIsWhenItIsRecordedAgain() {
      Failure failure =
          failed(
              Sample.oneStep(
                  text -> {
                    throw new IllegalStateException("password=hunter2");
                  }));
      assertThat(failure.message()).isEqualTo("password={\"redacted\":\"password\"}");
      assertThat(events(engine(), Event.RunFailed.class))
          .extracting(Event.RunFailed::message)
          .isEqualTo(List.of(failure.message()));
    }
  }
}
