package dev.interlock.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.interlock.Engine;
import dev.interlock.Outcome;
import dev.interlock.record.AuditSink;
import dev.interlock.record.Entry;
import dev.interlock.record.Event;
import dev.interlock.record.Journal;
import dev.interlock.record.Json;
import dev.interlock.record.RunId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What every sink must do, ours and a host's. */
abstract class AuditSinkContract {
  abstract AuditSink sink();

  /** The events of a run with a gate. */
  private static List<Entry> entries() {
    Journal journal = Journal.inMemory();
    run(journal, List.of());
    return journal.entries(Publishing.RUN);
  }

  private static void run(Journal journal, List<AuditSink> sinks) {
    Engine.Builder builder = Engine.on(journal).channel(new Publishing.Desk());
    for (AuditSink sink : sinks) {
      builder.sink(sink);
    }
    Engine engine = builder.build();
    assertThat(
            engine.start(new Publishing().workflow(), Publishing.RUN, Publishing.INPUT).settled())
        .isInstanceOf(Outcome.Completed.class);
  }

  @Test
  void takes_every_event_of_a_run_on_a_thread_that_is_not_its_own() {
    AuditSink sink = sink();
    List<Entry> entries = entries();
    assertThatCode(() -> CompletableFuture.runAsync(() -> entries.forEach(sink::accept)).join())
        .doesNotThrowAnyException();
  }

  @Test
  void takes_an_event_that_it_does_not_know() {
    Json data = Json.of("{\"a\":[1,null]}".getBytes(StandardCharsets.UTF_8));
    Entry fresh =
        new Entry(7, Logs.AT, RunId.of("run-1"), new Event.Other("moon.rose", data).name(), data);
    assertThatCode(() -> sink().accept(fresh)).doesNotThrowAnyException();
  }

  @Test
  void lets_a_run_come_to_its_end() {
    run(Journal.inMemory(), List.of(sink()));
  }

  @Test
  void has_a_patience_and_says_the_same_each_time_whether_it_is_required() {
    AuditSink sink = sink();
    assertThat(sink.patience()).isPositive().isLessThanOrEqualTo(Duration.ofDays(1));
    assertThat(sink.isRequired()).isEqualTo(sink.isRequired());
  }
}
