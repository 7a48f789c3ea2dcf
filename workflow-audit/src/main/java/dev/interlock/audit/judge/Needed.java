package dev.interlock.audit.judge;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The runs that ended before the one that asked for them. Use from one thread. */
final class Needed {
  private final Map<String, List<String>> byParent = new HashMap<>();
  private final Set<String> all = new HashSet<>();

  /** A run ended, and this one asked for it. */
  void add(String parent, String run) {
    byParent.computeIfAbsent(parent, key -> new ArrayList<>()).add(run);
    all.add(run);
  }

  /** A run ended and needs nothing any more. */
  void remove(String parent) {
    List<String> runs = byParent.remove(parent);
    if (runs != null) {
      runs.forEach(all::remove);
    }
  }

  boolean contains(String run) {
    return all.contains(run);
  }
}
