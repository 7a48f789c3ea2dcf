package dev.interlock.examples.sprintreview;

import dev.interlock.record.Codec;
import dev.interlock.record.Json;
import java.nio.charset.StandardCharsets;

/** JSON as people keep it in files: the codec's, with line breaks and indents. */
final class JsonFile {
  private static final String INDENT = "  ";

  private JsonFile() {}

  /**
   * The value that a file holds.
   *
   * @throws IllegalArgumentException if it holds no value of the type
   */
  static <T> T read(byte[] file, Class<T> type) {
    return Codec.json().read(Json.of(onOneLine(file)), type);
  }

  /** The value as a file. */
  static <T> byte[] write(T value, Class<T> type) {
    String text = indented(Codec.json().write(value, type).toString()) + "\n";
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** The same text as JSON string, quotes included. */
  static String quoted(String text) {
    return Codec.json().write(text, String.class).toString();
  }

  /** A copy with spaces for the line breaks and tabs between tokens; those in strings stay. */
  private static byte[] onOneLine(byte[] file) {
    byte[] line = file.clone();
    boolean inString = false;
    for (int i = 0; i < line.length; i++) {
      byte b = line[i];
      if (inString && b == '\\') {
        i++;
      } else if (b == '"') {
        inString = !inString;
      } else if (!inString && (b == '\n' || b == '\r' || b == '\t')) {
        line[i] = ' ';
      }
    }
    return line;
  }

  /** One-line JSON with a line for each component and element. */
  static String indented(String json) {
    StringBuilder out = new StringBuilder(json.length() * 2);
    int depth = 0;
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      if (c == '"') {
        int end = endOfString(json, i);
        out.append(json, i, end + 1);
        i = end;
      } else if (isEmpty(json, i)) {
        out.append(c).append(json.charAt(++i));
      } else if (c == '{' || c == '[') {
        newLine(out.append(c), ++depth);
      } else if (c == '}' || c == ']') {
        newLine(out, --depth).append(c);
      } else {
        between(out, c, depth);
      }
    }
    return out.toString();
  }

  private static void between(StringBuilder out, char c, int depth) {
    out.append(c);
    if (c == ',') {
      newLine(out, depth);
    } else if (c == ':') {
      out.append(' ');
    }
  }

  private static boolean isEmpty(String json, int i) {
    return json.startsWith("{}", i) || json.startsWith("[]", i);
  }

  private static int endOfString(String json, int start) {
    int i = start + 1;
    while (json.charAt(i) != '"') {
      i += json.charAt(i) == '\\' ? 2 : 1;
    }
    return i;
  }

  private static StringBuilder newLine(StringBuilder out, int depth) {
    return out.append('\n').append(INDENT.repeat(depth));
  }
}
