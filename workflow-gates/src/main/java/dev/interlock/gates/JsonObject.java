package dev.interlock.gates;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
    List<String> found = new ArrayList<>();
    for (Item item : items(name)) {
      if (item.value() instanceof String text) {
        found.add(text);
      } else {
        wrong(item.name(), "is no text");
      }
    }
    return found;
  }

  /** Objects that must be there. */
  List<JsonObject> objects(String name) {
    List<JsonObject> found = new ArrayList<>();
    for (Item item : items(name)) {
      if (item.value() instanceof Map<?, ?> object) {
        found.add(new JsonObject(at(item.name()), object, mistakes));
      } else {
        wrong(item.name(), "is no object");
      }
    }
    return found;
  }

  private record Item(String name, @Nullable Object value) {}

  private List<Item> items(String name) {
    List<Item> items = new ArrayList<>();
    if (!(values.get(name) instanceof List<?> list)) {
      wrong(name, has(name) ? "is no list" : "is missing");
      return items;
    }
    for (int i = 0; i < list.size(); i++) {
      items.add(new Item(name + "[" + i + "]", list.get(i)));
    }
    return items;
  }
}
