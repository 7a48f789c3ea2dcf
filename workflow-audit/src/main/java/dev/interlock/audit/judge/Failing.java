package dev.interlock.audit.judge;

import dev.interlock.record.Failure;
import java.util.Arrays;

/** What follows a failure, as the record says it and as the outline asks for it. */
final class Failing {
  private static final String VIOLATION = "Violation";

  private Failing() {}

  static Failure.Kind kind(Seen seen) {
    String kind = seen.fields().text("failure");
    return Arrays.stream(Failure.Kind.values())
        .filter(one -> one.name().equals(kind))
        .findFirst()
        .orElseThrow(() -> new Impossible("failed with '" + kind + "', which is no failure"));
  }

  static boolean waits(Seen seen) {
    return kind(seen).waits();
  }

  /**
   * What must follow.
   *
   * @param tries how many attempts there were since a person last said to try again
   */
  static String next(Seen seen, Node.Trying trying, int tries) {
    Failure.Kind kind = kind(seen);
    if (kind == Failure.Kind.TRANSIENT && tries < trying.attempts()) {
      return "retry";
    }
    boolean skips = trying.optional().isPresent() && !seen.fields().is("type", VIOLATION);
    return skips ? "skip" : kind.waits() ? "waiting" : "end";
  }
}
