package dev.interlock.testing.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlock.record.Entry;
import dev.interlock.record.Journal;
import dev.interlock.record.Journal.Side;
import dev.interlock.record.Json;
import dev.interlock.record.RunId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link Journal} must do, wherever it keeps its events. Use from one thread. */
@SuppressWarnings("NullAway.Init") // made before each test
public abstract class JournalContract {
  private static final Instant AT = Instant.parse("2026-03-01T10:20:30.123456Z");
  private static final RunId ONE = RunId.of("one");
  private static final RunId TWO = RunId.of("two");
  private static final int THREADS = 8;
  private static final int EACH = 200;

  private Journal journal;

  /** For those who extend it. */
  protected JournalContract() {}

  /** A journal without events. */
  protected abstract Journal create();

  /**
   * The journal that was created, opened once more after it was closed; nothing if it keeps nothing
   * beyond that, which is then not tested.
   */
  protected Optional<Journal> reopened() {
    return Optional.empty();
  }

  @BeforeEach
  final void createJournal() {
    journal = create();
  }

  @AfterEach
  final void closeJournal() {
    journal.close();
  }

  private static Json json(String text) {
    return Json.of(text.getBytes(UTF_8));
  }

  private Entry append(RunId run, String event, String data) {
    return journal.append(AT, run, event, json(data));
  }

  private static void force(Journal journal) {
    journal.force().toCompletableFuture().join();
  }

  @Test
  final void its_origin_is_a_name_and_32_hex_digits() {
    assertTrue(journal.origin().matches("[a-z0-9-]+/[0-9a-f]{32}"), journal.origin());
    assertEquals(journal.origin(), journal.origin());
  }

  @Test
  final void events_are_numbered_over_the_whole_log_and_read_back_by_run() {
    Entry first = append(ONE, "run.cancelled", "{\"by\":\"ana\"}");
    Entry second = append(TWO, "a.b", "{}");
    Entry third = append(ONE, "c", "{}");
    assertEquals(new Entry(0, AT, ONE, "run.cancelled", json("{\"by\":\"ana\"}")), first);
    assertEquals(List.of(first, third), journal.entries(ONE));
    assertEquals(List.of(second), journal.entries(TWO));
    assertEquals(List.of(ONE, TWO), journal.runs());
    assertEquals(List.of(0L, 1L, 2L), Stream.of(first, second, third).map(Entry::seq).toList());
  }

  @Test
  final void an_unknown_run_has_no_events() {
    append(ONE, "a", "{}");
    assertEquals(List.of(), journal.entries(TWO));
  }

  @Test
  final void what_is_written_comes_back_byte_for_byte() {
    String data = "{\"b\":1.10,\"a\":\"\\u2028 \\\" \u00e4\",\"n\":null,\"l\":[{}]}";
    append(ONE, "a", data);
    force(journal);
    assertEquals(json(data).toString(), journal.entries(ONE).get(0).data().toString());
  }

  @Test
  final void the_time_is_kept_to_the_microsecond() {
    Entry appended = journal.append(AT.plusNanos(999), ONE, "a", json("{}"));
    assertEquals(AT, appended.at());
    assertEquals(List.of(appended), journal.entries(ONE));
  }

  @Test
  final void an_event_is_read_back_before_and_after_it_is_forced() {
    Entry first = append(ONE, "a", "{}");
    assertEquals(List.of(first), journal.entries(ONE));
    force(journal);
    Entry second = append(ONE, "b", "{}");
    assertEquals(List.of(first, second), journal.entries(ONE));
  }

  @Test
  final void what_cannot_be_a_line_is_refused_and_nothing_is_appended() {
    for (String data : List.of("{\"a\":\"" + "x".repeat(65_536) + "\"}", "[]")) {
      assertThrows(IllegalArgumentException.class, () -> append(ONE, "a", data));
    }
    for (String event : List.of("", "A", "a.b.c", "a\"", "a\n")) {
      assertThrows(IllegalArgumentException.class, () -> append(ONE, event, "{}"));
    }
    assertEquals(List.of(), journal.runs());
    assertEquals(0, append(ONE, "a", "{}").seq());
  }

  @Test
  final void what_was_read_does_not_change_with_the_log() {
    append(ONE, "a", "{}");
    List<Entry> before = journal.entries(ONE);
    append(ONE, "b", "{}");
    assertEquals(1, before.size());
    assertThrows(UnsupportedOperationException.class, before::clear);
    assertEquals(2, journal.entries(ONE).size());
  }

  @Test
  final void a_side_file_is_kept_under_its_digest_and_kind_and_nobody_can_change_it() {
    byte[] content = "{}".getBytes(UTF_8);
    String sha256 = journal.keep(Side.OUTLINE, content);
    assertEquals(json("{}").sha256(), sha256);
    content[0] = 'x';
    journal.kept(Side.OUTLINE, sha256).orElseThrow()[0] = 'x';
    assertArrayEquals("{}".getBytes(UTF_8), journal.kept(Side.OUTLINE, sha256).orElseThrow());
    assertEquals(sha256, journal.keep(Side.OUTLINE, "{}".getBytes(UTF_8)));
    assertTrue(journal.kept(Side.SHOWN, sha256).isEmpty(), "kept under another kind");
  }

  @Test
  final void nothing_is_kept_under_what_is_no_digest() {
    for (String name : List.of("../../log", "", "0".repeat(63), "/etc/passwd")) {
      assertTrue(journal.kept(Side.SHOWN, name).isEmpty(), name);
    }
  }

  @Test
  final void threads_that_each_wait_for_durability_leave_no_gap() {
    List<CompletableFuture<Void>> writers =
        IntStream.range(0, THREADS)
            .mapToObj(i -> CompletableFuture.runAsync(() -> write(RunId.of("run-" + i))))
            .toList();
    writers.forEach(CompletableFuture::join);
    TreeSet<Long> numbers = new TreeSet<>();
    for (RunId run : journal.runs()) {
      List<String> read = new ArrayList<>();
      for (Entry entry : journal.entries(run)) {
        numbers.add(entry.seq());
        read.add(entry.data().toString());
      }
      assertEquals(IntStream.range(0, EACH).mapToObj(n -> "{\"n\":" + n + "}").toList(), read);
    }
    assertEquals(THREADS * EACH, numbers.size(), "how many numbers were given");
    assertEquals(THREADS * EACH - 1L, numbers.last(), "the last number");
  }

  private void write(RunId run) {
    for (int n = 0; n < EACH; n++) {
      append(run, "a", "{\"n\":" + n + "}");
      force(journal);
    }
  }

  @Test
  final void what_was_forced_is_there_when_it_is_opened_again() {
    Entry kept = append(ONE, "a", "{}");
    String sha256 = journal.keep(Side.SHOWN, "{}".getBytes(UTF_8));
    force(journal);
    String origin = journal.origin();
    journal.close();
    Optional<Journal> again = reopened();
    Assumptions.assumeTrue(again.isPresent(), "this journal keeps nothing once it is closed");
    journal = again.orElseThrow();
    assertEquals(origin, journal.origin());
    assertEquals(List.of(kept), journal.entries(ONE));
    assertTrue(journal.kept(Side.SHOWN, sha256).isPresent(), "the file beside the events");
    assertEquals(1, append(ONE, "b", "{}").seq());
  }
}
