package dev.interlock.gates;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An object of a JSON file, which is read by the names in it; what is wrong is listed with where it
 * stands. Use from one thread.
 *
 * @param path where it stands; empty for the whole file
 * @param mistakes where what is wrong is added
 */
record JsonObject(String path, Map<?, ?> values, List<String> mistakes) {

  /** Lists what has none of these names. */
  void allows(String... names) {
    List<String> known = Arrays.asList(names);
    values.keySet().stream()
        .map(String::valueOf)
        .filter(name -> !known.contains(name))
        .forEach(
            name -> wrong(name, "is unknown; these are known here: " + String.join(", ", known)));
  }

  /** Lists something of this name as wrong. */
  void wrong(String name, String how) {
    mistakes.add("'" + at(name) + "' " + how);
  }

  private String at(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  boolean has(String name) {
    return values.containsKey(name);
  }

  /** A text that must be there. */
  Optional<String> text(String name) {
    if (values.get(name) instanceof String text) {
      return Optional.of(text);
    }
    wrong(name, has(name) ? "is no text" : "is missing");
    return Optional.empty();
  }

  /** A time that may be there. */
  Optional<Instant> time(String name) {
    if (!has(name)) {
      return Optional.empty();
    }
    try {
      return text(name).map(Instant::parse);
    } catch (DateTimeException e) {
      wrong(name, "is no time; write one as 2026-01-31T00:00:00Z");
      return Optional.empty();
    }
  }

  /** Texts that must be there. */
  List<String> texts(String name) {
    return all(name, String.class, "is no text").stream().map(Item::value).toList();
  }

  /** Objects that must be there. */
  List<JsonObject> objects(String name) {
    return all(name, Map.class, "is no object").stream()
        .map(item -> new JsonObject(item.path(), item.value(), mistakes))
        .toList();
  }

  private record Item<T>(String path, T value) {}

  private <T> List<Item<T>> all(String name, Class<T> type, String otherwise) {
    List<Item<T>> found = new ArrayList<>();
    if (!(values.get(name) instanceof List<?> list)) {
      wrong(name, has(name) ? "is no list" : "is missing");
      return found;
    }
    for (int i = 0; i < list.size(); i++) {
      String where = name + "[" + i + "]";
      if (type.isInstance(list.get(i))) {
        found.add(new Item<>(at(where), type.cast(list.get(i))));
      } else {
        wrong(where, otherwise);
      }
    }
    return found;
  }
}
