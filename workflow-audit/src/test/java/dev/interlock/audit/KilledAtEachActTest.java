package dev.interlock.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.Engine;
import dev.interlock.Outcome;
import dev.interlock.Ref;
import dev.interlock.Workflow;
import dev.interlock.audit.Verification.Verdict;
import dev.interlock.record.Entry;
import dev.interlock.record.Journal;
import dev.interlock.record.JournalException;
import dev.interlock.record.RunId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run of twelve effects, killed before each act of its writer on the disk, also in the midst of a
 * line. What a kill leaves is what stands in the files then, so that a copy of them is enough.
 */
@Tag("kill")
class KilledAtEachActTest {
  private static final RunId RUN = RunId.of("run-1");
  private static final int STEPS = 12;
  private static final int POINTS = 200;

  @TempDir Path folder;
  private final List<Left> left = new ArrayList<>();
  private final List<String> effects = new CopyOnWriteArrayList<>();
  private final List<String> told = new CopyOnWriteArrayList<>();

  public record Text(String text) {}

  /** What a kill leaves: the files, the effects that happened, and what was told as recorded. */
  private record Left(Path dir, List<String> effects, List<String> told) {}

  private static Workflow<Text, Text> twelve(List<String> effects) {
    return Workflow.define(
        "twelve",
        Text.class,
        (flow, text) -> {
          Ref<Text> last = text;
          for (int i = 1; i <= STEPS; i++) {
            String name = "act-" + i;
            last =
                flow.step(name, Text.class)
                    .reading(last)
                    .unguarded("a test")
                    .unverified("a test")
                    .act(
                        in -> {
                          effects.add(name);
                          return in;
                        });
          }
          return last;
        });
  }

  private static Outcome<?> run(Journal journal, List<String> effects, List<String> told) {
    Workflow<Text, Text> workflow = twelve(effects);
    Engine engine =
        Engine.on(journal).workflow(workflow).sink(entry -> told.add(entry.name())).build();
    return journal.entries(RUN).isEmpty()
        ? engine.start(workflow, RUN, new Text("hello")).settled()
        : engine.resume(RUN).settled();
  }

  @BeforeEach
  void run() {
    Path dir = folder.resolve("log");
    try (FileJournal journal =
        FileJournal.open(dir, Logs.OPTIONS, new SlowDisk(act -> kill(dir)))) {
      assertThat(run(journal, effects, told)).isInstanceOf(Outcome.Completed.class);
    }
  }

  private void kill(Path dir) {
    Path copy = folder.resolve("left-" + left.size());
    List<String> toldBefore = List.copyOf(told);
    Forging.copy(dir, copy);
    left.add(new Left(copy, List.copyOf(effects), toldBefore));
  }

  /** Goes on with what is left, and is killed once more at one of the first acts. */
  private static void goOnAndDie(Left left, List<String> effects, int at) {
    int[] acts = {0};
    TestDisk.Fault killing =
        act -> {
          if (acts[0]++ >= at) {
            throw new IOException("killed");
          }
        };
    try (FileJournal journal =
        FileJournal.open(left.dir(), Logs.OPTIONS, TestDisk.failing(killing))) {
      run(journal, effects, new CopyOnWriteArrayList<>());
    } catch (JournalException e) {
      assertThat(acts[0]).isPositive();
    }
  }

  private static void goOn(Left left, List<String> effects) {
    List<String> names;
    Outcome<?> outcome;
    try (FileJournal journal = Logs.open(left.dir())) {
      names = journal.entries(RUN).stream().map(Entry::name).toList();
      assertThat(names.size()).isGreaterThanOrEqualTo(left.told().size());
      assertThat(names.subList(0, left.told().size())).isEqualTo(left.told());
      outcome = run(journal, effects, new CopyOnWriteArrayList<>());
    }
    boolean begun = begunAndNotDone(names);
    assertThat(outcome).isInstanceOf(begun ? Outcome.Waiting.class : Outcome.Completed.class);
    List<String> inOrder = IntStream.rangeClosed(1, STEPS).mapToObj(i -> "act-" + i).toList();
    assertThat(effects).as("each once, in order").isEqualTo(inOrder.subList(0, effects.size()));
    assertThat(effects.size()).isGreaterThanOrEqualTo(begun ? 0 : STEPS);
    assertThat(RecordVerifier.verify(left.dir()).verdict())
        .isIn(Verdict.OK_UNANCHORED, Verdict.RECOVERED);
    nothingMoreHappens(left, effects);
  }

  private static boolean begunAndNotDone(List<String> names) {
    return names.lastIndexOf("step.started") > names.lastIndexOf("step.completed");
  }

  private static void nothingMoreHappens(Left left, List<String> effects) {
    List<String> before = List.copyOf(effects);
    long lines = RecordVerifier.verify(left.dir()).lines();
    try (FileJournal journal = Logs.open(left.dir())) {
      run(journal, effects, new CopyOnWriteArrayList<>());
    }
    assertThat(effects).isEqualTo(before);
    assertThat(RecordVerifier.verify(left.dir()).lines()).isEqualTo(lines);
  }

  @Test
  void no_effect_happens_twice_and_nothing_that_was_told_is_lost() {
    assertThat(left).hasSizeGreaterThan(POINTS);
    for (Left each : left) {
      goOn(each, new CopyOnWriteArrayList<>(each.effects()));
    }
  }

  @Test
  void nor_after_another_kill_while_it_recovers() {
    for (int i = 0; i < left.size(); i++) {
      List<String> once = new CopyOnWriteArrayList<>(left.get(i).effects());
      goOnAndDie(left.get(i), once, i % 9);
      goOn(left.get(i), once);
    }
  }
}
