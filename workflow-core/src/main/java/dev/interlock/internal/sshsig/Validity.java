package dev.interlock.internal.sshsig;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * From when until when a key counts, both times included. Immutable.
 *
 * @param after not before this time
 * @param before not later than this time
 */
record Validity(Instant after, Instant before) {
  static final Validity ALWAYS = new Validity(Instant.MIN, Instant.MAX);

  private static final Pattern FORM =
      Pattern.compile("([0-9]{4})([0-9]{2})([0-9]{2})(?:([0-9]{2})([0-9]{2})([0-9]{2})?)?(Z?)");

  Validity after(Instant time) {
    return new Validity(time, before);
  }

  Validity before(Instant time) {
    return new Validity(after, time);
  }

  /** Whether there is any time within. */
  boolean isPossible() {
    return after.isBefore(before);
  }

  /**
   * Reads {@code YYYYMMDD[HHMM[SS]][Z]}.
   *
   * <p>Without Z a time is one of the zone, in its standard time all through the year: so does
   * ssh-keygen, and in summer its times are an hour later than the clock on the wall.
   */
  static Instant time(String text, ZoneId zone) throws Malformed {
    Matcher parts = FORM.matcher(text);
    Malformed.require(
        parts.matches(), Malformed.quoted(text) + " is no time: write YYYYMMDD[HHMM[SS]][Z]");
    try {
      Instant time = instant(parts, zone);
      Malformed.require(
          time.isAfter(Instant.EPOCH), Malformed.quoted(text) + " is not after the year 1969");
      return time;
    } catch (DateTimeException e) {
      throw new Malformed(Malformed.quoted(text) + " is on no calendar");
    }
  }

  private static Instant instant(Matcher parts, ZoneId zone) {
    LocalDateTime local =
        LocalDateTime.of(
            number(parts, 1),
            number(parts, 2),
            number(parts, 3),
            number(parts, 4),
            number(parts, 5),
            number(parts, 6));
    if (!parts.group(7).isEmpty()) {
      return local.toInstant(ZoneOffset.UTC);
    }
    Instant about = local.atZone(zone).toInstant();
    return local.toInstant(zone.getRules().getStandardOffset(about));
  }

  private static int number(Matcher parts, int group) {
    String digits = parts.group(group);
    return digits == null ? 0 : Integer.parseInt(digits);
  }
}
