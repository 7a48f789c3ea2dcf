package dev.interlock.audit.judge;

/**
 * What no engine would have written. The message says why, without the run and without the path.
 */
final class Impossible extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Impossible(String why) {
    super(why, null, false, false);
  }

  /** Goes on only where this holds. */
  static void unless(boolean holds, String why) {
    if (!holds) {
      throw new Impossible(why);
    }
  }
}
