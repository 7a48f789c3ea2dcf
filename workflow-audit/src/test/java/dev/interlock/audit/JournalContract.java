package dev.interlock.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.record.Entry;
import dev.interlock.record.Event;
import dev.interlock.record.Journal;
import dev.interlock.record.Journal.Approval;
import dev.interlock.record.Journal.Head;
import dev.interlock.record.Journal.Side;
import dev.interlock.record.Json;
import dev.interlock.record.RunId;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every journal must do, wherever it keeps its events. */
abstract class JournalContract {
  static final Instant AT = Instant.parse("2026-03-01T10:20:30.123456Z");
  static final RunId ONE = RunId.of("one");
  static final RunId TWO = RunId.of("two");

  private Journal journal;

  /** A journal without events. */
  abstract Journal create();

  @BeforeEach
  void createJournal() {
    journal = create();
  }

  @AfterEach
  void closeJournal() {
    journal.close();
  }

  static Json json(String text) {
    return Json.of(text.getBytes(UTF_8));
  }

  @Test
  void its_origin_is_a_name_and_32_hex_digits() {
    assertThat(journal.origin()).matches("[a-z0-9-]+/[0-9a-f]{32}");
  }

  @Test
  void events_are_numbered_over_the_whole_log_and_read_back_by_run() {
    Entry first = journal.append(AT, ONE, "run.cancelled", json("{\"by\":\"ana\"}"));
    Entry second = journal.append(AT, TWO, "a.b", json("{}"));
    Entry third = journal.append(AT, ONE, "c", json("{}"));
    assertThat(first).isEqualTo(new Entry(0, AT, ONE, "run.cancelled", json("{\"by\":\"ana\"}")));
    assertThat(journal.entries(ONE)).containsExactly(first, third);
    assertThat(journal.entries(TWO)).containsExactly(second);
    assertThat(journal.runs()).containsExactly(ONE, TWO);
    assertThat(first.event()).isEqualTo(new Event.RunCancelled("ana"));
  }

  @Test
  void an_unknown_run_has_no_events() {
    journal.append(AT, ONE, "a", json("{}"));
    assertThat(journal.entries(TWO)).isEmpty();
  }

  @Test
  void the_time_is_kept_to_the_microsecond() {
    Entry appended = journal.append(AT.plusNanos(999), ONE, "a", json("{}"));
    assertThat(appended.at()).isEqualTo(AT);
    assertThat(journal.entries(ONE)).containsExactly(appended);
  }

  @Test
  void an_event_is_read_back_before_and_after_it_is_forced() {
    Entry first = journal.append(AT, ONE, "a", json("{}"));
    assertThat(journal.entries(ONE)).containsExactly(first);
    journal.force().toCompletableFuture().join();
    Entry second = journal.append(AT, ONE, "b", json("{}"));
    assertThat(journal.entries(ONE)).containsExactly(first, second);
    journal.force().toCompletableFuture().join();
    assertThat(journal.entries(ONE)).containsExactly(first, second);
  }

  @Test
  void what_cannot_be_a_line_is_refused_and_nothing_is_appended() {
    List<Json> bad = List.of(json("{\"a\":\"" + "x".repeat(65_536) + "\"}"), json("[]"));
    for (Json data : bad) {
      assertThatThrownBy(() -> journal.append(AT, ONE, "a", data))
          .isInstanceOf(IllegalArgumentException.class);
    }
    for (String event : List.of("", "A", "a.b.c", "a\"", "a\n")) {
      assertThatThrownBy(() -> journal.append(AT, ONE, event, json("{}")))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(journal.runs()).isEmpty();
    assertThat(journal.append(AT, ONE, "a", json("{}")).seq()).isZero();
  }

  @Test
  void what_was_read_does_not_change_with_the_log() {
    journal.append(AT, ONE, "a", json("{}"));
    List<Entry> before = journal.entries(ONE);
    journal.append(AT, ONE, "b", json("{}"));
    assertThat(before).hasSize(1);
    assertThatThrownBy(before::clear).isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void a_force_without_anything_new_is_done_at_once() {
    assertThat(journal.force().toCompletableFuture()).isCompletedWithValue(null);
  }

  @Test
  void a_side_file_is_kept_under_its_digest_and_kind() {
    byte[] content = "{}".getBytes(UTF_8);
    String sha256 = journal.keep(Side.OUTLINE, content);
    assertThat(sha256).isEqualTo(json("{}").sha256());
    content[0] = 'x';
    assertThat(journal.kept(Side.OUTLINE, sha256)).contains("{}".getBytes(UTF_8));
    journal.kept(Side.OUTLINE, sha256).orElseThrow()[0] = 'x';
    assertThat(journal.keep(Side.OUTLINE, "{}".getBytes(UTF_8))).isEqualTo(sha256);
    assertThat(journal.kept(Side.OUTLINE, sha256)).contains("{}".getBytes(UTF_8));
    assertThat(journal.kept(Side.SHOWN, sha256)).isEmpty();
    assertThat(journal.kept(Side.BLOB, sha256)).isEmpty();
    assertThat(journal.keep(Side.BLOB, "{}".getBytes(UTF_8))).isEqualTo(sha256);
    assertThat(journal.kept(Side.BLOB, sha256)).contains("{}".getBytes(UTF_8));
  }

  @Test
  void signed_answers_to_one_question_are_kept_side_by_side() {
    String nonce = "0a".repeat(16);
    Approval one = new Approval("one\n", "signature of one\n");
    Approval two = new Approval("two\n", "signature of two\n");
    assertThat(journal.keepApproval(nonce, one)).isEqualTo(nonce + ".1.txt");
    assertThat(journal.keepApproval(nonce, two)).isEqualTo(nonce + ".2.txt");
    assertThat(journal.keepApproval(nonce, one)).isEqualTo(nonce + ".3.txt");
    assertThat(journal.keepApproval("0b".repeat(16), two)).isEqualTo("0b".repeat(16) + ".1.txt");
    assertThat(journal.approval(nonce + ".1.txt")).contains(one);
    assertThat(journal.approval(nonce + ".2.txt")).contains(two);
    assertThat(journal.approval(nonce + ".4.txt")).isEmpty();
    assertThat(journal.approval("../log.json")).isEmpty();
  }

  @Test
  void before_the_first_line_it_had_the_head_of_none() {
    assertThat(journal.head()).isEqualTo(Head.none());
    assertThat(journal.had(Head.none())).isTrue();
    assertThat(journal.had(new Head(0, "A".repeat(43) + "="))).isFalse();
    assertThat(journal.had(new Head(1, Head.none().root()))).isFalse();
  }

  @Test
  void what_it_was_it_had_been_also_later() {
    journal.append(AT, ONE, "run.waiting", json("{\"awaited\":[]}"));
    journal.force().toCompletableFuture().join();
    Head before = journal.head();
    assertThat(journal.had(before)).isTrue();
    journal.append(AT, ONE, "run.waiting", json("{\"awaited\":[]}"));
    journal.force().toCompletableFuture().join();
    assertThat(journal.had(before)).isTrue();
    assertThat(journal.had(new Head(9, before.root()))).isFalse();
  }

  @Test
  void nothing_is_kept_under_what_is_no_digest() {
    assertThat(journal.kept(Side.SHOWN, "../../log")).isEmpty();
    assertThat(journal.kept(Side.SHOWN, "")).isEmpty();
  }

  @Test
  void eight_threads_that_each_wait_for_durability_leave_no_gap() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<?>> writers =
          IntStream.range(0, 8).<Future<?>>mapToObj(i -> threads.submit(() -> write(i))).toList();
      for (Future<?> writer : writers) {
        writer.get();
      }
    } finally {
      threads.shutdown();
    }
    List<Entry> all =
        journal.runs().stream().flatMap(run -> journal.entries(run).stream()).toList();
    assertThat(all).extracting(Entry::seq).doesNotHaveDuplicates().hasSize(8_000);
    assertThat(all).allMatch(entry -> entry.seq() < 8_000);
    for (int i = 0; i < 8; i++) {
      assertThat(journal.entries(RunId.of("run-" + i)))
          .extracting(entry -> entry.data().toString())
          .containsExactlyElementsOf(
              IntStream.range(0, 1_000).mapToObj(n -> "{\"n\":" + n + "}").toList());
    }
  }

  private void write(int thread) {
    for (int n = 0; n < 1_000; n++) {
      journal.append(AT, RunId.of("run-" + thread), "a", json("{\"n\":" + n + "}"));
      journal.force().toCompletableFuture().join();
    }
  }
}
