package dev.interlock.audit.report;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Numbers, times and spans in words that are the same everywhere. */
final class Numbers {
  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter EXACT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Numbers() {}

  static String of(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** So many of a thing, such as {@code 2 steps}. */
  static String of(long number, String thing) {
    return of(number) + " " + thing + (number == 1 ? "" : "s");
  }

  /** A time to the second. */
  static String second(Instant time) {
    return SECOND.format(time);
  }

  /** A time to the millisecond, without its zone, which is UTC. */
  static String exact(Instant time) {
    return EXACT.format(time);
  }

  static String span(Instant from, Instant to) {
    return span(Duration.between(from, to));
  }

  static String span(Duration time) {
    if (time.isNegative()) {
      return "a clock that was set back";
    }
    if (time.compareTo(Duration.ofSeconds(1)) < 0) {
      return time.toMillis() + " ms";
    }
    if (time.compareTo(Duration.ofMinutes(1)) < 0) {
      return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
    }
    return time.compareTo(Duration.ofDays(1)) < 0
        ? hours(time)
        : of(time.toDays(), "day") + " " + hours(time.minusDays(time.toDays()));
  }

  private static String hours(Duration time) {
    return time.toHours() == 0
        ? time.toMinutes() + " min " + time.toSecondsPart() + " s"
        : time.toHours() + " h " + time.toMinutesPart() + " min";
  }

  static String micros(long micros) {
    return span(Duration.ofNanos(micros * 1000));
  }
}
