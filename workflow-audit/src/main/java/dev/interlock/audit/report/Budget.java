package dev.interlock.audit.report;

import dev.interlock.internal.text.VisibleText;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How much of what is recorded a report shows: of each text its beginning, and of all of them
 * together so much that the page stays one that can be opened. Use from one thread.
 */
final class Budget {
  /** Characters of one text. */
  static final int TEXT = 16_384;

  /** Characters of what people were shown at a gate, which matters more. */
  static final int SHOWN = 65_536;

  /** Bytes of all of them as they stand in HTML. */
  private static final long ALL = 8_000_000;

  private final VisibleText visible = VisibleText.of(true);
  private long left = ALL;

  /** A text as it is shown. */
  Block.Code code(String text, int most) {
    int end = Math.min(text.length(), most);
    if (end < text.length() && Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    String shown = visible(text.substring(0, end));
    long cost = cost(shown);
    if (cost > left) {
      return new Block.Code("", left(text.length()) + ", for the report is full");
    }
    left -= cost;
    return new Block.Code(shown, end == text.length() ? "" : left(text.length() - end));
  }

  private static String left(int characters) {
    return "Left out: " + Numbers.of(characters, "character");
  }

  private String visible(String text) {
    return Stream.of(text.split("\n", -1)).map(visible::line).collect(Collectors.joining("\n"));
  }

  private static long cost(String shown) {
    long cost = 0;
    for (int at = 0; at < shown.length(); at++) {
      char one = shown.charAt(at);
      cost += one == '&' || one == '"' || one == '<' || one == '>' ? 6 : one < 0x80 ? 1 : 3;
    }
    return cost;
  }
}
