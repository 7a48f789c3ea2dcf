package dev.interlock.audit.report;

import dev.interlock.internal.text.VisibleText;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes HTML that is well-formed XML as well. Elements and attributes are those that there are;
 * all else is text, which is made visible and escaped, so that nothing recorded can be an element.
 * Use from one thread.
 */
final class Html {
  private static final VisibleText VISIBLE = VisibleText.of(true);

  private final StringBuilder out = new StringBuilder("<!DOCTYPE html>\n");
  private final Deque<Tag> open = new ArrayDeque<>();
  private boolean starting;

  /** Begins an element. */
  Html open(Tag tag) {
    endOfStart();
    out.append('<').append(tag.word());
    open.push(tag);
    starting = true;
    return this;
  }

  /** The same with a name of the style sheet. */
  Html open(Tag tag, String style) {
    return open(tag).with(Attribute.CLASS, style);
  }

  /** Gives the element that has just begun an attribute. */
  Html with(Attribute attribute, String value) {
    if (!starting) {
      throw new IllegalStateException("there is no element that has just begun");
    }
    attribute.refuseUnlessInside(value);
    out.append(' ').append(attribute.word()).append("=\"");
    escape(VISIBLE.line(value));
    out.append('"');
    return this;
  }

  Html with(Attribute attribute, int number) {
    return with(attribute, Integer.toString(number));
  }

  /** Text in the innermost element; its lines stay lines. */
  Html text(String text) {
    endOfStart();
    escape(Stream.of(text.split("\n", -1)).map(VISIBLE::line).collect(Collectors.joining("\n")));
    return this;
  }

  /** Text within a line: an end of line can be seen in it. */
  Html words(String text) {
    endOfStart();
    escape(VISIBLE.line(text));
    return this;
  }

  /** Ends the innermost element. */
  Html close() {
    Tag tag = open.pop();
    if (tag.isEmpty()) {
      out.append("/>");
      starting = false;
    } else {
      endOfStart();
      out.append("</").append(tag.word()).append('>');
    }
    return this;
  }

  /** An element with nothing but text within a line. */
  Html line(Tag tag, String text) {
    return open(tag).words(text).close();
  }

  /** The end of a line of the file, which means nothing. */
  Html newline() {
    endOfStart();
    out.append('\n');
    return this;
  }

  /** The style sheet of reports, which is a file of ours. */
  Html style() {
    endOfStart();
    try (InputStream in = Html.class.getResourceAsStream("report.css")) {
      byte[] sheet = Objects.requireNonNull(in, "report.css is missing").readAllBytes();
      out.append("<style>\n").append(new String(sheet, StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException("the style sheet of reports cannot be read", e);
    }
    out.append("</style>");
    return this;
  }

  private void endOfStart() {
    if (starting) {
      out.append('>');
      starting = false;
    }
  }

  private void escape(String text) {
    for (int at = 0; at < text.length(); at++) {
      char one = text.charAt(at);
      switch (one) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        default -> out.append(one);
      }
    }
  }

  /** The page, once all its elements have ended. */
  String page() {
    if (!open.isEmpty()) {
      throw new IllegalStateException("'" + open.peek().word() + "' has not ended");
    }
    return out.append('\n').toString();
  }
}
