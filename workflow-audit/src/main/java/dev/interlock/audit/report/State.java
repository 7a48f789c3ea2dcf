package dev.interlock.audit.report;

/**
 * How a place of a run stands. Immutable.
 *
 * @param says what to call it
 */
record State(Look look, String says) {
  static final State NOT_REACHED = new State(Look.IDLE, "not reached");

  static State done(String says) {
    return new State(Look.DONE, says);
  }

  static State failed(String says) {
    return new State(Look.FAILED, says);
  }

  static State waiting(String says) {
    return new State(Look.WAITING, says);
  }

  static State running(String says) {
    return new State(Look.RUNNING, says);
  }

  static State skipped(String says) {
    return new State(Look.SKIPPED, says);
  }

  boolean is(Look other) {
    return look == other;
  }

  /** Whether a run does not come back to it. */
  boolean isOver() {
    return look == Look.DONE || look == Look.SKIPPED || look == Look.UNDONE;
  }
}
