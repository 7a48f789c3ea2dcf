package dev.interlock.audit;

import dev.interlock.internal.log.Line;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

/** The event with which a log ends because another one goes on from it. */
final class LogEnd {
  private static final String EVENT = "record.continued";

  /** What may still happen to a log that has ended. */
  private static final Set<String> AFTERWARDS = Set.of("blob.erased", "record.recovered");

  private LogEnd() {}

  /** The origin of the log that goes on, if this line says so. */
  static Optional<String> of(Line line) {
    return line.run().equals(Line.NO_RUN) && line.event().equals(EVENT)
        ? Optional.of(TopLevel.text(line.bytes(), line.dataFrom(), "origin").orElse("?"))
        : Optional.empty();
  }

  /** Whether an event may come after the end. */
  static boolean mayFollow(Line line) {
    return AFTERWARDS.contains(line.event());
  }

  static String event() {
    return EVENT;
  }

  static byte[] data(String origin) {
    return ("{\"origin\":\"" + origin + "\"}").getBytes(StandardCharsets.US_ASCII);
  }
}
