package dev.interlock.examples.sprintreview;

/** What a reviewer says of closing the sprint, worst last. */
public enum Advice {
  /** Close it. */
  APPROVE,
  /** A person should look at something first. */
  CONDITIONAL,
  /** It must not be closed. */
  BLOCK;

  /** The worse of the two. */
  Advice worse(Advice other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
