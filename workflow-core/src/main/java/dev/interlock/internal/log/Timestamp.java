package dev.interlock.internal.log;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;

/** A time as a line holds it: {@code 2026-01-31T23:59:59.000000Z}. */
final class Timestamp {
  /** How many characters one has. */
  static final int LENGTH = 27;

  private static final String FORM = "dddd-dd-ddTdd:dd:dd.ddddddZ";
  private static final int LAST_YEAR = 9999;
  private static final int SECONDS = 86_400;

  private Timestamp() {}

  static void append(StringBuilder out, Instant at) {
    LocalDateTime time = LocalDateTime.ofInstant(at, ZoneOffset.UTC);
    if (time.getYear() < 0 || time.getYear() > LAST_YEAR) {
      throw new IllegalArgumentException("the year of an event is not between 0 and 9999");
    }
    digits(out, time.getYear(), 1000);
    digits(out.append('-'), time.getMonthValue(), 10);
    digits(out.append('-'), time.getDayOfMonth(), 10);
    digits(out.append('T'), time.getHour(), 10);
    digits(out.append(':'), time.getMinute(), 10);
    digits(out.append(':'), time.getSecond(), 10);
    digits(out.append('.'), time.getNano() / 1000, 100_000);
    out.append('Z');
  }

  private static void digits(StringBuilder out, int value, int highest) {
    for (int place = highest; place > 0; place /= 10) {
      out.append((char) ('0' + value / place % 10));
    }
  }

  /** The time that stands there, if these bytes are one. */
  static Instant parse(byte[] bytes, int from) throws Line.Malformed {
    for (int i = 0; i < LENGTH; i++) {
      char wanted = FORM.charAt(i);
      int found = bytes[from + i];
      if (wanted == 'd' ? found < '0' || found > '9' : found != wanted) {
        throw new Line.Malformed("'at' is not of its form");
      }
    }
    try {
      long seconds = day(bytes, from).toEpochDay() * SECONDS + time(bytes, from).toSecondOfDay();
      return Instant.ofEpochSecond(seconds, number(bytes, from + 20, 6) * 1_000L);
    } catch (DateTimeException e) {
      throw new Line.Malformed("'at' is no time");
    }
  }

  private static LocalDate day(byte[] bytes, int from) {
    return LocalDate.of(
        number(bytes, from, 4), number(bytes, from + 5, 2), number(bytes, from + 8, 2));
  }

  private static LocalTime time(byte[] bytes, int from) {
    return LocalTime.of(
        number(bytes, from + 11, 2), number(bytes, from + 14, 2), number(bytes, from + 17, 2));
  }

  private static int number(byte[] bytes, int from, int length) {
    int value = 0;
    for (int i = from; i < from + length; i++) {
      value = value * 10 + bytes[i] - '0';
    }
    return value;
  }
}
