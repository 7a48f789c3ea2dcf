package dev.interlock.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.audit.Verification.Verdict;
import dev.interlock.record.JournalException;
import dev.interlock.record.Json;
import dev.interlock.record.Principal;
import dev.interlock.record.RunId;
import dev.interlock.record.WorkflowException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log that ends, and another that goes on from it. */
class LogRotationTest {
  @TempDir Path folder;
  private Path dir;

  @BeforeEach
  void aLogOfOneRun() {
    dir = folder.resolve("log");
    publish(dir, Publishing.RUN);
  }

  static void publish(Path dir, RunId run) {
    Publishing publishing = new Publishing();
    try (FileJournal journal = Logs.open(dir)) {
      publishing.engine(journal).start(publishing.workflow(), run, Publishing.INPUT).settled();
    }
  }

  private static Path rotate(Path dir) {
    return LogRotation.rotate(dir, Logs.OPTIONS, TestDisk.quick());
  }

  private static LogJson about(Path dir) {
    return new LogFolder(dir).aboutOrRefuse();
  }

  private static Verdict verdict(Path dir) {
    return RecordVerifier.verify(dir).verdict();
  }

  @Test
  void theFolderKeepsItsNameForTheLogThatGoesOn() {
    LogJson before = about(dir);
    Path old = rotate(dir);

    assertThat(old).isEqualTo(folder.resolve("log-2026-03-01"));
    assertThat(about(old)).isEqualTo(before);
    assertThat(about(dir).continues().orElseThrow().origin()).isEqualTo(before.origin());
    assertThat(about(dir).origin()).startsWith("interlock/").isNotEqualTo(before.origin());
    assertThat(folder.resolve("log.new")).doesNotExist();
    assertThat(Logs.read(old.resolve("continued.json")))
        .isEqualTo(Logs.read(dir.resolve("log.json")));
  }

  @Test
  void theLastHeadOfTheOldOneIsWhatTheNewOneGoesOnFrom() {
    Path old = rotate(dir);
    Head last = about(dir).continues().orElseThrow();
    List<byte[]> lines = Logs.lines(Logs.read(Logs.journal(old)));

    assertThat(last.size()).isEqualTo(lines.size());
    assertThat(Logs.read(old.resolve("heads/" + last.size() + ".checkpoint")))
        .isEqualTo(last.bytes());
    assertThat(new String(lines.get(lines.size() - 1), java.nio.charset.StandardCharsets.UTF_8))
        .contains("\"run\":\"-\",\"event\":\"record.continued\"")
        .contains("\"data\":{\"origin\":\"" + about(dir).origin() + "\"}");
  }

  @Test
  void bothAreVerifiedAndTheNewOneTakesRuns() {
    Path old = rotate(dir);
    assertThat(verdict(old)).isEqualTo(Verdict.OK_UNANCHORED);
    assertThat(verdict(dir)).isEqualTo(Verdict.OK_UNANCHORED);
    publish(dir, RunId.of("next"));
    assertThat(verdict(dir)).isEqualTo(Verdict.OK_UNANCHORED);
    assertThat(RecordVerifier.verify(dir, RunId.of("next")).lines()).isPositive();
  }

  @Test
  void aHeadThatWasKeptOfTheOldOneContradictsNeither() throws IOException {
    Path old = rotate(dir);
    publish(dir, RunId.of("next"));
    long size = about(dir).continues().orElseThrow().size();
    Path kept = old.resolve("heads/" + size + ".checkpoint");
    assertThat(RecordVerifier.of(old).keptHead(kept).verify().verdict())
        .isEqualTo(Verdict.OK_ANCHORED);
    assertThat(RecordVerifier.of(dir).keptHead(kept).verify().verdict())
        .isEqualTo(Verdict.OK_UNANCHORED);
    Path earlier =
        Files.writeString(
            folder.resolve("kept"), Files.readString(kept).replace("\n" + size + "\n", "\n1\n"));
    assertThat(RecordVerifier.of(dir).keptHead(earlier).verify().verdict())
        .isEqualTo(Verdict.ROLLED_BACK);
  }

  @Test
  void anAnchorFileGoesOnWithTheNewOne() {
    Path anchor = folder.resolve("anchor");
    JournalOptions anchored = Logs.OPTIONS.anchors(FileAnchor.at(anchor).required());
    LogRotation.rotate(dir, anchored, TestDisk.quick());
    assertThat(Head.parse(Logs.read(anchor))).isEqualTo(about(dir).continues());
    try (FileJournal journal = FileJournal.open(dir, anchored, TestDisk.quick())) {
      Logs.append(journal, 1);
    }
    assertThat(Head.parse(Logs.read(anchor)).orElseThrow().origin()).isEqualTo(about(dir).origin());
  }

  @Test
  void canBeRotatedAgainOnTheSameDay() {
    Path first = rotate(dir);
    publish(dir, RunId.of("next"));
    Path second = rotate(dir);
    assertThat(second).isEqualTo(folder.resolve("log-2026-03-01-2"));
    assertThat(Stream.of(first, second, dir).map(LogRotationTest::verdict))
        .containsOnly(Verdict.OK_UNANCHORED);
  }

  @Test
  void aSignedOneNeedsItsKeyAndItsLastHeadIsSigned() throws IOException {
    HeadKey key = HeadKey.create(folder.resolve("key"));
    Path signers = Files.writeString(folder.resolve("signers"), key.allowedSigner() + "\n");
    FileJournal.open(dir, Logs.OPTIONS.signedWith(key), TestDisk.quick()).close();
    try (FileJournal journal =
        FileJournal.open(dir, Logs.OPTIONS.signedWith(key), TestDisk.quick())) {
      journal.append(Logs.AT, Publishing.RUN, "violation", Logs.json("{\"what\":\"x\"}"));
    }
    assertThatThrownBy(() -> rotate(dir)).hasMessageContaining("open it with its key");
    Path old = LogRotation.rotate(dir, Logs.OPTIONS.signedWith(key), TestDisk.quick());
    assertThat(RecordVerifier.of(old).allowedSigners(signers).verify().verdict())
        .isEqualTo(Verdict.OK_UNANCHORED);
  }

  @Nested
  class TheOldOne {
    @Test
    void takesNothingMoreAndNamesTheOneThatGoesOn() {
      Path old = rotate(dir);
      assertThatThrownBy(() -> Logs.open(old))
          .isInstanceOf(JournalException.class)
          .hasMessageContaining("has ended")
          .hasMessageContaining(about(dir).origin());
    }

    @Test
    void isNotRotatedOnceMore() {
      Path old = rotate(dir);
      assertThatThrownBy(() -> rotate(old))
          .isInstanceOf(WorkflowException.class)
          .hasMessageContaining("was rotated already");
    }

    @Test
    void holdsNothingAfterItsEnd() {
      Path old = rotate(dir);
      try (FileJournal journal = FileJournal.openEnded(old, Logs.OPTIONS, TestDisk.quick())) {
        journal.append(Logs.AT, RunId.of("late"), "run.resumed", Logs.json("{}"));
      }
      Verification found = RecordVerifier.verify(old);
      assertThat(found.verdict()).isEqualTo(Verdict.TAMPERED);
      assertThat(found.reason().orElseThrow()).contains("the log had ended before it");
    }

    @Test
    void stillHasItsBlobsErased() throws IOException {
      String content = "x".repeat(40_000);
      Path other = folder.resolve("other");
      Publishing publishing = new Publishing();
      try (FileJournal journal = Logs.open(other)) {
        publishing
            .engine(journal)
            .start(publishing.workflow(), Publishing.RUN, new Publishing.Text(content))
            .settled();
      }
      Path old = rotate(other);
      assertThat(FileJournal.erase(old, Logs.OPTIONS, Publishing.RUN, Principal.of("ada")))
          .isNotEmpty();
      assertThat(RecordVerifier.verify(old).erased()).isPositive();
      assertThat(verdict(old)).isEqualTo(Verdict.OK_UNANCHORED);
      Path kept = folder.resolve("kept");
      Files.write(kept, about(other).continues().orElseThrow().bytes());
      assertThat(RecordVerifier.of(old).keptHead(kept).verify().verdict())
          .isEqualTo(Verdict.OK_ANCHORED);
    }
  }

  @Nested
  class IsRefused {
    @Test
    void whileRunsHaveNotEnded() {
      try (FileJournal journal = Logs.open(dir)) {
        for (int i = 1; i <= 7; i++) {
          journal.append(Logs.AT, RunId.of("open-" + i), "run.started", Logs.json("{}"));
        }
      }
      byte[] before = Logs.read(Logs.journal(dir));
      assertThatThrownBy(() -> rotate(dir))
          .isInstanceOf(WorkflowException.class)
          .hasMessageContaining("'open-1', 'open-2', 'open-3', 'open-4', 'open-5' and 2 more")
          .hasMessageContaining("Let them end, or cancel them");
      assertThat(Logs.read(Logs.journal(dir))).isEqualTo(before);
    }

    @Test
    void whereThereIsNoLog() {
      Path none = folder.resolve("none");
      assertThatThrownBy(() -> rotate(none)).hasMessageContaining("there is no log in");
      assertThat(none).doesNotExist();
    }

    @Test
    void whereNothingIsRecordedYet() {
      rotate(dir);
      assertThatThrownBy(() -> rotate(dir)).hasMessageContaining("nothing is recorded");
    }

    @Test
    void whereSomethingIsInTheWay() throws IOException {
      Files.createDirectory(folder.resolve("log.new"));
      byte[] before = Logs.read(Logs.journal(dir));
      assertThatThrownBy(() -> rotate(dir)).hasMessageContaining("move it away");
      assertThat(Logs.read(Logs.journal(dir))).isEqualTo(before);
    }

    @Test
    void whileSomebodyWrites() {
      FileJournal held = Logs.open(dir);
      assertThatThrownBy(() -> rotate(dir)).isInstanceOf(JournalLockedException.class);
      held.close();
      assertThat(rotate(dir)).exists();
    }
  }

  @Test
  void aRunThatHasNotEndedBeforeTheEndIsNoRecordOfAnEngine() {
    try (FileJournal journal = FileJournal.openEnded(dir, Logs.OPTIONS, TestDisk.quick())) {
      List<dev.interlock.record.Entry> entries = journal.entries(Publishing.RUN);
      Json started = entries.get(0).data();
      journal.append(Logs.AT, RunId.of("open"), "run.started", started);
      journal.end("interlock/" + "0".repeat(32));
    }
    Verification found = RecordVerifier.verify(dir);
    assertThat(found.verdict()).isEqualTo(Verdict.TAMPERED);
    assertThat(found.reason().orElseThrow()).contains("not all runs have ended");
  }
}
