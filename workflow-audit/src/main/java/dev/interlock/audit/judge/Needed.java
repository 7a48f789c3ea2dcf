package dev.interlock.audit.judge;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The runs that ended before the one that asked for them. Use from one thread. */
final class Needed {
  private final Map<String, Set<String>> byParent = new HashMap<>();

  /** A run ended, and this one asked for it. */
  void add(String parent, String run) {
    byParent.computeIfAbsent(parent, key -> new HashSet<>()).add(run);
  }

  /** A run ended and needs nothing any more. */
  void remove(String parent) {
    byParent.remove(parent);
  }

  boolean contains(String run) {
    return byParent.values().stream().anyMatch(runs -> runs.contains(run));
  }
}
