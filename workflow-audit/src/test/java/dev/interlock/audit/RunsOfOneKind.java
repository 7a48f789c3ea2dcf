package dev.interlock.audit;

import dev.interlock.Outline;

/** How runs of one small workflow begin. */
public final class RunsOfOneKind {
  private static final Outline OUTLINE = Shapes.of(0, new Weather(0, 0)).outline();

  private RunsOfOneKind() {}

  /** The bytes of its outline. */
  public static byte[] outline() {
    return OUTLINE.json().bytes();
  }

  /** The digest of its outline. */
  public static String digest() {
    return OUTLINE.digest();
  }

  /** The data of the first event of a run of this definition. */
  public static String started(String definition) {
    return Logs.started(definition).toString();
  }
}
