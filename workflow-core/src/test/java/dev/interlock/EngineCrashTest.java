package dev.interlock;

import static dev.interlock.DeskChannel.ALICE;
import static dev.interlock.Sample.INPUT;
import static dev.interlock.Sample.RUN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.Sample.Text;
import dev.interlock.record.Entry;
import dev.interlock.record.Event;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every event is a place to crash at. */
class EngineCrashTest {
  /** How often each body ran, over all processes of one run. */
  private final Map<String, Integer> calls = new HashMap<>();

  private final List<String> order = new ArrayList<>();

  private Body.Of1<Text, Text> body(String name) {
    return text -> {
      calls.merge(name, 1, Integer::sum);
      order.add(name);
      return text.and(" " + name);
    };
  }

  private Ref<Text> compute(Flow flow, String name, Ref<Text> reads) {
    return flow.step(name, Text.class)
        .reading(reads)
        .verifiedBy("look", Sample::seen)
        .compute(body(name));
  }

  private Workflow<Text, Text> linear() {
    return Workflow.define(
        "linear",
        Text.class,
        (flow, text) -> compute(flow, "three", compute(flow, "two", compute(flow, "one", text))));
  }

  private Workflow<Text, Text> parallel() {
    return Workflow.define(
        "parallel",
        Text.class,
        (flow, text) -> {
          Ref<Text> before = compute(flow, "before", text);
          Ref<Text> joined =
              flow.parallel("sides", Text.class)
                  .branch("left", b -> compute(b, "l2", compute(b, "l1", before)))
                  .branch(
                      "right",
                      b ->
                          b.parallel("inner", Text.class)
                              .branch("x", x -> compute(x, "x1", before))
                              .branch("y", y -> compute(y, "y1", before))
                              .join((x, y) -> x.and(y.text())))
                  .join((l, r) -> l.and(r.text()));
          return compute(flow, "after", joined);
        });
  }

  private Workflow<Text, Text> gated() {
    return Workflow.define(
        "gated",
        Text.class,
        (flow, text) -> {
          Ref<Text> made = compute(flow, "made", text);
          Ref<Checked<Text>> sound = flow.check("sound", made, value -> Sample.seen(value));
          Ref<Approved<Checked<Text>>> yes =
              flow.gate("yes", sound, Approvers.confirmedBy("lead")).showing(text);
          Ref<Text> acted =
              flow.step("act", Text.class)
                  .reading(yes)
                  .verifiedBy("look", Sample::seen)
                  .repeatable()
                  .act(approved -> body("act").apply(approved.value().value()));
          return compute(flow, "after", acted);
        });
  }

  private Workflow<Text, Text> acting(boolean repeatable) {
    return Workflow.define(
        repeatable ? "repeatable" : "once",
        Text.class,
        (flow, text) -> {
          Step.Of1<Text, Text, Text> step =
              flow.step("act", Text.class)
                  .reading(compute(flow, "before", text))
                  .unguarded("a test")
                  .unverified("a test");
          return compute(flow, "after", (repeatable ? step.repeatable() : step).act(body("act")));
        });
  }

  static Stream<Arguments> workflows() {
    return Stream.of(
        with("linear", EngineCrashTest::linear),
        with("parallel", EngineCrashTest::parallel),
        with("gated", EngineCrashTest::gated),
        with("repeatable", test -> test.acting(true)),
        with("once", test -> test.acting(false)));
  }

  private static Arguments with(
      String name, Function<EngineCrashTest, Workflow<Text, Text>> workflow) {
    return Arguments.of(name, workflow);
  }

  private static Engine engine(TestJournal journal, Workflow<Text, Text> workflow) {
    return Engine.on(journal).channel(DeskChannel.approving()).workflow(workflow).build();
  }

  /** Goes on in another process, and says what a person would say. */
  private static Outcome<?> goOn(Engine engine) {
    Outcome<?> outcome = engine.resume(RUN).settled();
    if (outcome instanceof Outcome.Waiting<?> waiting
        && waiting.causes().get(0) instanceof Outcome.Cause.StepInDoubt doubt) {
      return engine.reconcile(RUN, doubt.path(), Optional.empty(), ALICE).settled();
    }
    return outcome;
  }

  private static List<String> completed(List<Entry> entries) {
    return entries.stream()
        .map(Entry::event)
        .filter(Event.StepCompleted.class::isInstance)
        .map(event -> ((Event.StepCompleted) event).path())
        .toList();
  }

  private static String lastSegment(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("workflows")
  void afterEveryEventTheRunGoesOnToTheSameEnd(
      String name, Function<EngineCrashTest, Workflow<Text, Text>> of) {
    Workflow<Text, Text> workflow = of.apply(this);
    TestJournal whole = new TestJournal();
    Outcome<?> expected = engine(whole, workflow).start(workflow, RUN, INPUT).settled();
    assertThat(expected).isInstanceOf(Outcome.Completed.class);
    for (int cut = 1; cut <= whole.size(); cut++) {
      calls.clear();
      TestJournal journal = whole.cutAfter(cut);
      goesOn(journal, workflow, expected);
    }
  }

  private void goesOn(TestJournal journal, Workflow<Text, Text> workflow, Outcome<?> expected) {
    List<String> names = journal.names();
    String place = "after " + names;
    boolean ended = names.get(names.size() - 1).startsWith("run.completed");
    List<String> finished = completed(journal.all());

    assertThat(goOn(engine(journal, workflow))).as(place).isEqualTo(expected);

    for (String path : finished) {
      assertThat(calls).as(place).doesNotContainKey(lastSegment(path));
    }
    assertThat(completed(journal.all())).as(place).doesNotHaveDuplicates();
    assertThat(calls.values()).as(place).allMatch(times -> times == 1);
    List<String> resumed = journal.names().subList(names.size(), journal.size());
    if (ended) {
      assertThat(resumed).as(place).isEmpty();
    } else {
      assertThat(resumed).as(place).startsWith("run.resumed").endsWith("run.completed");
      assertThat(resumed).as(place).containsOnlyOnce("run.resumed");
    }
    int size = journal.size();
    assertThat(engine(journal, workflow).resume(RUN).settled()).as(place).isEqualTo(expected);
    assertThat(journal.size()).as(place).isEqualTo(size);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("workflows")
  void aCrashWhileItGoesOnAfterACrashChangesNothingEither(
      String name, Function<EngineCrashTest, Workflow<Text, Text>> of) {
    Workflow<Text, Text> workflow = of.apply(this);
    TestJournal whole = new TestJournal();
    Outcome<?> expected = engine(whole, workflow).start(workflow, RUN, INPUT).settled();
    for (int cut = 1; cut < whole.size(); cut++) {
      TestJournal once = whole.cutAfter(cut);
      goOn(engine(once, workflow));
      for (int again = cut + 1; again <= once.size(); again++) {
        TestJournal twice = once.cutAfter(again);
        calls.clear();
        List<String> finished = completed(twice.all());
        assertThat(goOn(engine(twice, workflow))).isEqualTo(expected);
        assertThat(finished).noneMatch(path -> calls.containsKey(lastSegment(path)));
        assertThat(completed(twice.all())).doesNotHaveDuplicates();
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("workflows")
  void anActThatMayNotBeRepeatedIsNeverRunTwiceWithoutAPersonsWord(
      String name, Function<EngineCrashTest, Workflow<Text, Text>> of) {
    Workflow<Text, Text> workflow = of.apply(this);
    TestJournal whole = new TestJournal();
    engine(whole, workflow).start(workflow, RUN, INPUT).settled();
    int acts = 0;
    for (int cut = 1; cut <= whole.size(); cut++) {
      TestJournal journal = whole.cutAfter(cut);
      Event last = journal.all().get(cut - 1).event();
      calls.clear();
      Outcome<?> outcome = engine(journal, workflow).resume(RUN).settled();
      if (last instanceof Event.StepStarted step && step.kind().equals("act")) {
        acts++;
        boolean again = !name.equals("once");
        assertThat(outcome).isInstanceOf(again ? Outcome.Completed.class : Outcome.Waiting.class);
        assertThat(calls.getOrDefault("act", 0)).isEqualTo(again ? 1 : 0);
        assertThat(journal.names().subList(cut, cut + 2))
            .containsExactly("run.resumed", again ? "step.started" : "step.doubt");
      }
    }
    assertThat(acts).isEqualTo(name.equals("linear") || name.equals("parallel") ? 0 : 1);
  }
}
