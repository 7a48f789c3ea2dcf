package dev.interlock.cli;

import dev.interlock.Run;

/** The exit codes: they tell how a run was left. */
final class Exit {
  static final int COMPLETED = 0;
  static final int FAILED = 1;
  static final int USAGE = 2;
  static final int WAITING = 3;
  static final int REJECTED = 4;
  static final int CANCELLED = 5;
  static final int INTERRUPTED = 130;

  private Exit() {}

  static boolean isEnd(Run.Status status) {
    return status != Run.Status.RUNNING && status != Run.Status.WAITING;
  }

  static int of(Run.Status status) {
    return switch (status) {
      case COMPLETED -> COMPLETED;
      case RUNNING, WAITING -> WAITING;
      case REJECTED -> REJECTED;
      case FAILED -> FAILED;
      case CANCELLED -> CANCELLED;
    };
  }
}
