package dev.interlock;

import static dev.interlock.Sample.INPUT;
import static dev.interlock.Sample.RUN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.PlanStory.Act;
import dev.interlock.PlanStory.Op;
import dev.interlock.PlanWorld.Call;
import dev.interlock.record.Entry;
import dev.interlock.record.Event;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Definitions made at random, and what happens to their runs made at random: people who say yes, no
 * and what they may not, failures, storms, time, crashes. A referee compares each event with a
 * model of its own.
 *
 * <p>A failure names its seed and what happened. {@code -Dinterlock.generated=SEED} or {@code
 * -Dinterlock.generated=SEED,HELP:1,CRASH:7} tells that story alone.
 */
@Tag("generated")
@Timeout(
    value = 4,
    unit = java.util.concurrent.TimeUnit.MINUTES,
    threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class GeneratedWorkflowsTest {
  private static final int[] TROUBLE = {0, 60, 120, 250};

  private static List<Act> acts(long seed, int length) {
    Random random = new Random(seed * 77 + 5);
    List<Act> acts = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      acts.add(new Act(Op.drawn(random), random.nextInt(1_000)));
    }
    return acts;
  }

  private static PlanStory story(long seed) {
    Thread.currentThread().setName("generated, seed " + seed);
    return new PlanStory(seed, TROUBLE[Math.floorMod(seed, TROUBLE.length)]);
  }

  /** What goes wrong in a story, if anything does. */
  private static Optional<Throwable> told(long seed, List<Act> acts) {
    try {
      PlanStory story = story(seed);
      story.start();
      acts.forEach(story::happens);
      return Optional.empty();
    } catch (Throwable e) { // whatever it is, it is made smaller before it is told
      return Optional.of(e);
    }
  }

  private static void tell(long seed, List<Act> acts) {
    if (told(seed, acts).isPresent()) {
      List<Act> fewer = fewer(seed, acts);
      String replay =
          "-Dinterlock.generated="
              + seed
              + String.join("", fewer.stream().map(a -> "," + a).toList());
      String definition = story(seed).workflow().outline().table();
      throw new AssertionError(
          "to tell it again: " + replay + "\n" + definition, told(seed, fewer).orElse(null));
    }
  }

  /** Leaves out what is not needed for it to go wrong. */
  private static List<Act> fewer(long seed, List<Act> acts) {
    List<Act> left = new ArrayList<>(acts);
    for (int i = left.size() - 1; i >= 0; i--) {
      List<Act> without = new ArrayList<>(left);
      without.remove(i);
      if (told(seed, without).isPresent()) {
        left = without;
      }
    }
    return left;
  }

  @Test
  void the_story_that_was_asked_for_is_told() {
    String asked = System.getProperty("interlock.generated", "1");
    List<String> words = List.of(asked.split(",", -1));
    long seed = Long.parseLong(words.get(0));
    List<Act> acts =
        words.stream()
            .skip(1)
            .map(word -> word.split(":", 2))
            .map(word -> new Act(Op.valueOf(word[0]), Integer.parseInt(word[1])))
            .toList();
    tell(seed, acts.isEmpty() ? acts(seed, length(seed)) : acts);
  }

  private static int length(long seed) {
    return 3 + (int) (seed % 6);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
  void whatever_happens_a_run_does_what_the_model_says(int block) {
    for (long seed = block * 1_000L; seed < (block + 1) * 1_000L; seed++) {
      tell(seed, acts(seed, length(seed)));
    }
  }

  @Tag("long")
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  @Timeout(
      value = 30,
      unit = java.util.concurrent.TimeUnit.MINUTES,
      threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void whatever_happens_for_long_a_run_does_what_the_model_says(int block) {
    for (long seed = block * 1_000_000L; seed < block * 1_000_000L + 4_000; seed++) {
      tell(seed, acts(seed, 25));
    }
  }

  // --- all goes well, but for crashes ---

  private static PlanStory ended(PlanStory story, long seed) {
    for (int n = 0; story.ending().isEmpty(); n++) {
      assertThat(n).as("seed %d does not come to an end", seed).isLessThan(300);
      story.happens(new Act(Op.HELP, n));
    }
    return story;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void after_a_crash_at_any_event_it_comes_to_the_same_end(int block) {
    for (int i = 0; i < 12; i++) {
      long seed = 4L * (block * 1_000 + i);
      PlanStory story = story(seed);
      story.start();
      Event.Terminal end = ended(story, seed).ending().orElseThrow();
      assertThat(end).as("seed %d", seed).isInstanceOf(Event.RunCompleted.class);
      TestJournal whole = story.journal();
      List<Call> calls = List.copyOf(story.world().calls());
      for (int kept = 1; kept < whole.size(); kept++) {
        story.goBack(whole.cutAfter(kept), calls);
        ended(story, seed);
        assertThat(story.ending()).as("seed %d, cut after %d", seed, kept).contains(end);
        assertOnce(story, "seed " + seed + ", cut after " + kept);
      }
    }
  }

  /** What must hold of any record, whatever the definition says. */
  private static void assertOnce(PlanStory story, String where) {
    Set<String> recorded = new HashSet<>();
    Set<String> once = new HashSet<>();
    Map<String, Integer> mayBeCalled = new HashMap<>();
    for (Entry entry : story.journal().all()) {
      Event event = entry.event();
      String place =
          event instanceof Event.AtPath at ? PlanWorld.place(entry.run(), at.path()) : "";
      if (event instanceof Event.StepStarted started && started.kind().equals("act")) {
        mayBeCalled.putIfAbsent(place, 1);
      }
      boolean again = event instanceof Event.StepReconciled word && !word.happened();
      if (again) {
        mayBeCalled.merge(place, 1, Integer::sum);
      } else if (event instanceof Event.StepCompleted || event instanceof Event.StepReconciled) {
        assertThat(recorded.add(place)).as("%s: %s is recorded once", where, place).isTrue();
      }
      once.addAll(story.repeatable(entry.run()));
    }
    mayBeCalled.keySet().removeAll(once);
    mayBeCalled.forEach(
        (place, times) ->
            assertThat(story.world().calls().stream().filter(call -> call.path().equals(place)))
                .as("%s: %s", where, place)
                .hasSizeLessThanOrEqualTo(times));
  }

  @Test
  void a_rehearsal_comes_to_its_end_and_acts_nowhere() {
    for (long seed = 0; seed < 400; seed += 4) {
      PlanStory story = story(seed);
      TestJournal journal = new TestJournal();
      story.world().reborn(journal, new ManualTime());
      Outcome<?> outcome =
          Engine.on(journal)
              .channel(new DeskChannel())
              .build()
              .rehearse(story.workflow(), RUN, INPUT)
              .settled();
      assertThat(outcome)
          .as("seed %d", seed)
          .isInstanceOfAny(Outcome.Completed.class, Outcome.Cancelled.class);
      Stream<Event> events = journal.all().stream().map(Entry::event);
      assertThat(events.filter(e -> e instanceof Event.StepStarted s && s.kind().equals("act")))
          .as("seed %d", seed)
          .isEmpty();
      assertThat(journal.names())
          .as("seed %d", seed)
          .doesNotContain(
              "gate.requested", "submission.requested", "child.started", "pause.started");
    }
  }
}
