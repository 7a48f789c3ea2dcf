package dev.interlock.audit.judge;

/** A pause in a run. Use from one thread. */
final class PausePlace extends Place {
  private boolean started;
  private boolean ended;

  PausePlace(Frame frame, int index, String path) {
    super(frame, index, path);
  }

  @Override
  boolean actsOrAsks() {
    return true;
  }

  @Override
  void happens(Seen seen) {
    switch (seen.event()) {
      case "pause.started" -> {
        begins("begins");
        Impossible.unless(!started, "begins twice");
        seen.fields().text("due");
        started = true;
      }
      case "pause.ended" -> {
        begins("ends");
        Impossible.unless(started && !ended, "ends, and it did not begin");
        ended = true;
        advance();
      }
      default -> throw notHere(seen);
    }
  }

  @Override
  boolean isThrough() {
    return ended;
  }

  @Override
  String awaits() {
    return started && !ended ? "pause" : "";
  }
}
