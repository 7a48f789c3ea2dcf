package dev.interlock.internal.json;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * JSON as indented lines for people: {@code name: value}, one a line. Strings keep their escapes,
 * so that no line holds a raw control character. Use from one thread.
 */
public final class JsonLines {
  private final List<String> lines = new ArrayList<>();
  private final JsonParser parser;
  private final byte[] utf8;

  private JsonLines(byte[] utf8) {
    this.utf8 = utf8;
    this.parser = JsonText.parser(utf8);
  }

  /** The lines of one recordable JSON value. */
  public static List<String> of(byte[] utf8) {
    JsonLines json = new JsonLines(utf8);
    try (JsonParser closing = json.parser) {
      closing.nextToken();
      json.value("", "");
      return json.lines;
    }
  }

  private void value(String indent, String label) {
    JsonToken token = parser.currentToken();
    if (!token.isStructStart()) {
      lines.add(indent + label + scalar());
      return;
    }
    boolean object = token == JsonToken.START_OBJECT;
    String inner = label.isEmpty() ? indent : indent + "  ";
    int empty = lines.size();
    while (!parser.nextToken().isStructEnd()) {
      if (lines.size() == empty && !label.isEmpty()) {
        lines.add(indent + label.stripTrailing());
      }
      element(inner, object);
    }
    if (lines.size() == empty) {
      lines.add(indent + label + (object ? "{}" : "[]"));
    }
  }

  private void element(String indent, boolean named) {
    String label = named ? parser.currentName() + ": " : "- ";
    if (named) {
      parser.nextToken();
    }
    value(indent, label);
  }

  private String scalar() {
    int from = (int) parser.currentTokenLocation().getByteOffset();
    parser.finishToken();
    int to = (int) parser.currentLocation().getByteOffset();
    String raw = new String(utf8, from, to - from, StandardCharsets.UTF_8);
    return raw.startsWith("\"") ? raw.substring(1, raw.length() - 1) : raw;
  }
}
