package dev.interlock.internal.json;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.io.JsonStringEncoder;

/** The names, strings and numbers of a JSON value, where each stands in it. Use from one thread. */
public final class JsonLeaves {
  private final List<Leaf> leaves = new ArrayList<>();
  private final Deque<Boolean> marked = new ArrayDeque<>();
  private final Predicate<String> marks;
  private final byte[] utf8;

  private JsonLeaves(byte[] utf8, Predicate<String> marks) {
    this.utf8 = utf8;
    this.marks = marks;
  }

  /** What a leaf is. */
  public enum Kind {
    /** The name of a component, or a key. */
    NAME,
    /** A string. */
    STRING,
    /** A number. */
    NUMBER
  }

  /**
   * A name, a string or a number.
   *
   * @param from its first byte, the quote included
   * @param to the byte after its last
   * @param text what it says, without escapes
   * @param marked whether it stands below a name that was asked for
   */
  public record Leaf(Kind kind, int from, int to, String text, boolean marked) {}

  /** What stands in place of a leaf. */
  public record Instead(Leaf leaf, String json) {}

  /**
   * The leaves of one recordable JSON value in their order.
   *
   * @param marks which names mark what stands below them
   */
  public static List<Leaf> of(byte[] utf8, Predicate<String> marks) {
    JsonLeaves all = new JsonLeaves(utf8, marks);
    try (JsonParser parser = JsonText.parser(utf8)) {
      all.read(parser);
    }
    return all.leaves;
  }

  private void read(JsonParser parser) {
    boolean below = false;
    boolean named = false;
    for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
      switch (token) {
        case START_OBJECT, START_ARRAY -> {
          marked.push(below);
          below = below || named;
          named = false;
        }
        case END_OBJECT, END_ARRAY -> below = marked.pop();
        case PROPERTY_NAME -> {
          leaf(Kind.NAME, parser, false);
          named = marks.test(parser.getString());
        }
        case VALUE_STRING -> leaf(Kind.STRING, parser, below || named);
        case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> leaf(Kind.NUMBER, parser, below || named);
        default -> {}
      }
      named &= token == JsonToken.PROPERTY_NAME;
    }
  }

  private void leaf(Kind kind, JsonParser parser, boolean isMarked) {
    String text = parser.getString();
    int from = (int) parser.currentTokenLocation().getByteOffset();
    leaves.add(new Leaf(kind, from, end(kind, from), text, isMarked));
  }

  private int end(Kind kind, int from) {
    int at = from + 1;
    if (kind == Kind.NUMBER) {
      while (at < utf8.length && ",]} ".indexOf(utf8[at]) < 0) {
        at++;
      }
      return at;
    }
    while (utf8[at] != '"') {
      at += utf8[at] == '\\' ? 2 : 1;
    }
    return at + 1;
  }

  /** The same JSON with other leaves; they stand in their order. */
  public static byte[] with(byte[] utf8, List<Instead> instead) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(utf8.length);
    int at = 0;
    for (Instead one : instead) {
      out.write(utf8, at, one.leaf().from() - at);
      out.writeBytes(one.json().getBytes(StandardCharsets.UTF_8));
      at = one.leaf().to();
    }
    out.write(utf8, at, utf8.length - at);
    return out.toByteArray();
  }

  /** A text as a JSON string that may be recorded. */
  public static String string(String text) {
    String quoted =
        "\"" + new String(JsonStringEncoder.getInstance().quoteAsCharArray(text)) + "\"";
    return new String(
        JsonText.recordable(quoted.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
  }
}
