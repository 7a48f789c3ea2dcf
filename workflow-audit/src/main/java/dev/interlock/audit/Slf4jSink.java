package dev.interlock.audit;

import dev.interlock.record.AuditSink;
import dev.interlock.record.Entry;
import dev.interlock.record.Event;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.event.Level;

/**
 * Tells the host's log every event: which run, what happened and where, never a value. The logger
 * is {@code dev.interlock.record}; while it is told, the MDC holds {@code interlock.run}, {@code
 * interlock.event}, {@code interlock.seq} and, where there is one, {@code interlock.path}.
 *
 * <p>A log is no record: it can be lost or changed unnoticed. So this sink is not required, unless
 * {@link #required()} says so. Immutable; safe for many threads.
 */
public final class Slf4jSink implements AuditSink {
  private static final Logger LOG = LoggerFactory.getLogger("dev.interlock.record");

  /** What somebody should look at. */
  private static final Set<String> WARNINGS =
      Set.of(
          "violation",
          "gate.refused",
          "submission.refused",
          "step.doubt",
          "step.abandoned",
          "compensation.failed",
          "run.failed");

  private final boolean required;

  private Slf4jSink(boolean required) {
    this.required = required;
  }

  /** A sink whose failures change nothing. */
  public static Slf4jSink bestEffort() {
    return new Slf4jSink(false);
  }

  /** A sink without which nothing goes on. */
  public static Slf4jSink required() {
    return new Slf4jSink(true);
  }

  @Override
  public boolean isRequired() {
    return required;
  }

  @Override
  public void accept(Entry entry) {
    Map<String, String> context = context(entry);
    context.forEach(MDC::put);
    try {
      LOG.atLevel(WARNINGS.contains(entry.name()) ? Level.WARN : Level.INFO)
          .log(
              "{} of run {} at {}",
              entry.name(),
              entry.run(),
              context.getOrDefault("interlock.path", "-"));
    } finally {
      context.keySet().forEach(MDC::remove);
    }
  }

  private static Map<String, String> context(Entry entry) {
    Map<String, String> context = new LinkedHashMap<>();
    context.put("interlock.run", entry.run().value());
    context.put("interlock.event", entry.name());
    context.put("interlock.seq", Long.toString(entry.seq()));
    if (entry.event() instanceof Event.AtPath at) {
      context.put("interlock.path", at.path());
    }
    return context;
  }
}
