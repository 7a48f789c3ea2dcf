package dev.interlock;

import static dev.interlock.Sample.RUN;
import static dev.interlock.Sample.events;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.record.Event;
import dev.interlock.record.Journal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What people see of a gate that they saw before. */
class ShowingTest {
  @Nested
  class TheDifference {
    @Test
    void isTheLinesThatOnlyOneOfThemHas() {
      assertThat(Changed.lines(List.of("a", "b", "c", "d"), List.of("a", "c", "x", "d", "e")))
          .containsExactly("-b", "+x", "+e");
    }

    @Test
    void ofTheSameIsNoLine() {
      assertThat(Changed.lines(List.of("a"), List.of("a"))).containsExactly("no line");
    }

    @Test
    void ofNothingIsAllOfIt() {
      assertThat(Changed.lines(List.of(), List.of("a"))).containsExactly("+a");
      assertThat(Changed.lines(List.of("a"), List.of())).containsExactly("-a");
    }

    @Test
    void isCutWhereItIsLong() {
      List<String> many = IntStream.range(0, 100).mapToObj(n -> "line " + n).toList();
      assertThat(Changed.lines(List.of(), many)).hasSize(61).endsWith("and 40 more lines");
    }

    @Test
    void isWholeUpTo60Lines() {
      List<String> sixty = IntStream.range(0, 60).mapToObj(n -> "line " + n).toList();
      assertThat(Changed.lines(List.of(), sixty)).hasSize(60).doesNotContain("and 0 more lines");
    }

    @Test
    void comparesAMillionPairs() {
      List<String> one = Collections.nCopies(1_000, "one");
      List<String> other = Collections.nCopies(1_000, "other");
      assertThat(Changed.lines(one, other)).hasSize(61).endsWith("and 1940 more lines");
    }

    @Test
    void isNoLongerThanItMustBe() {
      Random random = new Random(8);
      for (int i = 0; i < 2_000; i++) {
        List<String> before = letters(random);
        List<String> after = letters(random);
        int changes = before.size() + after.size() - 2 * common(before, after);
        assertThat(Changed.lines(before, after)).hasSize(Math.max(1, changes));
      }
    }

    private int common(List<String> one, List<String> other) {
      if (one.isEmpty() || other.isEmpty()) {
        return 0;
      }
      List<String> rest = one.subList(1, one.size());
      int without = common(rest, other);
      int at = other.indexOf(one.get(0));
      return at < 0
          ? without
          : Math.max(without, 1 + common(rest, other.subList(at + 1, other.size())));
    }

    @Test
    void isOnlyCountedWhereItWouldTakeLong() {
      List<String> one = Collections.nCopies(2_000, "one");
      List<String> other = Collections.nCopies(2_001, "other");
      assertThat(Changed.lines(one, other)).containsExactly("2000 lines that are now 2001 others");
    }

    @Test
    void makesTheOneTextOfTheOther() {
      Random random = new Random(7);
      for (int i = 0; i < 2_000; i++) {
        List<String> before = letters(random);
        List<String> after = letters(random);
        List<String> changes = Changed.lines(before, after);
        List<String> rest = new ArrayList<>(before);
        List<String> added = new ArrayList<>(after);
        for (String change : changes) {
          if (change.startsWith("-")) {
            assertThat(rest.remove(change.substring(1))).isTrue();
          } else if (change.startsWith("+")) {
            assertThat(added.remove(change.substring(1))).isTrue();
          }
        }
        Collections.sort(rest);
        Collections.sort(added);
        assertThat(rest).isEqualTo(added);
      }
    }

    private List<String> letters(Random random) {
      return random.ints(random.nextInt(9), 'a', 'd').mapToObj(Character::toString).toList();
    }
  }

  @Nested
  class AGateThatIsAskedAgain {
    private final Journal journal = Journal.inMemory();
    private final DeskChannel desk = new DeskChannel();

    private Workflow<Sample.Text, Sample.Text> workflow(String written) {
      return Workflow.define(
          "publish",
          Sample.Text.class,
          (flow, text) -> {
            Ref<Sample.Text> clean =
                flow.step("clean", Sample.Text.class).reading(text).combine(t -> t);
            Ref<Sample.Text> note =
                flow.step("note", Sample.Text.class)
                    .reading(clean, flow.given("written", new Sample.Text(written)))
                    .combine((a, b) -> b);
            Ref<Approved<Sample.Text>> approval =
                flow.gate("approval", clean, Approvers.confirmedBy("editor")).showing(note);
            return flow.step("publish", Sample.Text.class)
                .reading(approval)
                .unverified("a test")
                .act(Approved::value);
          });
    }

    private Engine engine(String written) {
      return Engine.on(journal).channel(desk).workflow(workflow(written)).build();
    }

    private GateRequest start() {
      engine("one").start(workflow("one"), RUN, Sample.INPUT, Sample.REQUESTER).settled();
      return desk.last();
    }

    /** Approved by the record, and then not good any more. */
    private void supersede(Engine engine) {
      append(
          new Event.GateDecided(
              "approval",
              desk.last().attempt(),
              desk.last().nonce(),
              "approved",
              "ai:bot",
              false,
              "editor",
              dev.interlock.record.Presence.TERMINAL,
              "desk",
              desk.last().shown(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty()));
      append(new Event.GateClosed("approval", desk.last().attempt(), "approved"));
      engine.resume(RUN).settled();
    }

    private void append(Event event) {
      journal.append(ManualTime.START, RUN, event.name(), event.json());
    }

    @Test
    void saysThatNothingHasChangedSinceItWasSuperseded() {
      GateRequest first = start();
      supersede(engine("one"));
      assertThat(events(engine("one"), Event.GateClosed.class)).hasSize(2);
      assertThat(desk.last().attempt()).isEqualTo(2);
      assertThat(desk.last().text())
          .contains("\n\nchanged since it showed " + first.shown() + ":\n  no line\n\nreported by");
    }

    @Test
    void isTheSameQuestionWhenItIsPresentedOnceMore() {
      start();
      supersede(engine("one"));
      GateRequest second = desk.last();
      engine("one").present(RUN).settled();
      assertThat(desk.last().attempt()).isEqualTo(3);
      assertThat(desk.last().shown()).isEqualTo(second.shown());
    }

    @Test
    void comparesWithTheContentAndNotWithTheDifference() {
      start();
      supersede(engine("one"));
      GateRequest second = desk.last();
      supersede(engine("one"));
      assertThat(desk.last().text())
          .contains("changed since it showed " + second.shown() + ":\n  no line\n");
    }

    @Test
    void showsNoDifferenceTheFirstTime() {
      assertThat(start().text()).doesNotContain("changed since");
    }

    @Test
    void showsTheLinesThatHaveChanged() {
      String text =
          new Shown("w", "g", "r")
              .reported("clean", dev.interlock.record.Json.of(bytes("{\"passed\":240,\"by\":1}")))
              .text();
      assertThat(
              new Shown("w", "g", "r")
                  .reported(
                      "clean", dev.interlock.record.Json.of(bytes("{\"passed\":241,\"by\":1}")))
                  .since("5".repeat(64), text))
          .startsWith(
              "workflow w\ngate g\nrun r\n\nchanged since it showed "
                  + "5".repeat(64)
                  + ":\n  -  passed: 240\n  +  passed: 241\n\nreported by the workflow: clean\n");
    }

    private byte[] bytes(String json) {
      return json.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }
  }
}
