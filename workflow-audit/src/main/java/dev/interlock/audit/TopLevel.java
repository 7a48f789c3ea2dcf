package dev.interlock.audit;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** Finds a field of a JSON object in its bytes. The JSON is known to be well-formed. */
final class TopLevel {
  private TopLevel() {}

  /**
   * The text of a field of the object itself, not of one within it.
   *
   * @param from where the object begins
   * @return nothing if there is no such field, if it is no string, or if it has an escape
   */
  static Optional<String> text(byte[] json, int from, String name) {
    byte[] key = ("\"" + name + "\"").getBytes(StandardCharsets.US_ASCII);
    int depth = 0;
    int end;
    for (int at = from; at < json.length; at = end) {
      end = json[at] == '"' ? endOfString(json, at) : at + 1;
      depth += json[at] == '{' || json[at] == '[' ? 1 : json[at] == '}' || json[at] == ']' ? -1 : 0;
      if (depth == 1
          && end - at == key.length
          && Arrays.equals(json, at, end, key, 0, key.length)) {
        int value = skip(json, end);
        if (json[value] == ':') {
          return string(json, skip(json, value + 1));
        }
      }
    }
    return Optional.empty();
  }

  private static int endOfString(byte[] json, int quote) {
    int at = quote + 1;
    while (json[at] != '"') {
      at += json[at] == '\\' ? 2 : 1;
    }
    return at + 1;
  }

  private static int skip(byte[] json, int from) {
    int at = from;
    while (json[at] == ' ') {
      at++;
    }
    return at;
  }

  private static Optional<String> string(byte[] json, int at) {
    if (json[at] != '"') {
      return Optional.empty();
    }
    String text = new String(json, at + 1, endOfString(json, at) - at - 2, StandardCharsets.UTF_8);
    return text.indexOf('\\') < 0 ? Optional.of(text) : Optional.empty();
  }
}
