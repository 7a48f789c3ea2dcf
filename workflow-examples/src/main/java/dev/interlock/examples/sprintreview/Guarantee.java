package dev.interlock.examples.sprintreview;

import java.util.Map;

/** What a profile promises, as the documentation has it, and not more. */
final class Guarantee {
  private static final Map<String, String> PROMISES =
      Map.of(
          "P0",
          "Profile P0: mistakes, shortcuts and careless AI are stopped and recorded. Nothing is"
              + " promised against an adversary with a shell.",
          "P1",
          "Profile P1: as P0; also, an approval cannot be forged or replayed by a process of the"
              + " same user, and changes before the last exported head are found.",
          "P2",
          "Profile P2: as P1; also, order, checks and record hold against an agent with a shell.",
          "P3",
          "Profile P3: as P2; also, deletion and rollback are found even against the"
              + " administrator.");

  private Guarantee() {}

  /** The promise of a profile; one that is not known promises nothing. */
  static String of(String profile) {
    return PROMISES.getOrDefault(profile, "Profile " + profile + ": nothing is promised.");
  }
}
