package dev.interlock;

/** What may be done next in a run, as the walk of its definition found it. Immutable. */
sealed interface Ready {
  /** Where. */
  String path();

  /** A step may start: its first attempt, or its next. */
  record ToRun(Node.Step step, Frame frame, String path, int attempt) implements Ready {}

  /** The branches of a parallel are done and may be joined. */
  record ToJoin(Node.Branches parallel, Frame frame, String path, int attempt) implements Ready {}

  /** A value may be examined. */
  record ToExamine(Node.Examination check, Frame frame, String path, int attempt)
      implements Ready {}

  /** A gate may be presented for the first time, or again after it was superseded. */
  record ToPresent(Node.GateNode gate, Frame frame, String path, int attempt) implements Ready {}

  /** Nobody knows whether an acting step had its effect, which must be recorded. */
  record ToDoubt(String path, int attempt) implements Ready {}
}
