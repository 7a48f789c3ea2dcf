package dev.interlock.cli;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Text as a terminal may be given it: without control characters and at most 80 columns wide. */
final class Text {
  static final int COLUMNS = 80;

  private static final int LONGEST_LABEL = 40;

  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Text() {}

  /**
   * One line in which nothing moves a cursor, hides or turns around: white space becomes a space,
   * what else is no visible character is written as its code.
   */
  static String clean(String text) {
    StringBuilder clean = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            point -> {
              if (point == '\n' || point == '\r' || point == '\t') {
                clean.append(' ');
              } else if (isVisible(point)) {
                clean.appendCodePoint(point);
              } else {
                clean.append(String.format(Locale.ROOT, "\\u%04x", point));
              }
            });
    return clean.toString();
  }

  private static boolean isVisible(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }

  /** How many columns it takes: two for the wide characters of East Asia and for pictures. */
  static int width(String text) {
    return text.codePoints().map(Text::width).sum();
  }

  private static int width(int point) {
    int type = Character.getType(point);
    if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
      return 0;
    }
    boolean wide =
        (point >= 0x1100 && point <= 0x115f)
            || (point >= 0x2e80 && point <= 0xa4cf)
            || (point >= 0xac00 && point <= 0xd7a3)
            || (point >= 0xf900 && point <= 0xfaff)
            || (point >= 0xfe30 && point <= 0xfe6f)
            || (point >= 0xff00 && point <= 0xff60)
            || (point >= 0x1f300 && point <= 0x1faff)
            || (point >= 0x20000 && point <= 0x3fffd);
    return wide ? 2 : 1;
  }

  /** The text, cut to so many columns where it is wider, with three dots at its end. */
  static String cut(String text, int columns) {
    return width(text) <= columns ? text : head(text, Math.max(0, columns - 3)) + "...";
  }

  /** As much of the beginning as fits. */
  private static String head(String text, int columns) {
    int used = 0;
    int end = 0;
    while (end < text.length()) {
      int point = text.codePointAt(end);
      used += width(point);
      if (used > columns) {
        break;
      }
      end += Character.charCount(point);
    }
    return text.substring(0, end);
  }

  /** The text in lines of at most so many columns, broken at spaces where there are any. */
  static List<String> wrap(String text, int columns) {
    List<String> lines = new ArrayList<>();
    String rest = text;
    while (width(rest) > columns) {
      String head = head(rest, columns);
      int space = rest.startsWith(" ", head.length()) ? head.length() : head.lastIndexOf(' ');
      int end =
          space > 0 ? space : Math.max(head.length(), Character.charCount(rest.codePointAt(0)));
      lines.add(rest.substring(0, end).stripTrailing());
      rest = rest.substring(end).stripLeading();
    }
    if (!rest.isEmpty() || lines.isEmpty()) {
      lines.add(rest);
    }
    return lines;
  }

  /** The text after a label, wrapped, so that the following lines stand below its beginning. */
  static List<String> after(String label, String text) {
    if (width(label) <= LONGEST_LABEL) {
      return hanging(label, " ".repeat(width(label)), text);
    }
    List<String> lines = new ArrayList<>(wrap(label.stripTrailing(), COLUMNS));
    lines.addAll(hanging("      ", "      ", text));
    return lines;
  }

  /** The text, cleaned and wrapped, with one thing before the first line and one before others. */
  static List<String> hanging(String first, String others, String text) {
    List<String> lines = new ArrayList<>();
    int columns = COLUMNS - Math.max(width(first), width(others));
    for (String line : wrap(clean(text), columns)) {
      lines.add((lines.isEmpty() ? first : others) + line);
    }
    return lines;
  }

  /** The text filled up with spaces to so many columns. */
  static String pad(String text, int columns) {
    return text + " ".repeat(Math.max(0, columns - width(text)));
  }

  /** How long something took, in at most six columns up to a day: 12 ms, 3.4 s, 12 min, 3.5 h. */
  static String duration(long micros) {
    long millis = micros / 1000;
    if (millis < 1000) {
      return millis + " ms";
    }
    if (millis < 60_000) {
      return String.format(Locale.ROOT, "%.1f s", Math.floorDiv(millis, 100) / 10.0);
    }
    long minutes = millis / 60_000;
    return minutes < 60
        ? minutes + " min"
        : String.format(Locale.ROOT, "%.1f h", Math.floorDiv(minutes, 6) / 10.0);
  }

  /** A time in UTC, to the minute. */
  static String minute(Instant time) {
    return MINUTE.format(time);
  }

  /** A time in UTC, to the second. */
  static String second(Instant time) {
    return SECOND.format(time);
  }

  /** A word of a command as a shell takes it. */
  static String quoted(String word) {
    return word.matches("[A-Za-z0-9_@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
