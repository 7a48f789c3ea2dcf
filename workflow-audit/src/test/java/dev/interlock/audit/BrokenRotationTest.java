package dev.interlock.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.audit.FaultyDisk.Fault;
import dev.interlock.audit.Verification.Verdict;
import dev.interlock.record.JournalException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A log whose rotation is broken off, at any act of the disk. */
class BrokenRotationTest {
  @TempDir Path folder;
  private Path dir;

  @BeforeEach
  void aLogOfOneRun() {
    dir = folder.resolve("log");
    LogRotationTest.publish(dir, Publishing.RUN);
  }

  private static Path rotate(Path dir) {
    return LogRotation.rotate(dir, Logs.OPTIONS, TestDisk.quick());
  }

  private static LogJson about(Path dir) {
    return new LogFolder(dir).aboutOrRefuse();
  }

  private static String text(Path file) {
    return new String(Logs.read(file), StandardCharsets.UTF_8);
  }

  private static Verdict verdict(Path dir) {
    return RecordVerifier.verify(dir).verdict();
  }

  static Stream<Integer> acts() throws IOException {
    Path whole = Files.createTempDirectory("interlock-rotation");
    try {
      LogRotationTest.publish(whole.resolve("log"), Publishing.RUN);
      FaultyDisk disk = new FaultyDisk(Fault.FULL, -1, false);
      LogRotation.rotate(whole.resolve("log"), Logs.OPTIONS, disk);
      assertThat(disk.acts()).contains("rename").hasSizeGreaterThan(10);
      return IntStream.range(0, disk.acts().size()).boxed();
    } finally {
      try (Stream<Path> left = Files.walk(whole)) {
        left.sorted(java.util.Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
      }
    }
  }

  @Nested
  class BrokenOff {
    /** What the log was before. */
    private record Before(LogJson about, String lines) {}

    private Before rotateUntil(int act, Fault fault) {
      Before before = new Before(about(dir), text(Logs.journal(dir)));
      FaultyDisk disk = new FaultyDisk(fault, act, true);
      assertThatThrownBy(() -> LogRotation.rotate(dir, Logs.OPTIONS, disk))
          .as("%s", disk.acts())
          .isInstanceOf(JournalException.class);
      return before;
    }

    @ParameterizedTest
    @MethodSource("dev.interlock.audit.BrokenRotationTest#acts")
    void atAnyActOfTheDiskItIsDoneByRotatingAgain(int act) {
      for (Fault fault : List.of(Fault.BROKEN, Fault.SHORT)) {
        dir = folder.resolve("log-of-" + fault);
        LogRotationTest.publish(dir, Publishing.RUN);
        LogJson before = rotateUntil(act, fault).about();
        Path old = rotate(dir);

        assertThat(about(old)).isEqualTo(before);
        assertThat(about(dir).continues().orElseThrow().origin()).isEqualTo(before.origin());
        assertThat(verdict(old)).isIn(Verdict.OK_UNANCHORED, Verdict.RECOVERED);
        assertThat(verdict(dir)).isEqualTo(Verdict.OK_UNANCHORED);
        assertThat(Path.of(dir + ".new")).doesNotExist();
      }
    }

    @ParameterizedTest
    @MethodSource("dev.interlock.audit.BrokenRotationTest#acts")
    void atAnyActOpeningNeverBeginsALogOfItsOwn(int act) throws IOException {
      Before before = rotateUntil(act, Fault.BROKEN);
      Optional<LogJson> opened = open();
      if (opened.isPresent() && !opened.get().equals(before.about())) {
        assertThat(opened.get().continues().orElseThrow().origin())
            .isEqualTo(before.about().origin());
      }
      assertThat(oldest(before.about())).startsWith(before.lines());
    }

    private Optional<LogJson> open() {
      try (FileJournal journal = Logs.open(dir)) {
        return Optional.of(about(dir)).filter(about -> about.origin().equals(journal.origin()));
      } catch (JournalException e) {
        assertThat(e).hasMessageContaining("has ended");
        return Optional.empty();
      }
    }

    /** The lines of the first log, wherever it is now. */
    private String oldest(LogJson before) throws IOException {
      List<Path> places = new ArrayList<>();
      try (Stream<Path> all = Files.list(folder)) {
        all.filter(place -> new LogFolder(place).about().equals(Optional.of(before)))
            .forEach(places::add);
      }
      assertThat(places).hasSize(1);
      return text(Logs.journal(places.get(0)));
    }
  }

  @Nested
  class BetweenTheTwoNames {
    @BeforeEach
    void onlyTheOldOneWasMoved() throws IOException {
      rotate(dir);
      Files.move(dir, Path.of(dir + ".new"));
    }

    @Test
    void openingPutsTheNewOneInItsPlace() {
      LogJson made = about(Path.of(dir + ".new"));
      Logs.open(dir).close();
      assertThat(about(dir)).isEqualTo(made);
    }

    @Test
    void whatSomebodyLeftWhoWantedToOpenItIsNoLog() throws IOException {
      Files.createDirectory(dir);
      Files.createFile(dir.resolve("journal.lock"));
      LogJson made = about(Path.of(dir + ".new"));
      Logs.open(dir).close();
      assertThat(about(dir)).isEqualTo(made);
    }

    @Test
    void noOtherLogIsMadeByWhoCameJustThen() throws IOException {
      Path next = Path.of(dir + ".new");
      Path aside = Files.move(next, folder.resolve("aside"));
      TestDisk rotatesMeanwhile =
          TestDisk.failing(
              act -> {
                if (act.equals("forceFolder") && Files.exists(aside)) {
                  Files.move(aside, next);
                }
              });
      assertThatThrownBy(() -> FileJournal.open(dir, Logs.OPTIONS, rotatesMeanwhile))
          .isInstanceOf(JournalException.class)
          .hasMessageContaining("just being rotated; open it again");
      assertThat(dir.resolve("log.json")).doesNotExist();
      LogJson made = about(next);
      Logs.open(dir).close();
      assertThat(about(dir)).isEqualTo(made);
    }

    @Test
    void rotatingSaysWhereTheOldOneIs() {
      assertThat(rotate(dir)).isEqualTo(folder.resolve("log-2026-03-01"));
      assertThat(verdict(dir)).isEqualTo(Verdict.OK_UNANCHORED);
    }
  }
}
