package dev.interlock.testing.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlock.record.AuditSink;
import dev.interlock.record.Entry;
import dev.interlock.record.Json;
import dev.interlock.record.RunId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every {@link AuditSink} must do, whatever it does with events. Use from one thread. */
public abstract class AuditSinkContract {
  private static final Instant AT = Instant.parse("2026-03-01T10:20:30.123456Z");

  /** What engines record, and an event that no version knows yet. */
  private static final List<String> EVENTS =
      List.of(
          "run.started {\"workflow\":\"w\",\"version\":\"1\",\"definition\":\"d\",\"input\":{},"
              + "\"requester\":{\"principal\":\"rita\",\"proven\":false},\"profile\":\"test\","
              + "\"environment\":{\"jdk\":\"17\",\"modulePath\":false,\"uid\":\"0\","
              + "\"terminal\":false,\"library\":\"1\"}}",
          "step.started {\"path\":\"a\",\"attempt\":1,\"kind\":\"compute\",\"key\":\"k\"}",
          "step.skipped {\"path\":\"a\",\"reason\":\"${jndi:ldap://x} %s \\u001b[2J\"}",
          "something.new {\"from\":\"a later version\",\"deep\":[[[[1]]]]}",
          "run.completed {\"value\":{\"text\":\"\\u2028\"}}");

  /** For those who extend it. */
  protected AuditSinkContract() {}

  /** The sink, always the same in one test. */
  protected abstract AuditSink sink();

  /** The entries that it took in their order, as far as a test can see that; else none. */
  protected List<Entry> taken() {
    return List.of();
  }

  private static List<Entry> entries() {
    List<Entry> entries = new ArrayList<>();
    for (String event : EVENTS) {
      int space = event.indexOf(' ');
      Json data = Json.of(event.substring(space + 1).getBytes(UTF_8));
      entries.add(
          new Entry(entries.size(), AT, RunId.of("run-1"), event.substring(0, space), data));
    }
    return entries;
  }

  @Test
  final void it_takes_every_event_within_its_patience() {
    for (Entry entry : entries()) {
      assertTimeoutPreemptively(sink().patience(), () -> sink().accept(entry), entry.name());
    }
  }

  @Test
  final void what_it_took_it_took_in_order_and_once() {
    entries().forEach(sink()::accept);
    assertTrue(taken().isEmpty() || taken().equals(entries()), "it took " + taken());
  }

  @Test
  final void its_patience_is_a_time() {
    Duration patience = sink().patience();
    assertFalse(patience.isNegative() || patience.isZero(), "patience of " + patience);
  }

  @Test
  final void it_is_what_it_is() {
    boolean required = sink().isRequired();
    Duration patience = sink().patience();
    entries().forEach(sink()::accept);
    assertEquals(required, sink().isRequired());
    assertEquals(patience, sink().patience());
  }
}
