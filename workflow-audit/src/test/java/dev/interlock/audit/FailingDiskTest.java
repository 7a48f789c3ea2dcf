package dev.interlock.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.Engine;
import dev.interlock.Outcome;
import dev.interlock.audit.FaultyDisk.Fault;
import dev.interlock.audit.Verification.Verdict;
import dev.interlock.record.Entry;
import dev.interlock.record.JournalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A run with a gate on a disk that fails at any one of its acts, in every way, once or for good.
 */
class FailingDiskTest {
  private static final Duration LONGEST = Duration.ofSeconds(30);

  @TempDir Path dir;
  private final Publishing publishing = new Publishing();

  private static int actsOfAWholeRun(Path dir) {
    FaultyDisk disk = new FaultyDisk(Fault.FULL, -1, false);
    Publishing publishing = new Publishing();
    try (FileJournal journal = FileJournal.open(dir, Logs.OPTIONS, disk)) {
      publishing
          .engine(journal)
          .start(publishing.workflow(), Publishing.RUN, Publishing.INPUT)
          .settled();
    }
    return disk.acts().size();
  }

  static Stream<Arguments> points() throws IOException {
    Path whole = Files.createTempDirectory("interlock-acts");
    int acts = actsOfAWholeRun(whole);
    try (Stream<Path> left = Files.walk(whole)) {
      left.sorted(java.util.Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    }
    List<Arguments> points = new ArrayList<>();
    for (int at = 0; at < acts; at++) {
      for (Fault fault : Fault.values()) {
        points.add(Arguments.of(at, fault, false));
        points.add(Arguments.of(at, fault, true));
      }
    }
    return points.stream();
  }

  @ParameterizedTest(name = "act {0}, {1}, for good: {2}")
  @MethodSource("points")
  void nothingIsToldThatIsNotThereAndNothingGoesOn(int at, Fault fault, boolean persistent) {
    FaultyDisk disk = new FaultyDisk(fault, at, persistent);
    List<String> told = new ArrayList<>();
    Assertions.assertTimeoutPreemptively(LONGEST, () -> run(disk, told));

    assertThat(disk.failures()).isPositive();
    assertThat(forcesAfterOneThatFailed(disk, at)).as("%s", disk.acts()).isZero();
    assertThat(publishing.began).doesNotHaveDuplicates();
    goesOn(told);
  }

  /** Runs until the disk fails; a failure while opening or closing is an exception. */
  private void run(FaultyDisk disk, List<String> told) {
    try (FileJournal journal = FileJournal.open(dir, Logs.OPTIONS, disk)) {
      Engine engine =
          Engine.on(journal)
              .workflow(publishing.workflow())
              .channel(new Publishing.Desk())
              .sink(entry -> told.add(entry.name()))
              .build();
      Outcome<?> outcome =
          engine.start(publishing.workflow(), Publishing.RUN, Publishing.INPUT).settled();
      if (outcome instanceof Outcome.Stopped) {
        assertThat(disk.failures()).isPositive();
        assertThatThrownBy(() -> journal.entries(Publishing.RUN))
            .isInstanceOf(JournalException.class);
      } else { // the last head is made when the run is over
        assertThat(outcome).isInstanceOf(Outcome.Completed.class);
        assertThat(told).endsWith("run.completed");
      }
    } catch (JournalException e) {
      assertThat(disk.failures()).isPositive();
    }
  }

  private static long forcesAfterOneThatFailed(FaultyDisk disk, int at) {
    List<String> acts = disk.acts();
    return acts.get(at).equals("sync") || acts.get(at).equals("write")
        ? acts.stream().skip(at + 1L).filter(act -> act.matches("sync|write")).count()
        : 0;
  }

  /** With a disk that works again everything that was told is there, and the run can be ended. */
  private void goesOn(List<String> told) {
    List<String> before = List.copyOf(publishing.began);
    try (FileJournal journal = Logs.open(dir)) {
      List<String> there = journal.entries(Publishing.RUN).stream().map(Entry::name).toList();
      assertThat(there.size()).isGreaterThanOrEqualTo(told.size());
      assertThat(there.subList(0, told.size())).isEqualTo(told);
      Engine engine = publishing.engine(journal);
      Outcome<?> outcome =
          there.isEmpty()
              ? engine.start(publishing.workflow(), Publishing.RUN, Publishing.INPUT).settled()
              : engine.resume(Publishing.RUN).settled();
      boolean doubt = there.contains("step.started") && outcome instanceof Outcome.Waiting;
      assertThat(doubt || outcome instanceof Outcome.Completed).as("%s", outcome).isTrue();
      assertThat(publishing.began.stream().filter("published"::equals)).hasSizeLessThan(2);
      if (before.contains("published") && !doubt) {
        assertThat(publishing.began).as("done, and recorded").isEqualTo(before);
      }
    }
    assertThat(RecordVerifier.verify(dir).verdict()).isIn(Verdict.OK_UNANCHORED, Verdict.RECOVERED);
  }

  @Test
  void thereAreEightyPointsAndMore() throws IOException {
    assertThat(points()).hasSizeGreaterThan(80);
  }
}
