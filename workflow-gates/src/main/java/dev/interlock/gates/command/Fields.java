package dev.interlock.gates.command;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * An object of the allowlist, read strictly: each wrong, missing or unknown key is one mistake
 * more, and reading goes on. Use from one thread.
 */
final class Fields {
  private final String where;
  private final Map<?, ?> object;
  private final List<String> mistakes;
  private final Set<String> known = new HashSet<>();

  /** An object at this place; mistakes are added to the list. */
  Fields(String where, Map<?, ?> object, List<String> mistakes) {
    this.where = where;
    this.object = object;
    this.mistakes = mistakes;
  }

  void mistake(String what) {
    mistakes.add(where + ": " + what);
  }

  private @Nullable Object take(String key) {
    known.add(key);
    return object.get(key);
  }

  /** A text that must be there; empty if it is not. */
  String text(String key) {
    if (take(key) instanceof String text && !text.isEmpty()) {
      return text;
    }
    mistake("'" + key + "' is missing or no text");
    return "";
  }

  /** A text that may be there. */
  Optional<String> maybe(String key) {
    return object.containsKey(key) ? Optional.of(text(key)) : absent(key);
  }

  private Optional<String> absent(String key) {
    known.add(key);
    return Optional.empty();
  }

  /** True or false; false where it is not there. */
  boolean flag(String key) {
    Object value = take(key);
    if (value != null && !(value instanceof Boolean)) {
      mistake("'" + key + "' is neither true nor false");
    }
    return Boolean.TRUE.equals(value);
  }

  /** A list; empty where it is not there. */
  List<?> list(String key) {
    Object value = take(key);
    if (value == null || value instanceof List<?>) {
      return value == null ? List.of() : (List<?>) value;
    }
    mistake("'" + key + "' is no list");
    return List.of();
  }

  /** A list of texts. */
  List<String> texts(String key) {
    List<?> list = list(key);
    if (!list.stream().allMatch(String.class::isInstance)) {
      mistake("'" + key + "' holds something that is no text");
      return List.of();
    }
    return list.stream().map(String.class::cast).toList();
  }

  /** A list of objects. */
  List<Fields> objects(String key, String each) {
    List<?> list = list(key);
    return IntStream.range(0, list.size()).mapToObj(i -> object(list.get(i), each, i)).toList();
  }

  private Fields object(@Nullable Object value, String each, int index) {
    String place = each + " " + (index + 1);
    if (value instanceof Map<?, ?> map) {
      String name = map.get("path") instanceof String path ? " ('" + path + "')" : "";
      return new Fields(where.isEmpty() ? place + name : where + ", " + place, map, mistakes);
    }
    mistakes.add(place + " is no object");
    return new Fields(place, Map.of(), mistakes);
  }

  /** Texts by name, in order. */
  Map<String, String> map(String key) {
    Object value = take(key);
    Map<String, String> texts = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> map) {
      map.forEach((name, text) -> texts.put(String.valueOf(name), String.valueOf(text)));
      if (!map.values().stream().allMatch(String.class::isInstance)) {
        mistake("'" + key + "' holds something that is no text");
      }
    } else if (value != null) {
      mistake("'" + key + "' is no object");
    }
    return texts;
  }

  /** Says which keys nobody asked for. */
  void refuseOthers() {
    object.keySet().stream()
        .map(String::valueOf)
        .filter(key -> !known.contains(key))
        .forEach(key -> mistake("'" + key + "' is unknown; known are " + sorted()));
  }

  private List<String> sorted() {
    return known.stream().sorted().toList();
  }
}
