package dev.interlock;

import static dev.interlock.DeskChannel.ALICE;
import static dev.interlock.Sample.INPUT;
import static dev.interlock.Sample.RUN;
import static dev.interlock.Sample.count;
import static dev.interlock.Sample.events;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.Sample.Saw;
import dev.interlock.Sample.Text;
import dev.interlock.record.Codec;
import dev.interlock.record.Event;
import dev.interlock.record.Failure;
import dev.interlock.record.FailureException;
import dev.interlock.record.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Acts that did something which then did not pass: what is undone of it. */
class EngineFailedActTest {
  private final TestJournal journal = new TestJournal();
  private final List<String> did = new ArrayList<>();

  private Engine engineOn(TestJournal record, Workflow<?, ?>... known) {
    Engine.Builder builder = Engine.on(record).channel(new DeskChannel());
    for (Workflow<?, ?> workflow : known) {
      builder.workflow(workflow);
    }
    return builder.build();
  }

  private Outcome<?> run(Workflow<Text, Text> workflow) {
    return engineOn(journal, workflow).start(workflow, RUN, INPUT).settled();
  }

  private Text does(String what, Text text) {
    did.add(what);
    return text.and(" " + what);
  }

  private void undoes(Text what) {
    did.add("undo" + what.text().substring(what.text().lastIndexOf(' ')));
  }

  private static Verdict bad() {
    return Verdict.failed("it answers 500", new Saw("500"));
  }

  private Step.Of1<Text, Text, Text> act(Flow flow, String name, Ref<Text> reads) {
    return flow.step(name, Text.class)
        .reading(reads)
        .unguarded("a test")
        .compensatedBy(this::undoes);
  }

  private Ref<Text> paint(Flow flow, Ref<Text> reads) {
    return act(flow, "paint", reads).verifiedBy("look", Sample::seen).act(t -> does("paint", t));
  }

  /** Paints, then hangs what does not hold. */
  private Workflow<Text, Text> hanging() {
    return Workflow.define(
        "hanging",
        Text.class,
        (flow, text) ->
            act(flow, "hang", paint(flow, text))
                .verifiedBy("holds", (t, done) -> bad())
                .act(t -> does("hang", t)));
  }

  private Workflow<Text, Text> of(Body.Of1<Text, Text> body, Check.Of1<Text, Text> check) {
    return Workflow.define(
        "acting",
        Text.class,
        (flow, text) -> act(flow, "hang", text).verifiedBy("holds", check).act(body));
  }

  private Event.StepFailed failed() {
    return events(engineOn(journal), Event.StepFailed.class).get(0);
  }

  @Nested
  class AnActWhoseCheckFails {
    @Test
    void is_undone_first_with_what_it_gave() {
      assertThat(run(hanging())).isInstanceOf(Outcome.Failed.class);
      assertThat(did).containsExactly("paint", "hang", "undo hang", "undo paint");
    }

    @Test
    void leaves_what_it_gave_in_the_record_of_its_failure() {
      run(hanging());
      assertThat(failed().value())
          .contains(Codec.json().write(INPUT.and(" paint hang"), Text.class));
      assertThat(journal.names())
          .containsSubsequence(
              "step.completed",
              "step.started",
              "check.failed",
              "step.failed",
              "compensation.started",
              "compensation.completed",
              "compensation.started",
              "compensation.completed",
              "run.failed");
    }

    @Test
    void is_undone_where_its_check_throws_as_well() {
      Check.Of1<Text, Text> throwing =
          (t, done) -> {
            throw new FailureException(Failure.Kind.BUSINESS_RULE, "nobody may look");
          };
      assertThat(run(of(t -> does("hang", t), throwing))).isInstanceOf(Outcome.Failed.class);
      assertThat(did).containsExactly("hang", "undo hang");
    }

    @Test
    void is_undone_where_it_does_not_give_what_was_expected() {
      Workflow<Text, Text> workflow =
          Workflow.define(
              "expecting",
              Text.class,
              (flow, text) ->
                  act(flow, "hang", text)
                      .expecting("it hangs", t -> t.text().isEmpty())
                      .unverified("a test")
                      .act(t -> does("hang", t)));
      assertThat(run(workflow)).isInstanceOf(Outcome.Failed.class);
      assertThat(did).containsExactly("hang", "undo hang");
    }

    @Test
    void leaves_nothing_where_nothing_undoes_it() {
      Workflow<Text, Text> workflow =
          Workflow.define(
              "kept",
              Text.class,
              (flow, text) ->
                  flow.step("hang", Text.class)
                      .reading(text)
                      .unguarded("a test")
                      .verifiedBy("holds", (t, done) -> bad())
                      .act(t -> does("hang", t)));
      run(workflow);
      assertThat(failed().value()).isEmpty();
      assertThat(did).containsExactly("hang");
    }

    @Test
    void that_gives_nothing_is_undone_with_what_it_read() {
      Workflow<Text, Text> workflow =
          Workflow.define(
              "telling",
              Text.class,
              (flow, text) -> {
                flow.step("tell")
                    .reading(text)
                    .unguarded("a test")
                    .verifiedBy("heard", (t, done) -> bad())
                    .compensatedBy(t -> did.add("takes back " + t.text()))
                    .act(t -> does("tell", t));
                return text;
              });
      assertThat(run(workflow)).isInstanceOf(Outcome.Failed.class);
      assertThat(did).containsExactly("tell", "takes back hello");
    }

    @Test
    void keeps_what_is_sensitive_out_of_the_line() {
      Workflow<Text, Text> workflow =
          Workflow.define(
              "sensitive",
              Text.class,
              (flow, text) ->
                  act(flow, "hang", text)
                      .sensitive()
                      .verifiedBy("holds", (t, done) -> bad())
                      .act(t -> does("hang", t)));
      run(workflow);
      assertThat(failed().value().flatMap(Event.Blob::in)).isPresent();
      assertThat(failed().blobs()).hasSize(1);
      assertThat(did).containsExactly("hang", "undo hang");
    }
  }

  @Nested
  class AnActThatGaveNothingThatCanBeKept {
    @Test
    void is_not_undone_when_it_threw() {
      Body.Of1<Text, Text> throwing =
          t -> {
            throw new FailureException(Failure.Kind.BUSINESS_RULE, "there is no wall");
          };
      assertThat(run(of(throwing, Sample::seen))).isInstanceOf(Outcome.Failed.class);
      assertThat(failed().value()).isEmpty();
      assertThat(journal.names()).doesNotContain("compensation.started");
    }
  }

  @Nested
  class AnOptionalAct {
    private Workflow<Text, Text> hungIfPossible(boolean fails) {
      return Workflow.define(
          "optional",
          Text.class,
          (flow, text) -> {
            Ref<Optional<Text>> hung =
                act(flow, "hang", text)
                    .verifiedBy("holds", (t, done) -> bad())
                    .optional("it may stand")
                    .act(t -> does("hang", t));
            return flow.step("after", Text.class)
                .reading(hung)
                .unverified("a test")
                .compute(perhaps -> after(perhaps, fails));
          });
    }

    private Text after(Optional<Text> perhaps, boolean fails) {
      if (fails) {
        throw new FailureException(Failure.Kind.BUSINESS_RULE, "no more");
      }
      return perhaps.orElse(new Text("it stands"));
    }

    @Test
    void whose_check_fails_gives_nothing_to_what_follows() {
      assertThat(run(hungIfPossible(false)))
          .isEqualTo(new Outcome.Completed<>(new Text("it stands")));
      assertThat(did).containsExactly("hang");
    }

    @Test
    void whose_check_failed_is_undone_when_the_run_ends_otherwise() {
      assertThat(run(hungIfPossible(true))).isInstanceOf(Outcome.Failed.class);
      assertThat(did).containsExactly("hang", "undo hang");
    }
  }

  @Nested
  class AnActThatWaitsToBeTriedAgain {
    private int looks;

    private Verdict look(Text read, Text done) {
      looks++;
      if (looks == 1) {
        throw new FailureException(Failure.Kind.PERMISSION, "the hall is locked");
      }
      return looks == 2 ? Sample.seen() : bad();
    }

    private Workflow<Text, Text> workflow() {
      return Workflow.define(
          "again",
          Text.class,
          (flow, text) ->
              act(flow, "hang", text)
                  .repeatable()
                  .verifiedBy("holds", this::look)
                  .act(t -> does("hang", t)));
    }

    @Test
    void is_undone_when_somebody_calls_the_run_off() {
      Workflow<Text, Text> workflow = workflow();
      assertThat(run(workflow)).isInstanceOf(Outcome.Waiting.class);
      assertThat(engineOn(journal, workflow).cancel(RUN, ALICE).settled())
          .isEqualTo(new Outcome.Cancelled<>(ALICE));
      assertThat(did).containsExactly("hang", "undo hang");
    }

    @Test
    void is_not_undone_once_it_has_passed() {
      Workflow<Text, Text> workflow = workflow();
      run(workflow);
      assertThat(engineOn(journal, workflow).resume(RUN, ALICE).settled())
          .isInstanceOf(Outcome.Completed.class);
      assertThat(did).containsExactly("hang", "hang");
    }
  }

  @Nested
  class AnEffectInDoubt {
    private Workflow<Text, Text> asking() {
      return Workflow.define(
          "asking",
          Text.class,
          (flow, text) ->
              act(flow, "hang", text)
                  .verifiedBy("holds", (t, done) -> bad())
                  .reconciledBy(t -> Optional.of(t.and(" hung")))
                  .act(
                      t -> {
                        throw new InterruptedException("somebody else's");
                      }));
    }

    @Test
    void that_happened_and_does_not_pass_is_undone() {
      assertThat(run(asking())).isInstanceOf(Outcome.Failed.class);
      assertThat(did).containsExactly("undo hung");
      assertThat(journal.names())
          .containsSubsequence("step.doubt", "check.failed", "step.failed", "compensation.started");
    }
  }

  @Nested
  class ACrash {
    /** Says that what is in doubt did not happen, as often as somebody must. */
    private Outcome<?> goOn(Engine engine) {
      Outcome<?> outcome = engine.resume(RUN).settled();
      while (outcome instanceof Outcome.Waiting<?> waiting
          && waiting.causes().get(0) instanceof Outcome.Cause.StepInDoubt doubt) {
        Optional<Json> not = Optional.empty();
        outcome = engine.reconcile(RUN, doubt.path(), not, ALICE).settled();
      }
      return outcome;
    }

    @Test
    void after_any_event_leads_to_the_same_end_with_everything_undone_once() {
      Workflow<Text, Text> workflow = hanging();
      Outcome<?> expected = run(workflow);
      for (int cut = 1; cut < journal.size(); cut++) {
        TestJournal left = journal.cutAfter(cut);
        assertThat(goOn(engineOn(left, workflow))).as("after %s", left.names()).isEqualTo(expected);
        assertThat(count(left.names(), "compensation.completed"::equals)).isEqualTo(2);
        assertThat(count(left.names(), "run.failed"::equals)).isEqualTo(1);
      }
    }
  }
}
