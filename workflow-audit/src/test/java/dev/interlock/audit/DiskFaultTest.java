package dev.interlock.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.record.Entry;
import dev.interlock.record.Journal.Side;
import dev.interlock.record.JournalException;
import dev.interlock.record.RunId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A disk that fails: what was not made durable is never told as done. */
class DiskFaultTest {
  @TempDir Path dir;
  private volatile String failing = "";
  private final TestDisk disk = TestDisk.failing(this::failOnce);

  /** The next such act fails, and only that one. */
  private void failOnce(String act) throws IOException {
    if (!failing.isEmpty() && act.startsWith(failing)) {
      failing = "";
      throw new IOException("No space left on device");
    }
  }

  private FileJournal open() {
    return FileJournal.open(dir, Logs.OPTIONS, disk);
  }

  private static Entry append(FileJournal journal) {
    return journal.append(Logs.AT, Logs.RUN, "a", Logs.json("{}"));
  }

  private static void assertRefusesAll(FileJournal journal) {
    List<ThrowingCallable> calls =
        List.of(
            () -> append(journal),
            () -> journal.entries(Logs.RUN),
            journal::runs,
            () -> journal.keep(Side.SHOWN, new byte[1]),
            () -> journal.kept(Side.SHOWN, "0".repeat(64)));
    for (ThrowingCallable call : calls) {
      assertThatThrownBy(call)
          .isInstanceOf(JournalException.class)
          .hasMessageContaining("takes nothing more until it is opened again");
    }
    assertFails(journal.force().toCompletableFuture());
  }

  private static void assertFails(CompletableFuture<Void> force) {
    assertThat(force).isCompletedExceptionally();
    assertThatThrownBy(force::join).hasCauseInstanceOf(JournalException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"write", "sync"})
  void one_failure_is_final(String act) {
    FileJournal journal = open();
    Logs.append(journal, 2);
    append(journal);
    failing = act;
    assertFails(journal.force().toCompletableFuture());
    int writes = disk.writes.get();
    int syncs = disk.syncs.get();
    assertRefusesAll(journal);
    journal.close();
    assertThat(disk.writes).hasValue(writes);
    assertThat(disk.syncs).hasValue(syncs);
    try (FileJournal again = open()) {
      assertThat(again.entries(Logs.RUN)).hasSizeGreaterThanOrEqualTo(2);
    }
  }

  @Test
  void a_short_write_is_continued() {
    TestDisk slow = new TestDisk(act -> {}, 7);
    try (FileJournal journal = FileJournal.open(dir, Logs.OPTIONS, slow)) {
      Logs.append(journal, 5);
    }
    assertThat(slow.writes.get()).isGreaterThan(100);
    assertThat(Logs.lines(Logs.read(Logs.journal(dir)))).hasSize(5);
    assertThat(RecordVerifier.verify(dir).verdict()).isEqualTo(Verification.Verdict.OK_UNANCHORED);
  }

  @Test
  void a_write_that_fails_half_way_leaves_a_torn_line_and_the_rest_is_there() {
    List<String> acts = new ArrayList<>();
    AtomicBoolean broken = new AtomicBoolean();
    TestDisk half =
        new TestDisk(
            act -> {
              acts.add(act);
              if (broken.get() && act.equals("write") && acts.size() > 3) {
                throw new IOException("Input/output error");
              }
            },
            50);
    FileJournal journal = FileJournal.open(dir, Logs.OPTIONS, half);
    Logs.append(journal, 2);
    append(journal);
    acts.clear();
    broken.set(true);
    assertFails(journal.force().toCompletableFuture());
    journal.close();
    Verification torn = RecordVerifier.verify(dir);
    assertThat(torn.verdict()).isEqualTo(Verification.Verdict.INCOMPLETE);
    assertThat(torn.tornBytes()).isEqualTo(150);
    try (FileJournal again = open()) {
      assertThat(again.entries(Logs.RUN)).hasSize(2);
    }
    assertThat(RecordVerifier.verify(dir).verdict()).isEqualTo(Verification.Verdict.RECOVERED);
  }

  @Test
  void nobody_who_waits_for_a_failing_force_is_told_that_it_is_done() throws Exception {
    CountDownLatch syncing = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    AtomicBoolean armed = new AtomicBoolean();
    TestDisk held =
        TestDisk.failing(
            act -> {
              if (act.equals("sync") && armed.getAndSet(false)) {
                syncing.countDown();
                awaitQuietly(goOn);
                throw new IOException("Input/output error");
              }
            });
    FileJournal journal = FileJournal.open(dir, Logs.OPTIONS, held);
    append(journal);
    armed.set(true);
    CompletableFuture<Void> leader = CompletableFuture.runAsync(() -> forceAndWait(journal));
    syncing.await();
    List<CompletableFuture<Void>> waiting = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      append(journal);
      waiting.add(journal.force().toCompletableFuture());
    }
    assertThat(waiting).noneMatch(CompletableFuture::isDone);
    int syncs = held.syncs.get();
    goOn.countDown();
    assertThatThrownBy(leader::join).hasRootCauseInstanceOf(IOException.class);
    for (CompletableFuture<Void> one : waiting) {
      assertThatThrownBy(one::join).hasCauseInstanceOf(JournalException.class);
    }
    assertRefusesAll(journal);
    journal.close();
    assertThat(held.syncs).hasValue(syncs);
  }

  private static void forceAndWait(FileJournal journal) {
    journal.force().toCompletableFuture().join();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void a_side_file_that_cannot_be_kept_is_final_too() {
    FileJournal journal = open();
    failing = "put ";
    assertThatThrownBy(() -> journal.keep(Side.SHOWN, "x".getBytes(UTF_8)))
        .isInstanceOf(JournalException.class);
    assertRefusesAll(journal);
    journal.close();
  }

  @Test
  void a_head_that_cannot_be_written_fails_the_closing_and_lets_go_of_the_log() {
    FileJournal journal = open();
    Logs.append(journal, 3);
    failing = "put 3.checkpoint";
    assertThatThrownBy(journal::close).isInstanceOf(JournalException.class);
    try (FileJournal again = open()) {
      assertThat(again.entries(Logs.RUN)).hasSize(3);
    }
  }

  @Test
  void what_was_not_forced_and_cannot_be_fails_the_closing() {
    FileJournal journal = open();
    append(journal);
    failing = "write";
    assertThatThrownBy(journal::close).isInstanceOf(JournalException.class);
  }

  @Test
  void a_recovery_that_fails_opens_nothing_and_can_be_tried_again() throws IOException {
    Logs.crashed(dir, 4, 2);
    byte[] whole = Logs.read(Logs.journal(dir));
    Files.write(Logs.journal(dir), java.util.Arrays.copyOf(whole, whole.length - 3));
    failing = "replaceTail";
    assertThatThrownBy(this::open).isInstanceOf(JournalException.class);
    try (FileJournal journal = open()) {
      assertThat(journal.entries(Logs.RUN)).hasSize(3);
    }
  }

  @Test
  void a_log_that_cannot_be_forced_when_it_is_opened_is_not_opened() {
    Logs.closed(dir, 2);
    failing = "sync";
    assertThatThrownBy(this::open).isInstanceOf(JournalException.class);
    open().close();
  }

  @Nested
  class WhereTheFileIsNoLongerTheOneThatWasOpened {
    private void openAndTamper(ThrowingCallable tampering) throws Throwable {
      FileJournal journal = open();
      Logs.append(journal, 3);
      tampering.call();
      append(journal);
      assertFails(journal.force().toCompletableFuture());
      assertRefusesAll(journal);
      journal.close();
    }

    @Test
    void because_it_was_deleted_nothing_is_acknowledged() throws Throwable {
      openAndTamper(() -> Files.delete(Logs.journal(dir)));
    }

    @Test
    void because_a_copy_stands_in_its_place_nothing_is_acknowledged() throws Throwable {
      openAndTamper(
          () -> {
            byte[] content = Logs.read(Logs.journal(dir));
            Files.move(Logs.journal(dir), dir.resolve("moved"));
            Logs.write(Logs.journal(dir), content);
          });
    }

    @Test
    void because_one_that_already_has_the_bytes_to_come_stands_in_its_place_it_is_not_taken_for_it(
        @TempDir Path other) throws Throwable {
      try (FileJournal same = Logs.open(other)) {
        Logs.append(same, 3);
        append(same);
      }
      openAndTamper(
          () -> {
            Files.move(Logs.journal(dir), dir.resolve("moved"));
            Files.copy(Logs.journal(other), Logs.journal(dir));
          });
    }

    @Test
    void because_a_link_stands_in_its_place_nothing_is_acknowledged() throws Throwable {
      openAndTamper(
          () -> {
            Files.move(Logs.journal(dir), dir.resolve("moved"));
            Files.createSymbolicLink(Logs.journal(dir), dir.resolve("moved"));
          });
      assertThatThrownBy(DiskFaultTest.this::open)
          .isInstanceOf(JournalException.class)
          .hasMessageContaining("not a regular file");
    }

    @Test
    void because_it_was_cut_nothing_is_acknowledged() throws Throwable {
      openAndTamper(() -> Logs.write(Logs.journal(dir), new byte[0]));
    }

    @Test
    void because_somebody_else_added_to_it_nothing_is_acknowledged() throws Throwable {
      openAndTamper(
          () ->
              Files.write(Logs.journal(dir), new byte[1], java.nio.file.StandardOpenOption.APPEND));
    }
  }

  @Test
  void a_log_that_is_closed_says_so() {
    FileJournal journal = open();
    journal.close();
    journal.close();
    assertThatThrownBy(() -> append(journal))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("is closed");
    assertFails(journal.force().toCompletableFuture());
    assertThatThrownBy(() -> journal.entries(RunId.of("x"))).isInstanceOf(JournalException.class);
  }
}
