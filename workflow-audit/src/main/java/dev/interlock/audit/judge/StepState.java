package dev.interlock.audit.judge;

import java.util.Locale;

/** How the last attempt of a step stands. */
enum StepState {
  NONE,
  RUNNING,
  /** The process died in which it ran. */
  LOST,
  COMPLETED,
  RETRY,
  WAITING,
  /** A person said to try again. */
  AGAIN,
  /** It is known that it did not happen. */
  UNDONE,
  FAILED,
  PASSED_BY,
  SKIPPED,
  DOUBT,
  UNANSWERED;

  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
