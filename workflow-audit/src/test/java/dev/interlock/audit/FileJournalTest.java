package dev.interlock.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.record.Entry;
import dev.interlock.record.Journal;
import dev.interlock.record.Journal.Side;
import dev.interlock.record.JournalException;
import dev.interlock.record.Json;
import dev.interlock.record.RunId;
import dev.interlock.record.WorkflowException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileJournalTest {
  @TempDir Path dir;

  private static List<String> files(Path folder) throws Exception {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void a_new_log_has_its_files_and_no_other() throws Exception {
    Path deep = dir.resolve("a/b");
    FileJournal.open(deep, Logs.OPTIONS.name("my-log")).close();
    assertThat(files(deep))
        .containsExactly(
            "approvals",
            "blobs",
            "heads",
            "journal.jsonl",
            "journal.lock",
            "log.json",
            "outlines",
            "shown",
            "tmp");
    assertThat(new String(Logs.read(deep.resolve("log.json")), UTF_8))
        .matches(
            "\\{\"format\":\"interlock-record/1\",\"origin\":\"my-log/[0-9a-f]{32}\","
                + "\"created\":\"2026-03-01T10:20:30Z\"}\n");
  }

  @Test
  void a_name_of_another_form_is_refused() {
    assertThatThrownBy(() -> Logs.OPTIONS.name("My log")).isInstanceOf(WorkflowException.class);
  }

  @Test
  void a_log_is_the_same_after_it_was_opened_again() {
    List<Entry> written = new ArrayList<>();
    String origin;
    try (FileJournal journal = FileJournal.open(dir)) {
      origin = journal.origin();
      for (int i = 0; i < 100; i++) {
        written.add(
            journal.append(Logs.AT, RunId.of("run-" + i % 7), "a", Logs.json("{\"n\":" + i + "}")));
      }
    }
    try (FileJournal journal = FileJournal.open(dir, Logs.OPTIONS.name("other"));
        Journal reader = FileJournal.readOnly(dir)) {
      for (Journal again : List.of(journal, reader)) {
        assertThat(again.origin()).isEqualTo(origin);
        assertThat(again.runs())
            .containsExactlyElementsOf(
                IntStream.range(0, 7).mapToObj(i -> RunId.of("run-" + i)).toList());
        assertThat(again.runs().stream().flatMap(run -> again.entries(run).stream()))
            .containsExactlyInAnyOrderElementsOf(written);
      }
      assertThat(journal.append(Logs.AT, Logs.RUN, "a", Logs.json("{}")).seq()).isEqualTo(100);
    }
  }

  @Test
  void closing_makes_durable_what_was_not_forced_and_writes_a_head() throws Exception {
    try (FileJournal journal = FileJournal.open(dir)) {
      journal.append(Logs.AT, Logs.RUN, "a", Logs.json("{}"));
      journal.append(Logs.AT, Logs.RUN, "a", Logs.json("{}"));
    }
    assertThat(files(dir.resolve("heads"))).containsExactly("2.checkpoint");
    assertThat(RecordVerifier.verify(dir).uncovered()).isZero();
    assertThat(files(dir.resolve("tmp"))).isEmpty();
  }

  @Test
  void values_that_look_like_line_ends_stay_in_their_line() {
    String nasty = "\\n\\r\\u0000\\u001b[2J\\\"}\\n{\\\"seq\\\":7";
    Json data = Logs.json("{\"a\":\"" + nasty + "\u2028\u2029\u0085\u007f\"}");
    try (FileJournal journal = FileJournal.open(dir)) {
      Entry written = journal.append(Logs.AT, Logs.RUN, "a", data);
      journal.force().toCompletableFuture().join();
      assertThat(journal.entries(Logs.RUN)).containsExactly(written);
    }
    byte[] bytes = Logs.read(Logs.journal(dir));
    assertThat(Logs.lines(bytes)).hasSize(1);
    for (byte b : java.util.Arrays.copyOf(bytes, bytes.length - 1)) {
      assertThat(b).isBetween((byte) 0x20, (byte) 0x7E);
    }
  }

  @Test
  void an_interrupted_thread_does_the_log_no_harm() {
    try (FileJournal journal = FileJournal.open(dir)) {
      Thread.currentThread().interrupt();
      Logs.append(journal, 3);
      journal.keep(Side.SHOWN, "x".getBytes(UTF_8));
      assertThat(journal.entries(Logs.RUN)).hasSize(3);
      assertThat(Thread.interrupted()).isTrue();
      Logs.append(journal, 3);
      Thread.currentThread().interrupt();
    }
    assertThat(Thread.interrupted()).isTrue();
    assertThat(RecordVerifier.verify(dir).lines()).isEqualTo(6);
  }

  @Test
  void interrupting_the_journal_s_own_thread_does_no_harm() {
    try (FileJournal journal = FileJournal.open(dir)) {
      Thread own =
          Thread.getAllStackTraces().keySet().stream()
              .filter(thread -> thread.getName().equals("interlock-journal"))
              .findFirst()
              .orElseThrow();
      for (int i = 0; i < 50; i++) {
        own.interrupt();
        journal.append(Logs.AT, Logs.RUN, "test.happened", Logs.json("{}"));
        CompletableFuture<Void> other = journal.force().toCompletableFuture();
        other.join();
      }
      assertThat(journal.entries(Logs.RUN)).hasSize(50);
    }
    assertThat(RecordVerifier.verify(dir).uncovered()).isZero();
  }

  @Test
  void what_is_done_when_a_force_completes_may_append_force_and_close() {
    FileJournal journal = FileJournal.open(dir);
    Logs.append(journal, 1);
    List<CompletableFuture<Void>> chains = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      journal.append(Logs.AT, Logs.RUN, "a", Logs.json("{}"));
      chains.add(journal.force().thenRun(() -> Logs.append(journal, 1)).toCompletableFuture());
    }
    chains.forEach(CompletableFuture::join);
    assertThat(journal.entries(Logs.RUN)).hasSize(41);
    journal.append(Logs.AT, Logs.RUN, "a", Logs.json("{}"));
    journal.force().thenRun(journal::close).toCompletableFuture().join();
    assertThat(RecordVerifier.verify(dir).lines()).isEqualTo(42);
  }

  @Test
  void much_that_is_never_forced_does_not_pile_up() {
    Json data = Logs.json("{\"a\":\"" + "x".repeat(60_000) + "\"}");
    try (FileJournal journal = Logs.open(dir)) {
      for (int i = 0; i < 400; i++) {
        journal.append(Logs.AT, Logs.RUN, "a", data);
      }
      assertThat(Logs.read(Logs.journal(dir)).length).isGreaterThan(10 << 20);
      assertThat(journal.entries(Logs.RUN)).hasSize(400);
    }
  }

  @Test
  void runs_whose_names_have_the_same_hash_are_not_mixed_up() {
    assertThat("Aa".hashCode()).isEqualTo("BB".hashCode());
    List<String> same = List.of("AaAa", "BBBB", "AaBB", "BBAa");
    try (FileJournal journal = Logs.open(dir)) {
      for (int i = 0; i < 5000; i++) {
        journal.append(Logs.AT, RunId.of("other-" + i), "a", Logs.json("{}"));
        if (i % 100 == 0) {
          String run = same.get(i / 100 % 4);
          journal.append(Logs.AT, RunId.of(run), "a", Logs.json("{}"));
        }
      }
      for (String run : same) {
        journal.append(Logs.AT, RunId.of(run), "b", Logs.json("{}"));
      }
      assertEach(journal, same);
    }
    try (FileJournal journal = Logs.open(dir)) {
      assertEach(journal, same);
      assertThat(journal.runs()).hasSize(5004);
    }
  }

  private static void assertEach(Journal journal, List<String> runs) {
    for (String run : runs) {
      assertThat(journal.entries(RunId.of(run)))
          .allMatch(entry -> entry.run().value().equals(run))
          .hasSizeBetween(13, 14);
    }
  }

  @Test
  void what_a_crash_left_in_the_folder_for_files_in_the_making_is_removed() throws Exception {
    Logs.closed(dir, 1);
    Logs.write(dir.resolve("tmp/1.checkpoint.7"), new byte[3]);
    Logs.open(dir).close();
    assertThat(files(dir.resolve("tmp"))).isEmpty();
  }

  @Test
  void a_side_file_that_holds_something_else_is_not_taken_for_kept() {
    try (FileJournal journal = Logs.open(dir)) {
      String sha256 = Digests.sha256Hex(new byte[] {'x'});
      Logs.write(dir.resolve("shown/" + sha256 + ".txt"), new byte[] {'y'});
      assertThat(journal.kept(Side.SHOWN, sha256)).isEmpty();
      assertThatThrownBy(() -> journal.keep(Side.SHOWN, new byte[] {'x'}))
          .isInstanceOf(JournalException.class);
    }
  }

  @Test
  void a_line_that_is_changed_while_the_log_is_open_is_not_read() {
    try (FileJournal journal = Logs.open(dir)) {
      Logs.append(journal, 3);
      byte[] changed = Logs.read(Logs.journal(dir));
      changed[0] = ' ';
      Logs.write(Logs.journal(dir), changed);
      assertThatThrownBy(() -> journal.entries(Logs.RUN))
          .isInstanceOf(JournalException.class)
          .hasMessage("line 1 was changed after the log was opened");
    }
  }

  @Test
  void lines_that_change_places_while_the_log_is_open_are_not_read() {
    try (FileJournal journal = Logs.open(dir)) {
      Logs.append(journal, 3);
      List<byte[]> lines = new ArrayList<>(Logs.lines(Logs.read(Logs.journal(dir))));
      java.util.Collections.swap(lines, 0, 1);
      Logs.write(Logs.journal(dir), Logs.join(lines));
      assertThatThrownBy(() -> journal.entries(Logs.RUN))
          .isInstanceOf(JournalException.class)
          .hasMessage("line 1 was changed after the log was opened");
    }
  }

  @Nested
  class OpenedToBeRead {
    @Test
    void a_folder_without_a_log_is_named() {
      assertThatThrownBy(() -> FileJournal.readOnly(dir.resolve("none")))
          .isInstanceOf(JournalException.class)
          .hasMessage("there is no log in '" + dir.resolve("none") + "'");
      assertThat(dir.resolve("none")).doesNotExist();
    }

    @Test
    void nothing_can_be_written() {
      Logs.closed(dir, 2);
      try (Journal journal = FileJournal.readOnly(dir)) {
        assertThatThrownBy(() -> journal.append(Logs.AT, Logs.RUN, "a", Logs.json("{}")))
            .isInstanceOf(JournalException.class);
        assertThatThrownBy(() -> journal.keep(Side.SHOWN, new byte[0]))
            .isInstanceOf(JournalException.class);
        assertThat(journal.force().toCompletableFuture()).isCompleted(); // nothing was appended
      }
    }

    @Test
    void a_torn_last_line_is_passed_over_and_left_alone() {
      Logs.crashed(dir, 6, 4);
      byte[] whole = Logs.read(Logs.journal(dir));
      byte[] torn = java.util.Arrays.copyOf(whole, whole.length - 1);
      Logs.write(Logs.journal(dir), torn);
      try (Journal journal = FileJournal.readOnly(dir)) {
        assertThat(journal.entries(Logs.RUN)).hasSize(5);
      }
      assertThat(Logs.read(Logs.journal(dir))).isEqualTo(torn);
    }

    @Test
    void a_log_that_is_being_written_is_read_as_far_as_it_is() throws Exception {
      try (FileJournal writer = Logs.open(dir)) {
        Logs.append(writer, 1);
        CompletableFuture<Void> writing =
            CompletableFuture.runAsync(
                () -> IntStream.range(0, 3000).forEach(i -> Logs.append(writer, 1)));
        int before = 0;
        while (!writing.isDone()) {
          try (Journal reader = FileJournal.readOnly(dir)) {
            int now = reader.entries(Logs.RUN).size();
            assertThat(now).isGreaterThanOrEqualTo(before);
            before = now;
          }
          assertThat(RecordVerifier.verify(dir).verdict().exitCode()).isIn(0, 10);
        }
        writing.get();
      }
    }
  }
}
