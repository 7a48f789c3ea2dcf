package dev.interlock.audit.judge;

import dev.interlock.internal.log.Line;

/** One event as a line says it. Immutable. */
record Seen(Line line, Fields fields) {
  static Seen of(Line line) {
    return new Seen(line, Fields.of(line.bytes(), line.dataFrom()));
  }

  String event() {
    return line.event();
  }

  /** Refuses another attempt than this. */
  void isAttempt(int attempt) {
    Impossible.unless(fields.number("attempt") == attempt, "has another attempt than " + attempt);
  }
}
