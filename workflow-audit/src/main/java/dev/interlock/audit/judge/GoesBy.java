package dev.interlock.audit.judge;

import java.util.Optional;

/** The people by whom a run goes. Use from one thread. */
final class GoesBy {
  private final Judge judge;
  private final Began began;
  private Optional<String> now;

  GoesBy(Judge judge, Began began) {
    this.judge = judge;
    this.began = began;
    this.now = began.people();
  }

  /** Their digest, if there are any. */
  Optional<String> now() {
    return now;
  }

  /** A run that another one asked for goes by the people of that one. */
  void changed(Seen seen) {
    Optional<String> to = Optional.of(Began.digest(seen.fields().text("to")));
    Impossible.unless(
        seen.fields().textIfAny("from").equals(now) && !now.equals(to),
        "it is changed from other people than it goes by");
    seen.fields().person("by");
    Impossible.unless(
        began.parent().map(judge::peopleOf).map(to::equals).orElse(true),
        "it is changed to other people than the run goes by that asked for it");
    now = to;
  }
}
