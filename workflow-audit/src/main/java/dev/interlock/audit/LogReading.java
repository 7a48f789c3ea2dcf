package dev.interlock.audit;

import dev.interlock.record.JournalException;
import java.io.FileInputStream;
import java.io.IOException;
import java.util.Optional;

/**
 * A log as it was read from its beginning to the last line that verifies.
 *
 * @param scan what was read
 * @param covered how many lines the largest head covers
 * @param stop why reading stopped before the end
 * @param tail what follows the last line that verifies
 */
record LogReading(LogScan scan, long covered, Optional<LogScan.Stop> stop, Optional<Tail> tail) {

  /**
   * Reads a log.
   *
   * @param heads the heads to compare; they were listed before the log is read
   * @param strictFrom the number of the first line of which all is read
   */
  static LogReading of(LogFolder folder, HeadCheck heads, long strictFrom, LogScan.Visitor visitor)
      throws IOException {
    LogScan scan = new LogScan(heads, visitor, folder.aboutOrRefuse().beforeFirst());
    Optional<LogScan.Stop> stop;
    try (FileInputStream in = new FileInputStream(folder.journal().toFile())) {
      stop = scan.run(in, strictFrom);
    }
    Optional<Tail> tail =
        stop.isPresent()
            ? Optional.of(Tail.read(folder.journal(), scan.end(), scan.torn()))
            : Optional.empty();
    return new LogReading(scan, heads.covered(), stop, tail);
  }

  /** How many lines verify. */
  long lines() {
    return scan.tree().size();
  }

  /** How many lines verify and come after the last head. */
  long uncovered() {
    return Math.max(0, lines() - covered);
  }

  /** What a crash left after the last line that verifies, if nothing else is wrong with the log. */
  Optional<Tail> torn() {
    boolean form = stop.map(LogScan.Stop::form).orElse(false);
    return tail.filter(found -> form && found.torn() && covered <= lines());
  }

  /** Whether a head covers more lines than there are, all of which verify. */
  boolean rolledBack() {
    return stop.isEmpty() && covered > lines();
  }

  /**
   * Makes sure that nothing is wrong with the log but a torn tail.
   *
   * @throws JournalException with the number of the first bad line and why it is bad
   */
  void refuseIfBad(LogFolder folder) {
    if (stop.isPresent() && torn().isEmpty()) {
      throw new JournalException(
          "the log in '"
              + folder.dir()
              + "' is not as it was written: "
              + stop.get()
              + ". Keep the folder as it is and look for what changed it");
    }
    if (rolledBack()) {
      throw new JournalException(
          "the log in '"
              + folder.dir()
              + "' was rolled back: it has "
              + lines()
              + " lines, and its head covers "
              + covered);
    }
  }
}
