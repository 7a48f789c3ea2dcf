package dev.interlock.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InMemoryJournalTest {
  private static final Instant AT = Instant.parse("2026-03-01T10:20:30.123456Z");
  private static final RunId ONE = RunId.of("one");
  private static final RunId TWO = RunId.of("two");

  private final Journal journal = Journal.inMemory();

  private static Json data(String text) {
    return Json.of(text.getBytes(UTF_8));
  }

  @Test
  void its_origin_is_a_name_and_an_id_of_its_own() {
    assertThat(journal.origin()).matches("interlock/[0-9a-f]{32}");
    assertThat(journal.origin()).isNotEqualTo(Journal.inMemory().origin());
  }

  @Test
  void events_are_numbered_over_the_whole_log_and_read_back_by_run() {
    Entry first = journal.append(AT, ONE, "run.cancelled", data("{\"by\":\"ana\"}"));
    Entry second = journal.append(AT, TWO, "a.b", data("{}"));
    Entry third = journal.append(AT, ONE, "c", data("{}"));
    assertThat(first).isEqualTo(new Entry(0, AT, ONE, "run.cancelled", data("{\"by\":\"ana\"}")));
    assertThat(journal.entries(ONE)).containsExactly(first, third);
    assertThat(journal.entries(TWO)).containsExactly(second);
    assertThat(journal.entries(RunId.of("three"))).isEmpty();
    assertThat(journal.runs()).containsExactly(ONE, TWO);
    assertThat(first.event()).isEqualTo(new Event.RunCancelled("ana"));
  }

  @Test
  void the_time_is_kept_to_the_microsecond_as_a_file_would() {
    assertThat(journal.append(AT.plusNanos(999), ONE, "a", data("{}")).at()).isEqualTo(AT);
  }

  @Test
  void a_line_too_long_is_refused_and_nothing_is_appended() {
    Json much = data("{\"a\":\"" + "x".repeat(65_536) + "\"}");
    assertThatThrownBy(() -> journal.append(AT, ONE, "a", much))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(journal.runs()).isEmpty();
    assertThat(journal.append(AT, ONE, "a", data("{}")).seq()).isZero();
  }

  @Test
  void data_that_is_no_object_is_refused() {
    assertThatThrownBy(() -> journal.append(AT, ONE, "a", data("[]")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void what_was_read_does_not_change_with_the_log() {
    journal.append(AT, ONE, "a", data("{}"));
    var before = journal.entries(ONE);
    journal.append(AT, ONE, "b", data("{}"));
    assertThat(before).hasSize(1);
    assertThatThrownBy(before::clear).isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void all_is_durable_at_once() {
    assertThat(journal.force().toCompletableFuture()).isCompletedWithValue(null);
    journal.close();
  }

  @Test
  void a_side_file_is_kept_under_its_digest_and_kind() {
    byte[] content = "{}".getBytes(UTF_8);
    String sha256 = journal.keep(Journal.Side.OUTLINE, content);
    assertThat(sha256).isEqualTo(data("{}").sha256());
    content[0] = 'x';
    assertThat(journal.kept(Journal.Side.OUTLINE, sha256)).contains("{}".getBytes(UTF_8));
    journal.kept(Journal.Side.OUTLINE, sha256).orElseThrow()[0] = 'x';
    assertThat(journal.keep(Journal.Side.OUTLINE, "{}".getBytes(UTF_8))).isEqualTo(sha256);
    assertThat(journal.kept(Journal.Side.OUTLINE, sha256)).contains("{}".getBytes(UTF_8));
    assertThat(journal.kept(Journal.Side.SHOWN, sha256)).isEmpty();
  }

  @Test
  void many_threads_leave_no_gap() {
    IntStream.range(0, 1_000)
        .parallel()
        .forEach(i -> journal.append(AT, RunId.of("run-" + i % 7), "a", data("{}")));
    assertThat(journal.runs().stream().flatMap(run -> journal.entries(run).stream()))
        .extracting(Entry::seq)
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, 1_000).asLongStream().boxed().toList());
  }
}
