package dev.interlock.examples.sprintreview;

import java.util.Collection;
import java.util.List;
import java.util.TreeMap;

/**
 * How many there are of something. Immutable.
 *
 * @param name of what
 * @param count how many
 */
public record Counted(String name, int count) {

  /** How often each name comes, sorted by name. */
  static List<Counted> each(Collection<String> names) {
    TreeMap<String, Integer> counts = new TreeMap<>();
    names.forEach(name -> counts.merge(name, 1, Integer::sum));
    return counts.entrySet().stream().map(e -> new Counted(e.getKey(), e.getValue())).toList();
  }

  /** All of them together. */
  static int total(List<Counted> counts) {
    return counts.stream().mapToInt(Counted::count).sum();
  }

  /** The count of one name, 0 if it does not come. */
  static int of(List<Counted> counts, String name) {
    return total(counts.stream().filter(counted -> counted.name().equals(name)).toList());
  }
}
