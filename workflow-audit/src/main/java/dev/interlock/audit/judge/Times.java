package dev.interlock.audit.judge;

import java.time.Instant;

/** The times of a run's events, and whether the clock can be believed. Use from one thread. */
final class Times {
  private Instant latest;
  private Instant known;
  private int events = 1;
  private long set;

  /** The times of a run that begins. */
  Times(Instant at) {
    this.latest = at;
    this.known = at;
  }

  /** Takes the time of one more event. */
  void note(Seen seen) {
    Instant at = seen.line().at();
    boolean resumed = seen.event().equals("run.resumed");
    boolean anyTime = resumed || seen.event().equals("violation");
    events++;
    if (!anyTime && at.isAfter(latest)) {
      latest = at;
    }
    boolean anotherProcess = resumed && !seen.fields().has("path");
    set += anotherProcess || at.isBefore(known) ? 1 : 0; // it may have been set while none ran
    known = at.isAfter(known) ? at : known;
  }

  /** How many events there were. */
  int events() {
    return events;
  }

  /** The latest time of those in whose order time has a say. */
  Instant latest() {
    return latest;
  }

  /** The latest time of all. */
  Instant known() {
    return known;
  }

  /** What is another number at another event if the clock was or may have been set in between. */
  long clock(Seen seen) {
    return seen.line().at().isBefore(known) ? -events : set;
  }
}
