package dev.interlock.testing.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * What a rule found. Immutable.
 *
 * @param lookedAt how many things the rule is about; a rule about nothing has found out nothing
 * @param what what those things are, and where they are looked for
 * @param violations one line each
 */
record Finding(int lookedAt, String what, List<String> violations) {
  Finding {
    violations = List.copyOf(new TreeSet<>(violations));
  }

  /** What to say of it; nothing if the rule is kept. */
  List<String> problems() {
    List<String> all = new ArrayList<>(violations);
    if (lookedAt == 0) {
      all.add("there is nothing that it could be about: " + what);
    }
    return all;
  }
}
