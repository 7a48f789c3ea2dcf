package dev.interlock;

import dev.interlock.record.Event;
import java.time.Instant;

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

  /**
   * A gate may be presented for the first time, or again.
   *
   * @param escalated whether its time is over and somebody else may answer as well
   */
  record ToPresent(Node.GateNode gate, Frame frame, String path, int attempt, boolean escalated)
      implements Ready {
    /** Whether it is the same presentation of the same gate. */
    boolean isSameAs(ToPresent other) {
      return path.equals(other.path) && attempt == other.attempt;
    }
  }

  /** A value from outside may be asked for. */
  record ToRequest(Node.Receipt receipt, String path) implements Ready {}

  /** Another workflow may be run, or is looked after once more. */
  record ToFollow(Node.Child child, Frame frame, String path) implements Ready {}

  /** The outside world may be asked whether an effect in doubt happened. */
  record ToReconcile(Node.Step step, Frame frame, String path, int attempt) implements Ready {}

  /** An effect may be undone. */
  record ToCompensate(Node.Step step, Frame frame, String path, int attempt) implements Ready {}

  /** Nobody knows whether an acting step had its effect, which must be recorded. */
  record ToDoubt(String path, int attempt) implements Ready {}

  /** Something is clear from what is recorded, and is recorded itself. */
  record ToDecide(String path, Decided decided) implements Ready {}

  /** Says what is recorded; may call the pure functions of a definition. */
  @FunctionalInterface
  interface Decided {
    Event event(Values values, Instant now) throws Exception;
  }
}
