package dev.interlock;

import static dev.interlock.Sample.INPUT;
import static dev.interlock.Sample.RUN;
import static dev.interlock.Sample.events;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.Sample.Numbers;
import dev.interlock.Sample.Saw;
import dev.interlock.Sample.Text;
import dev.interlock.record.Event;
import dev.interlock.record.Failure;
import dev.interlock.record.Journal;
import dev.interlock.record.Json;
import dev.interlock.record.Principal;
import dev.interlock.record.RunId;
import dev.interlock.record.WorkflowException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EngineBlobsTest {
  private static final String LARGE = "x".repeat(100_000);

  private final TestJournal journal = new TestJournal();
  private final DeskChannel desk = new DeskChannel();

  /** Written exactly as a reference to a blob is. */
  public record Reference(String blob, int size) {}

  private Engine engine(Workflow<?, ?>... known) {
    Engine.Builder builder = Engine.on(journal).channel(desk);
    for (Workflow<?, ?> workflow : known) {
      builder.workflow(workflow);
    }
    return builder.build();
  }

  private String record() {
    StringBuilder all = new StringBuilder();
    journal.all().forEach(entry -> all.append(entry.data()).append('\n'));
    return all.toString();
  }

  private byte[] file(Json recorded) {
    String sha256 = Event.Blob.in(recorded).orElseThrow().sha256();
    return journal.kept(Journal.Side.BLOB, sha256).orElseThrow();
  }

  /** Writes a large text, asks about it, and gives its end. */
  private static Workflow<Text, Text> asking() {
    return Workflow.define(
        "asking",
        Text.class,
        (flow, text) -> {
          Ref<Text> large =
              flow.step("large", Text.class).reading(text).combine(t -> new Text(LARGE + t.text()));
          Ref<Approved<Text>> yes = flow.gate("yes", large, Approvers.confirmedBy("a"));
          return flow.step("end", Text.class)
              .reading(yes)
              .combine(approved -> new Text(approved.value().text().substring(LARGE.length())));
        });
  }

  @Nested
  class AValue {
    @Test
    void thatIsLargeStandsInABlobAndIsReadBack() {
      Workflow<Text, Text> growing = Sample.oneStep(text -> new Text(LARGE + text.text()));
      assertThat(engine().start(growing, RUN, INPUT).settled().result())
          .contains(new Text(LARGE + "hello"));
      Json recorded = events(engine(), Event.StepCompleted.class).get(0).value();
      byte[] file = file(recorded);
      assertThat(recorded.toString())
          .isEqualTo("{\"blob\":\"" + sha(file) + "\",\"size\":" + (file.length - 16) + "}");
      assertThat(new String(file, 16, file.length - 16, UTF_8))
          .isEqualTo("{\"text\":\"" + LARGE + "hello\"}");
      assertThat(events(engine(), Event.RunCompleted.class).get(0).value()).isEqualTo(recorded);
    }

    private static String sha(byte[] file) {
      return dev.interlock.internal.log.Line.hex(
          dev.interlock.internal.log.HashTree.sha256().digest(file));
    }

    @ParameterizedTest
    @ValueSource(ints = {32_757, 32_758, 65_525, 65_526, 1_000_000})
    void ofAnySizeAroundTheLimitsIsReadBack(int letters) {
      Text text = new Text("x".repeat(letters));
      assertThat(engine().start(Sample.oneStep(t -> text), RUN, INPUT).settled().result())
          .contains(text);
    }

    @Test
    void thatIsLargerThanTheHostAllowsFailsItsStepWithItsSizeAndTheLimit() {
      Engine small = Engine.on(journal).largestValue(100).build();
      Outcome<Text> outcome =
          small.start(Sample.oneStep(t -> new Text("x".repeat(200))), RUN, INPUT).settled();
      assertThat(((Outcome.Failed<Text>) outcome).failure())
          .isEqualTo(
              Failure.of(
                  Failure.Kind.BUSINESS_RULE,
                  "FailureException",
                  "the value of step 'only' has 211 bytes; the most is 100"));
    }

    @Test
    void thatIsWrittenLikeAReferenceIsNotTakenForOne() {
      Reference looksLike = new Reference("a".repeat(64), 7);
      Workflow<Reference, Reference> passing =
          Workflow.define(
              "passing",
              Reference.class,
              (flow, reference) ->
                  flow.step("only", Reference.class).reading(reference).combine(r -> r));
      assertThat(engine().start(passing, RUN, looksLike).settled().result()).contains(looksLike);
      assertThat(events(engine(), Event.RunStarted.class).get(0).input().toString())
          .doesNotContain("aaaa");
      assertThatThrownBy(
              () ->
                  Workflow.define(
                      "given",
                      Text.class,
                      (flow, text) ->
                          flow.step("only", Reference.class)
                              .reading(text, flow.given("like", looksLike))
                              .combine((t, r) -> r)))
          .hasMessageContaining("is written like a reference to a blob");
    }

    @Test
    void isSaltedAnewEachTime() {
      Workflow<Text, Text> growing = Sample.oneStep(text -> new Text(LARGE));
      Engine engine = engine();
      engine.start(growing, RUN, INPUT).settled();
      engine.start(growing, RunId.of("run-2"), INPUT).settled();
      assertThat(events(engine, RunId.of("run-2"), Event.RunCompleted.class))
          .isNotEqualTo(events(engine, RUN, Event.RunCompleted.class));
    }
  }

  @Nested
  class ARunThatWaits {
    @Test
    void goesOnInAnotherEngineWithWhatIsInTheBlob() {
      engine().start(asking(), RUN, INPUT).settled();
      assertThat(desk.last().text()).contains(LARGE);
      Engine other = engine(asking());
      assertThat(other.decide(DeskChannel.yes(desk.last()))).isEmpty();
      assertThat(other.resume(RUN).settled().result()).isEqualTo(Optional.of(INPUT));
      Json subject = events(other, Event.StepCompleted.class).get(0).value();
      assertThat(events(other, Event.GateRequested.class).get(0).subject())
          .isEqualTo(subject.sha256());
    }

    @Test
    void stopsWhereItsBlobIsGoneAndGoesOnOnceItIsBack() {
      engine().start(asking(), RUN, INPUT).settled();
      Json recorded = events(engine(asking()), Event.StepCompleted.class).get(0).value();
      byte[] file = file(recorded);
      journal.loseBlobs();
      Engine without = engine(asking());
      without.decide(DeskChannel.yes(desk.last()));
      Outcome<?> stopped = without.resume(RUN).settled();
      assertThat(stopped).isInstanceOf(Outcome.Stopped.class);
      assertThat(((Outcome.Stopped<?>) stopped).failure().message())
          .contains(Event.Blob.in(recorded).orElseThrow().sha256())
          .contains("missing or changed");
      assertThat(journal.names()).doesNotContain("step.failed", "run.failed");
      journal.keep(Journal.Side.BLOB, file);
      assertThat(engine(asking()).resume(RUN).settled().result()).isEqualTo(Optional.of(INPUT));
    }

    @Test
    void isNotHarmedByABlobThatACrashLeftWithoutALine() {
      journal.keep(Journal.Side.BLOB, new byte[20]);
      engine().start(asking(), RUN, INPUT).settled();
      assertThat(engine(asking()).decide(DeskChannel.yes(desk.last()))).isEmpty();
    }
  }

  @Nested
  class Evidence {
    private Workflow<Text, Text> seeing(int times, int letters) {
      return Workflow.define(
          "seeing",
          Text.class,
          (flow, text) ->
              flow.step("only", Text.class)
                  .reading(text, flow.evidence())
                  .verifiedBy("look", (t, e, r) -> Verdict.passed(new Saw("y".repeat(letters))))
                  .compute(
                      (t, evidence) -> {
                        for (int i = 0; i < times; i++) {
                          evidence.add(new Saw(i + "z".repeat(letters)));
                        }
                        return t;
                      }));
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 1_000, 4_080, 4_090, 70_000})
    void ofAnySizeIsRecorded(int letters) {
      assertThat(engine().start(seeing(1, letters), RUN, INPUT).settled().result()).contains(INPUT);
      Event.StepCompleted step = events(engine(), Event.StepCompleted.class).get(0);
      Json seen = step.checks().get(0).evidence().orElseThrow();
      String text = letters < 4_090 ? seen.toString() : new String(file(seen), UTF_8);
      assertThat(text).contains("y".repeat(letters));
    }

    @Test
    void thatIsTooMuchForOneLineTogetherGoesIntoBlobs() {
      assertThat(engine().start(seeing(200, 1_000), RUN, INPUT).settled().result()).contains(INPUT);
      Event.StepCompleted step = events(engine(), Event.StepCompleted.class).get(0);
      assertThat(step.evidence()).hasSize(200);
      List<String> all = new ArrayList<>();
      for (Json seen : step.evidence()) {
        all.add(
            Event.Blob.in(seen).isPresent()
                ? new String(Arrays.copyOfRange(file(seen), 16, file(seen).length), UTF_8)
                : seen.toString());
      }
      assertThat(all)
          .isEqualTo(
              IntStream.range(0, 200)
                  .mapToObj(i -> "{\"what\":\"" + i + "z".repeat(1_000) + "\"}")
                  .toList());
    }
  }

  @Nested
  class WhatIsSensitive {
    private static final String HIDDEN = "hidden-from-the-record";

    private Workflow<Text, Text> hiding() {
      return Workflow.<Text, Text>define(
              "hiding",
              Text.class,
              (flow, text) -> {
                Ref<Text> more =
                    flow.step("more", Text.class)
                        .reading(text, flow.evidence())
                        .verifiedBy("look", (t, e, r) -> Verdict.passed(new Saw(r.text())))
                        .sensitive()
                        .compute(
                            (t, evidence) -> {
                              evidence.add(new Saw(t.text()));
                              return t.and("!");
                            });
                Ref<Text> handed =
                    flow.receive("handed", Text.class).unverified("a test").sensitive().from("a");
                Ref<Text> both =
                    flow.step("both", Text.class)
                        .reading(more, handed)
                        .sensitive()
                        .combine((m, h) -> m.and(h.text()));
                Ref<Approved<Text>> yes =
                    flow.gate("yes", both, Approvers.confirmedBy("a")).showing(text, handed);
                return flow.step("end", Text.class)
                    .reading(yes)
                    .combine(approved -> new Text("" + approved.value().text().length()));
              })
          .sensitiveInput();
    }

    @Test
    void standsNowhereButInBlobs() {
      Engine engine = engine();
      Run<Text> run = engine.start(hiding(), RUN, new Text(HIDDEN));
      run.settled();
      Submission.Request asked =
          ((Outcome.Cause.OpenSubmission) ((Outcome.Waiting<Text>) run.settled()).causes().get(0))
              .request();
      Json value = Json.of(("{\"text\":\"" + HIDDEN + "\"}").getBytes(UTF_8));
      assertThat(engine.submit(asked.answer(Principal.of("al"), "a", value))).isEmpty();
      assertThat(desk.last().text()).contains("(sensitive, ").doesNotContain(HIDDEN);
      assertThat(engine.decide(DeskChannel.yes(desk.last()))).isEmpty();
      assertThat(run.settled().result()).contains(new Text("" + (2 * HIDDEN.length() + 1)));
      assertThat(record()).doesNotContain(HIDDEN);
      assertThat(engine.events(RUN).stream().flatMap(entry -> entry.event().blobs().stream()))
          .hasSize(6);
    }

    @Test
    void standsInTheOutlineAndChangesTheDigest() {
      assertThat(hiding().outline().json().toString())
          .contains("\"sensitiveInput\":true,\"input\":")
          .contains("\"verifiedBy\":[\"look\"],\"sensitive\":true")
          .contains("\"unverified\":\"a test\",\"sensitive\":true");
      assertThat(hiding().outline().table())
          .contains("sensitive input")
          .contains("look, sensitive");
      Workflow<Text, Text> plain = Sample.oneStep(t -> t);
      assertThat(plain.sensitiveInput().digest()).isNotEqualTo(plain.digest());
      assertThat(plain.outline().json().toString()).doesNotContain("sensitive");
    }

    @Test
    void isHandedToNoChildThatDoesNotSayThatItsInputIs() {
      Workflow<Text, Text> plain = Sample.oneStep(t -> t);
      Workflow<Text, Text> outer =
          Workflow.define("outer", Text.class, (flow, text) -> flow.child("inner", plain, text));
      assertThatThrownBy(outer::sensitiveInput)
          .isInstanceOf(WorkflowException.class)
          .hasMessageContaining("child 'inner' is handed a sensitive value");
    }

    @Test
    void passesToAChildAndBackInBlobsOfTheirOwn() {
      Workflow<Text, Text> inner =
          Workflow.<Text, Text>define(
                  "inner",
                  Text.class,
                  (flow, text) ->
                      flow.step("only", Text.class)
                          .reading(text)
                          .sensitive()
                          .combine(t -> t.and("?")))
              .sensitiveInput();
      Workflow<Text, Text> outer =
          Workflow.<Text, Text>define(
                  "outer", Text.class, (flow, text) -> flow.child("inner", inner, text))
              .sensitiveInput();
      Engine engine = engine();
      assertThat(engine.start(outer, RUN, new Text(HIDDEN)).settled().result())
          .contains(new Text(HIDDEN + "?"));
      assertThat(record()).doesNotContain(HIDDEN);
      RunId child = RunId.of(events(engine, Event.ChildStarted.class).get(0).run());
      assertThat(blobs(engine, child)).doesNotContainAnyElementsOf(blobs(engine, RUN));
    }

    private static List<Event.Blob> blobs(Engine engine, RunId run) {
      return engine.events(run).stream()
          .flatMap(entry -> entry.event().blobs().stream())
          .distinct()
          .toList();
    }

    @Test
    void makesTheElementsOfAListSensitive() {
      Workflow<Numbers, Text> each =
          Workflow.<Numbers, Text>define(
                  "each",
                  Numbers.class,
                  (flow, numbers) -> {
                    Ref<List<Text>> all =
                        flow.forEach("all", Text.class)
                            .of(numbers, n -> n.all().stream().map(i -> new Text(HIDDEN)).toList())
                            .keyedBy(Text::text)
                            .atMost(3)
                            .run(
                                (turn, item) ->
                                    turn.step("one", Text.class)
                                        .reading(item)
                                        .combine(t -> new Text("done")));
                    return flow.step("end", Text.class)
                        .reading(all)
                        .combine(done -> new Text("" + done.size()));
                  })
              .sensitiveInput();
      assertThat(engine().start(each, RUN, new Numbers(List.of(1))).settled().result())
          .contains(new Text("1"));
      assertThat(record()).contains("all[1]/one").doesNotContain(HIDDEN);
    }
  }
}
