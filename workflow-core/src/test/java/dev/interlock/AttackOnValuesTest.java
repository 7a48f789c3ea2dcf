package dev.interlock;

import static dev.interlock.DeskChannel.ALICE;
import static dev.interlock.Sample.INPUT;
import static dev.interlock.Sample.RUN;
import static dev.interlock.Sample.events;
import static dev.interlock.Sample.names;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.Sample.Numbers;
import dev.interlock.Sample.Saw;
import dev.interlock.Sample.Text;
import dev.interlock.record.Event;
import dev.interlock.record.Failure;
import dev.interlock.record.Journal;
import dev.interlock.record.Json;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Results and evidence that are not what they seem. */
@Tag("attack")
@Timeout(10)
class AttackOnValuesTest {
  private final Journal journal = Journal.inMemory();
  private final Engine engine = Engine.on(journal).build();
  private final AtomicInteger later = new AtomicInteger();

  public record Price(BigDecimal amount) {}

  public record Tests(int run, int failed) {}

  public record Lines(List<String> all) {}

  private <R> Workflow<Text, R> twoSteps(Class<R> type, Body.Of1<Text, R> body, Check<R> check) {
    return Workflow.define(
        "two-steps",
        Text.class,
        (flow, text) -> {
          Ref<R> first =
              flow.step("first", type)
                  .reading(text)
                  .verifiedBy("look", (in, out) -> check.examine(out))
                  .compute(body);
          return flow.step("later", type)
              .reading(first)
              .combine(
                  value -> {
                    later.incrementAndGet();
                    return value;
                  });
        });
  }

  private <R> Workflow<Text, R> unchecked(Class<R> type, Body.Of1<Text, R> body) {
    return Workflow.define(
        "unchecked",
        Text.class,
        (flow, text) -> flow.step("first", type).reading(text).unverified("a test").compute(body));
  }

  private void failsItsStep(Workflow<Text, ?> workflow, Failure.Kind kind) {
    Outcome<?> outcome = engine.start(workflow, RUN, INPUT).settled();

    assertThat(outcome).isInstanceOf(Outcome.Failed.class);
    assertThat(((Outcome.Failed<?>) outcome).failure().kind()).isEqualTo(kind);
    assertThat(names(engine.events(RUN)))
        .contains("step.failed")
        .endsWith("run.failed")
        .doesNotContain("step.completed");
    assertThat(later).hasValue(0);
  }

  @Nested
  class AClaim {
    @Test
    void ofTestsThatNeverRanIsFoundByWhoCountsThem() {
      int counted = 0; // by another party
      failsItsStep(
          twoSteps(
              Tests.class,
              text -> new Tests(240, 0),
              claimed ->
                  Verdict.of(
                      claimed.run() == counted, "there were " + counted, new Saw("no report"))),
          Failure.Kind.VERIFICATION);
      assertThat(names(engine.events(RUN))).containsSubsequence("check.failed", "step.failed");
      assertThat(events(engine, Event.CheckFailed.class).get(0).evidence()).isPresent();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void thatACheckWavesThroughWithoutEvidenceIsNone(boolean empty) {
      failsItsStep(
          twoSteps(
              Tests.class,
              text -> new Tests(240, 0),
              claimed -> empty ? Verdict.passed(new Sample.Nothing()) : noVerdict()),
          Failure.Kind.VERIFICATION);
    }

    @SuppressWarnings("NullAway") // what no signature allows
    private static Verdict noVerdict() {
      return EngineFailuresTest.ABodyThatHasNothing.verdict();
    }
  }

  @Nested
  class AResult {
    @Test
    @SuppressWarnings("NullAway")
    void ofNullIsNone() {
      failsItsStep(twoSteps(Text.class, text -> null, Sample::seen), Failure.Kind.VERIFICATION);
    }

    @Test
    void thatHoldsNullIsNone() {
      failsItsStep(
          unchecked(Numbers.class, text -> new Numbers(Arrays.asList(1, null))),
          Failure.Kind.UNKNOWN);
    }

    @Test
    @SuppressWarnings({"unchecked", "rawtypes"}) // the mistake is the point
    void thatHoldsWhatItsTypeForbidsIsNone() {
      List polluted = new ArrayList<>(List.of("one"));
      failsItsStep(unchecked(Numbers.class, text -> new Numbers(polluted)), Failure.Kind.UNKNOWN);
    }

    @Test
    @SuppressWarnings({"unchecked", "rawtypes"})
    void thatHoldsANumberOfAnotherSizeIsNone() {
      List polluted = new ArrayList<>(List.of(5_000_000_000L));
      failsItsStep(unchecked(Numbers.class, text -> new Numbers(polluted)), Failure.Kind.UNKNOWN);
    }
  }

  /** Gives something else each time it is asked. */
  private static final class Fickle extends AbstractList<String> {
    private final AtomicInteger asked = new AtomicInteger();

    @Override
    public String get(int index) {
      return "answer " + asked.incrementAndGet();
    }

    @Override
    public int size() {
      return 1;
    }

    @Override
    public boolean equals(Object other) {
      return true;
    }

    @Override
    public int hashCode() {
      return 1;
    }
  }

  /** A number that says something else each time. */
  private static final class Growing extends BigDecimal {
    private static final long serialVersionUID = 1L;
    private static final AtomicInteger ASKED = new AtomicInteger();

    Growing() {
      super("1");
    }

    @Override
    public String toString() {
      return "" + ASKED.incrementAndGet();
    }

    @Override
    public String toPlainString() {
      return toString();
    }

    @Override
    public boolean equals(Object other) {
      return true;
    }

    @Override
    public int hashCode() {
      return 1;
    }
  }

  @Nested
  class AValueThatChanges {
    @Test
    void afterItWasCheckedChangesNothing() {
      List<String> mutable = new ArrayList<>(List.of("good"));
      AtomicReference<Lines> read = new AtomicReference<>();
      Workflow<Text, Lines> changing =
          Workflow.define(
              "changing",
              Text.class,
              (flow, text) -> {
                Ref<Lines> first =
                    flow.step("first", Lines.class)
                        .reading(text)
                        .verifiedBy(
                            "look",
                            (in, out) -> {
                              mutable.set(0, "evil"); // the body's thread could do it as well
                              return Verdict.of(
                                  out.all().equals(List.of("good")), "bad", new Saw("lines"));
                            })
                        .compute(text2 -> new Lines(mutable));
                return flow.step("later", Lines.class)
                    .reading(first)
                    .combine(
                        lines -> {
                          read.set(lines);
                          return lines;
                        });
              });
      assertThat(engine.start(changing, RUN, INPUT).settled())
          .isEqualTo(new Outcome.Completed<>(new Lines(List.of("good"))));
      assertThat(Objects.requireNonNull(read.get()).all()).containsExactly("good");
      assertThat(events(engine, Event.StepCompleted.class))
          .extracting(done -> done.value().toString())
          .containsOnly("{\"all\":[\"good\"]}");
    }

    @Test
    void eachTimeItIsAskedIsAskedOnce() {
      AtomicReference<Lines> checked = new AtomicReference<>();
      Workflow<Text, Lines> fickle =
          twoSteps(
              Lines.class,
              text -> new Lines(new Fickle()),
              lines -> {
                checked.set(lines);
                return Sample.seen(lines);
              });
      Outcome<Lines> outcome = engine.start(fickle, RUN, INPUT).settled();

      assertThat(outcome).isEqualTo(new Outcome.Completed<>(Objects.requireNonNull(checked.get())));
      assertThat(events(engine, Event.StepCompleted.class))
          .extracting(done -> done.value().toString())
          .containsOnly(
              "{\"all\":[\"" + Objects.requireNonNull(checked.get()).all().get(0) + "\"]}");
    }

    @Test
    void asANumberOfAnotherClassIsAskedOnce() {
      AtomicReference<Price> checked = new AtomicReference<>();
      Workflow<Text, Price> growing =
          twoSteps(
              Price.class,
              text -> new Price(new Growing()),
              price -> {
                checked.set(price);
                return Sample.seen(price);
              });
      Outcome<Price> outcome = engine.start(growing, RUN, INPUT).settled();

      assertThat(outcome).isEqualTo(new Outcome.Completed<>(Objects.requireNonNull(checked.get())));
      assertThat(Objects.requireNonNull(checked.get()).amount().getClass())
          .isEqualTo(BigDecimal.class);
      assertThat(events(engine, Event.StepCompleted.class))
          .extracting(done -> done.value().toString())
          .containsOnly("{\"amount\":" + Objects.requireNonNull(checked.get()).amount() + "}");
    }

    @Test
    void inTheDefinitionAfterItWasWrittenChangesNothing() {
      List<String> mutable = new ArrayList<>(List.of("strict"));
      Workflow<Text, Lines> limited =
          Workflow.define(
              "limited",
              Text.class,
              (flow, text) ->
                  flow.step("first", Lines.class)
                      .reading(flow.given("limits", new Lines(mutable)), text)
                      .combine((limits, in) -> limits));
      mutable.set(0, "none at all");

      assertThat(engine.start(limited, RUN, INPUT).settled())
          .isEqualTo(new Outcome.Completed<>(new Lines(List.of("strict"))));
      assertThat(limited.outline().json().toString()).contains("strict").doesNotContain("none at");
      assertThat(events(engine, Event.RunStarted.class).get(0).definition())
          .isEqualTo(limited.digest());
    }

    @Test
    void andStandsInForWhatNeverCameChangesNothing() {
      ManualTime time = new ManualTime();
      Engine timed = Engine.on(journal).time(time).build();
      List<String> mutable = new ArrayList<>(List.of("strict"));
      Workflow<Text, Lines> waiting =
          Workflow.define(
              "waiting",
              Text.class,
              (flow, text) ->
                  flow.step("first", Lines.class)
                      .reading(
                          flow.receive("limits", Lines.class)
                              .unverified("a test")
                              .within(Duration.ofHours(1))
                              .otherwise(new Lines(mutable))
                              .from("agent"),
                          text)
                      .combine((limits, in) -> limits));
      mutable.set(0, "none at all");
      Run<Lines> run = timed.start(waiting, RUN, INPUT);
      time.pass(Duration.ofHours(1));
      time.fire();

      assertThat(run.settled()).isEqualTo(new Outcome.Completed<>(new Lines(List.of("strict"))));
      assertThat(names(engine.events(RUN))).contains("submission.expired");
    }
  }

  @Nested
  class AValueThatNamesAClass {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "{\"@class\":\"javax.script.ScriptEngineManager\",\"text\":\"x\"}",
          "{\"@type\":\"java.net.URL\",\"text\":\"x\"}",
          "[\"java.util.ArrayList\",[{\"text\":\"x\"}]]",
          "[\"dev.interlock.Sample$Text\",{\"text\":\"x\"}]",
          "{\"text\":[\"java.net.URL\",\"http://localhost/\"]}",
          "{\"text\":{\"@class\":\"java.net.URL\"}}",
          "{\"text\":null}",
          "\"rO0ABXNyABFqYXZhLnV0aWwuSGFzaE1hcA\""
        })
    void isRefusedAsAnyOtherOfAnotherForm(String json) {
      Workflow<Text, Text> receiving =
          Workflow.define(
              "receiving",
              Text.class,
              (flow, text) ->
                  flow.step("later", Text.class)
                      .reading(
                          flow.receive("plan", Text.class).unverified("a test").from("agent"), text)
                      .combine(
                          (plan, in) -> {
                            later.incrementAndGet();
                            return plan;
                          }));
      Run<Text> run = engine.start(receiving, RUN, INPUT);
      Json value = Json.of(json.getBytes(StandardCharsets.UTF_8));
      Submission gadget = engine.requested(RUN).get(0).answer(ALICE, "agent", value);

      assertThat(engine.submit(gadget))
          .hasValueSatisfying(why -> assertThat(why).startsWith("type: "));
      assertThat(run.settled()).isInstanceOf(Outcome.Waiting.class);
      assertThat(names(engine.events(RUN))).endsWith("submission.refused");
      assertThat(later).hasValue(0);
    }

    @Test
    void inATextIsText() {
      String gadget = "{\"@class\":\"javax.script.ScriptEngineManager\"} rO0ABXNy";
      Outcome<Text> outcome =
          engine.start(Sample.oneStep(text -> new Text(gadget)), RUN, INPUT).settled();
      assertThat(outcome).isEqualTo(new Outcome.Completed<>(new Text(gadget)));
    }
  }
}
