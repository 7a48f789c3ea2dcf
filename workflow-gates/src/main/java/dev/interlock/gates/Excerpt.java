package dev.interlock.gates;

import dev.interlock.internal.text.VisibleText;
import java.util.ArrayList;
import java.util.List;

/**
 * As much of a text as a prompt shows. Immutable.
 *
 * @param rows what is shown, each row a line of the text or a part of one
 * @param characters how many characters of the text that is, ends of lines included
 * @param lines how many lines of the text are shown to their end
 */
record Excerpt(List<String> rows, int characters, int lines) {
  /** With {@link #COLUMNS} this keeps what is shown below 16 KiB of columns. */
  static final int ROWS = 200;

  static final int COLUMNS = 78;

  Excerpt {
    rows = List.copyOf(rows);
  }

  /** The beginning of the text. */
  static Excerpt of(String text, VisibleText visible) {
    List<String> rows = new ArrayList<>();
    int at = 0;
    int lines = 0;
    while (at < text.length() && rows.size() < ROWS) {
      int lineEnd = text.indexOf('\n', at) < 0 ? text.length() : text.indexOf('\n', at);
      int end = visible.fitting(text, at, lineEnd, COLUMNS);
      rows.add(visible.line(text.substring(at, end)));
      lines += end == lineEnd ? 1 : 0;
      at = end == lineEnd ? Math.min(end + 1, text.length()) : end;
    }
    return new Excerpt(rows, at, lines);
  }

  /** How many lines a text has; an end of line at its very end begins no new one. */
  static long linesOf(String text) {
    long ends = text.chars().filter(c -> c == '\n').count();
    return text.isEmpty() || text.endsWith("\n") ? ends : ends + 1;
  }
}
