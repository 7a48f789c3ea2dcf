package dev.interlock.internal.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Text as it may be shown on a terminal or a page: whatever could move the cursor, hide, reorder or
 * answer is written as an escape that can be seen, such as <code>&#92;u001b</code>.
 *
 * <p>Shown as they are: printable ASCII and, where it is known that UTF-8 is shown, letters,
 * digits, punctuation and symbols of all scripts, and up to three marks on a letter. Everything
 * else is escaped, a character that is new to this JDK included. A backslash stays what it is.
 *
 * <p>Immutable; safe for many threads.
 */
public final class VisibleText {
  private static final int MARKS = 3;

  /** Letters, symbols and marks by category, and yet nothing to see. */
  private static final String BLANK =
      "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0";

  private final boolean unicode;

  private VisibleText(boolean unicode) {
    this.unicode = unicode;
  }

  /** Text for what shows UTF-8, or for what is not known to: ASCII only. */
  public static VisibleText of(boolean unicode) {
    return new VisibleText(unicode);
  }

  /** Text of which only ASCII is shown as it is, so that no letter looks like another. */
  public static VisibleText ascii() {
    return of(false);
  }

  /** All of it on one line: an end of line is escaped as well. */
  public String line(String text) {
    StringBuilder line = new StringBuilder();
    for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
      line.append(glyph(text, 0, at));
    }
    return line.toString();
  }

  /** The same, broken where it would be wider; never empty. */
  public List<String> rows(String text, int columns) {
    List<String> rows = new ArrayList<>();
    int at = 0;
    do {
      int end = fitting(text, at, text.length(), columns);
      rows.add(line(text.substring(at, end)));
      at = end;
    } while (at < text.length());
    return rows;
  }

  /** Where a row must end that begins at an index and may be this many columns wide. */
  public int fitting(String text, int from, int to, int columns) {
    int at = from;
    int width = 0;
    while (at < to) {
      width += width(glyph(text, from, at));
      if (width > columns && at > from) {
        return at;
      }
      at += Character.charCount(text.codePointAt(at));
    }
    return to;
  }

  // Two columns for all that is not ASCII: never too few, on any terminal.
  private static int width(String glyph) {
    return glyph.codePointAt(0) < 0x80 ? glyph.length() : 2;
  }

  private String glyph(String text, int from, int at) {
    int character = text.codePointAt(at);
    if (visible(text, from, at)) {
      return Character.toString(character);
    }
    StringBuilder escape = new StringBuilder();
    for (char unit : Character.toChars(character)) {
      escape.append(String.format(Locale.ROOT, "\\u%04x", (int) unit));
    }
    return escape.toString();
  }

  private boolean visible(String text, int from, int at) {
    int character = text.codePointAt(at);
    if (character < 0x80) {
      return character >= ' ' && character != 0x7f;
    }
    if (!unicode || isBlank(character)) {
      return false;
    }
    return isMark(character) ? followsLetter(text, from, at) : isDrawn(character);
  }

  private static boolean isBlank(int character) {
    return BLANK.indexOf(character) >= 0
        || (character >= 0xfe00 && character <= 0xfe0f)
        || character >= 0xe0000;
  }

  private static boolean isMark(int character) {
    int type = Character.getType(character);
    return type == Character.NON_SPACING_MARK
        || type == Character.COMBINING_SPACING_MARK
        || type == Character.ENCLOSING_MARK;
  }

  private static boolean followsLetter(String text, int from, int at) {
    int before = at;
    for (int marks = 0; marks < MARKS && before > from; marks++) {
      int character = text.codePointBefore(before);
      if (!isMark(character) || isBlank(character)) {
        return Character.isLetter(character) && !isBlank(character);
      }
      before -= Character.charCount(character);
    }
    return false;
  }

  private static boolean isDrawn(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SPACE_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
