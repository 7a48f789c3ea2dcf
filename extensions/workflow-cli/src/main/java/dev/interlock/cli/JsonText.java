package dev.interlock.cli;

import dev.interlock.record.Json;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What {@code --json} prints: one line of ASCII, whatever the terminal's encoding. */
final class JsonText {
  private JsonText() {}

  /**
   * A map, list, string, number, boolean or recorded value as JSON; an empty optional is left out.
   */
  static String of(Map<String, ?> object) {
    return ascii(write(object));
  }

  private static String write(Object value) {
    if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .filter(entry -> !Optional.empty().equals(entry.getValue()))
          .map(entry -> quote(entry.getKey().toString()) + ":" + write(entry.getValue()))
          .collect(Collectors.joining(",", "{", "}"));
    }
    if (value instanceof List<?> list) {
      return list.stream().map(JsonText::write).collect(Collectors.joining(",", "[", "]"));
    }
    if (value instanceof Optional<?> optional) {
      return optional.map(JsonText::write).orElse("null");
    }
    boolean plain = value instanceof Number || value instanceof Boolean || value instanceof Json;
    return plain ? value.toString() : quote(value.toString());
  }

  private static String quote(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < ' ' || c == 0x7f) {
        quoted.append(escape(c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }

  /** Beyond ASCII there is nothing outside strings, so that an escape is always right. */
  private static String ascii(String json) {
    return json.chars()
        .mapToObj(c -> c > 0x7e ? escape((char) c) : String.valueOf((char) c))
        .collect(Collectors.joining());
  }

  private static String escape(char c) {
    return String.format(Locale.ROOT, "\\u%04x", (int) c);
  }
}
