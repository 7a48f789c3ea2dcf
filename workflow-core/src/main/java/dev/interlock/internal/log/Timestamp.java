package dev.interlock.internal.log;

import static java.nio.charset.StandardCharsets.US_ASCII;

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

  /** How many of them say which second it is. */
  static final int SECONDS_LENGTH = 19;

  private static final byte[] LOWEST = "0000-00-00T00:00:00.000000Z".getBytes(US_ASCII);
  private static final byte[] HIGHEST = "9999-99-99T99:99:99.999999Z".getBytes(US_ASCII);
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

  /** The whole seconds since 1970 of the time that stands there, if its first bytes are one. */
  static long seconds(byte[] bytes, int from) throws Line.Malformed {
    refuseOther(bytes, from, 0, SECONDS_LENGTH);
    try {
      return day(bytes, from).toEpochDay() * SECONDS + time(bytes, from).toSecondOfDay();
    } catch (DateTimeException e) {
      throw new Line.Malformed("'at' is no time");
    }
  }

  /** The nanoseconds of the time that stands there, if its last bytes are some. */
  static int nanos(byte[] bytes, int from) throws Line.Malformed {
    refuseOther(bytes, from, SECONDS_LENGTH, LENGTH);
    int micros =
        two(bytes, from + 20) * 10_000 + two(bytes, from + 22) * 100 + two(bytes, from + 24);
    return micros * 1000;
  }

  private static void refuseOther(byte[] bytes, int from, int first, int end)
      throws Line.Malformed {
    for (int i = first; i < end; i++) {
      if (bytes[from + i] < LOWEST[i] || bytes[from + i] > HIGHEST[i]) {
        throw new Line.Malformed("'at' is not of its form");
      }
    }
  }

  private static LocalDate day(byte[] bytes, int from) {
    int year = two(bytes, from) * 100 + two(bytes, from + 2);
    return LocalDate.of(year, two(bytes, from + 5), two(bytes, from + 8));
  }

  private static LocalTime time(byte[] bytes, int from) {
    return LocalTime.of(two(bytes, from + 11), two(bytes, from + 14), two(bytes, from + 17));
  }

  /** The number that two digits make. */
  private static int two(byte[] bytes, int at) {
    return bytes[at] * 10 + bytes[at + 1] - 11 * '0';
  }
}
