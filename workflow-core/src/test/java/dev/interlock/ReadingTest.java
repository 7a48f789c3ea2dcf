package dev.interlock;

import static dev.interlock.Sample.INPUT;
import static dev.interlock.Sample.RUN;
import static dev.interlock.Sample.events;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.Sample.Text;
import dev.interlock.record.Event;
import dev.interlock.record.RunId;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However many values a step reads, all that belongs to it reads them, in their order. */
class ReadingTest {
  private static final String WHY = "a test";
  private static final List<String> MORE = List.of("b", "c", "d");

  private final TestJournal journal = new TestJournal();
  private final Engine engine = Engine.on(journal).build();
  private final List<String> said = new ArrayList<>();

  private String say(String who, Text... read) {
    String line =
        who + Arrays.stream(read).map(text -> " " + text.text()).collect(Collectors.joining());
    said.add(line);
    return line;
  }

  /** Has no answer at first, so that nobody knows whether it happened. */
  private Text acts(Text... read) throws SocketTimeoutException {
    String line = say("act", read);
    if (said.size() == 1) {
      throw new SocketTimeoutException("no answer");
    }
    return new Text(line);
  }

  private Optional<Text> asks(Text... read) {
    say("asks", read);
    return Optional.empty();
  }

  private boolean happened(Text... read) {
    say("asks", read);
    return false;
  }

  private Verdict looks(Text... read) {
    say("looks", read);
    return Sample.seen();
  }

  private void undoes(Text... read) {
    say("undoes", read);
  }

  private static Ref<Text> fails(Flow flow, Ref<?> acted) {
    return flow.step("fails", Text.class)
        .reading(acted)
        .combine(
            text -> {
              throw new IllegalStateException("it ends here");
            });
  }

  /** The input, and so many values more. */
  private static Workflow<Text, Text> reading(int more, Definition definition) {
    return Workflow.define(
        "reading",
        Text.class,
        (flow, text) -> {
          List<Ref<Text>> read = new ArrayList<>(List.of(text));
          for (String name : MORE.subList(0, more)) {
            read.add(flow.given(name, new Text(name)));
          }
          return fails(flow, definition.in(flow, read));
        });
  }

  private interface Definition {
    Ref<?> in(Flow flow, List<Ref<Text>> read);
  }

  private Ref<Text> value(Flow flow, List<Ref<Text>> in) {
    Step<Text> step = flow.step("act", Text.class);
    return switch (in.size()) {
      case 1 ->
          step.reading(in.get(0))
              .unguarded(WHY)
              .reconciledBy(this::asks)
              .verifiedBy("look", this::looks)
              .compensatedBy(this::undoes)
              .act(this::acts);
      case 2 ->
          step.reading(in.get(0), in.get(1))
              .unguarded(WHY)
              .reconciledBy(this::asks)
              .verifiedBy("look", this::looks)
              .compensatedBy(this::undoes)
              .act(this::acts);
      case 3 ->
          step.reading(in.get(0), in.get(1), in.get(2))
              .unguarded(WHY)
              .reconciledBy(this::asks)
              .verifiedBy("look", this::looks)
              .compensatedBy(this::undoes)
              .act(this::acts);
      default ->
          step.reading(in.get(0), in.get(1), in.get(2), in.get(3))
              .unguarded(WHY)
              .reconciledBy(this::asks)
              .verifiedBy("look", this::looks)
              .compensatedBy(this::undoes)
              .act(this::acts);
    };
  }

  private Ref<Effect.Done> effect(Flow flow, List<Ref<Text>> in) {
    Effect step = flow.step("act");
    return switch (in.size()) {
      case 1 ->
          step.reading(in.get(0))
              .unguarded(WHY)
              .reconciledBy(this::happened)
              .verifiedBy("look", (a, done) -> looks(a))
              .compensatedBy(this::undoes)
              .act(this::acts);
      case 2 ->
          step.reading(in.get(0), in.get(1))
              .unguarded(WHY)
              .reconciledBy(this::happened)
              .verifiedBy("look", (a, b, done) -> looks(a, b))
              .compensatedBy(this::undoes)
              .act(this::acts);
      case 3 ->
          step.reading(in.get(0), in.get(1), in.get(2))
              .unguarded(WHY)
              .reconciledBy(this::happened)
              .verifiedBy("look", (a, b, c, done) -> looks(a, b, c))
              .compensatedBy(this::undoes)
              .act(this::acts);
      default ->
          step.reading(in.get(0), in.get(1), in.get(2), in.get(3))
              .unguarded(WHY)
              .reconciledBy(this::happened)
              .verifiedBy("look", (a, b, c, d, done) -> looks(a, b, c, d))
              .compensatedBy(this::undoes)
              .act(this::acts);
    };
  }

  private void goesOnAfterADoubtAndFails(Workflow<Text, Text> workflow) {
    engine.start(workflow, RUN, INPUT).settled();
    assertThat(engine.resume(RUN, DeskChannel.ALICE).settled()).isInstanceOf(Outcome.Failed.class);
  }

  private static String read(int more) {
    return String.join(" ", "hello", String.join(" ", MORE.subList(0, more))).strip();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void of_a_step_that_gives_a_value(int more) {
    goesOnAfterADoubtAndFails(reading(more, this::value));
    String read = read(more);
    assertThat(said)
        .containsExactly(
            "act " + read,
            "asks " + read,
            "act " + read,
            "looks " + read + " act " + read,
            "undoes act " + read);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void of_an_effect(int more) {
    goesOnAfterADoubtAndFails(reading(more, this::effect));
    String read = read(more);
    assertThat(said)
        .containsExactly(
            "act " + read, "asks " + read, "act " + read, "looks " + read, "undoes " + read);
    assertThat(events(engine, Event.StepCompleted.class)).hasSize(1);
  }

  private Ref<Optional<Text>> perhaps(Flow flow, List<Ref<Text>> in) {
    Step<Text> step = flow.step("act", Text.class);
    return switch (in.size()) {
      case 1 -> step.reading(in.get(0)).optional(WHY).combine(this::says);
      case 2 -> step.reading(in.get(0), in.get(1)).optional(WHY).combine(this::says);
      case 3 -> step.reading(in.get(0), in.get(1), in.get(2)).optional(WHY).combine(this::says);
      default ->
          step.reading(in.get(0), in.get(1), in.get(2), in.get(3))
              .optional(WHY)
              .combine(this::says);
    };
  }

  private Ref<Optional<Effect.Done>> perhapsDone(Flow flow, List<Ref<Text>> in) {
    Effect step = flow.step("act");
    return switch (in.size()) {
      case 1 ->
          step.reading(in.get(0)).optional(WHY).unguarded(WHY).unverified(WHY).act(this::says);
      case 2 ->
          step.reading(in.get(0), in.get(1))
              .optional(WHY)
              .unguarded(WHY)
              .unverified(WHY)
              .act(this::says);
      case 3 ->
          step.reading(in.get(0), in.get(1), in.get(2))
              .optional(WHY)
              .unguarded(WHY)
              .unverified(WHY)
              .act(this::says);
      default ->
          step.reading(in.get(0), in.get(1), in.get(2), in.get(3))
              .optional(WHY)
              .unguarded(WHY)
              .unverified(WHY)
              .act(this::says);
    };
  }

  private Text says(Text... read) {
    return new Text(say("act", read));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void of_what_may_be_missing(int more) {
    engine.start(reading(more, this::perhaps), RUN, INPUT).settled();
    engine.start(reading(more, this::perhapsDone), RunId.of("run-2"), INPUT).settled();
    assertThat(said).containsExactly("act " + read(more), "act " + read(more));
  }

  private static Ref<Text> gives(Flow flow, Ref<Text> text, String what) {
    return flow.step("give-" + what, Text.class).reading(text).combine(t -> new Text(what));
  }

  private void joins(String joined, Definition definition) {
    assertThat(engine.start(reading(0, definition), RunId.of(joined), INPUT).settled())
        .isInstanceOf(Outcome.Failed.class);
    assertThat(said).last().isEqualTo(joined.replace('-', ' '));
  }

  @Test
  void of_a_join() {
    joins(
        "join-a-b",
        (flow, in) ->
            flow.parallel("all", Text.class)
                .branch("a", f -> gives(f, in.get(0), "a"))
                .branch("b", f -> gives(f, in.get(0), "b"))
                .join((a, b) -> new Text(say("join", a, b))));
    joins(
        "join-a-b-c",
        (flow, in) ->
            flow.parallel("all", Text.class)
                .branch("a", f -> gives(f, in.get(0), "a"))
                .branch("b", f -> gives(f, in.get(0), "b"))
                .branch("c", f -> gives(f, in.get(0), "c"))
                .join((a, b, c) -> new Text(say("join", a, b, c))));
    joins(
        "join-a-b-c-d",
        (flow, in) ->
            flow.parallel("all", Text.class)
                .branch("a", f -> gives(f, in.get(0), "a"))
                .branch("b", f -> gives(f, in.get(0), "b"))
                .branch("c", f -> gives(f, in.get(0), "c"))
                .branch("d", f -> gives(f, in.get(0), "d"))
                .join((a, b, c, d) -> new Text(say("join", a, b, c, d))));
  }
}
