package dev.interlock.audit;

import dev.interlock.record.WorkflowException;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How a {@link FileJournal} is opened. Immutable.
 *
 * @param name the first part of the origin of a log that is made new: {@code [a-z0-9-]+}
 * @param clock the time of events of the log itself, such as {@code record.recovered}
 * @param anchors who is handed every head of the log
 * @param anchorLimit how long an anchor may take for one head; {@link FileJournal#close()} waits
 *     for twice as much at most
 * @param key signs every head; without one heads are not signed
 */
public record JournalOptions(
    String name,
    InstantSource clock,
    List<Anchor> anchors,
    Duration anchorLimit,
    Optional<HeadKey> key) {
  private static final Pattern NAME = Pattern.compile("[a-z0-9-]+");
  private static final Duration LONGEST = Duration.ofHours(1);

  /**
   * Checks name and limit.
   *
   * @throws WorkflowException if one is not of its form
   */
  public JournalOptions {
    if (!NAME.matcher(name).matches()) {
      throw new WorkflowException("the name of a log is made of a to z, 0 to 9 and '-'");
    }
    if (anchorLimit.toMillis() < 1 || anchorLimit.compareTo(LONGEST) > 0) {
      throw new WorkflowException("an anchor may take from a millisecond to an hour for one head");
    }
    anchors = List.copyOf(anchors);
  }

  /** A log named {@code interlock}, the clock of the machine, no anchor and no key. */
  public static JournalOptions standard() {
    return new JournalOptions(
        "interlock", Clock.systemUTC(), List.of(), Duration.ofSeconds(30), Optional.empty());
  }

  /** The same with another name for a new log. */
  public JournalOptions name(String newName) {
    return new JournalOptions(newName, clock, anchors, anchorLimit, key);
  }

  /** The same with another clock. */
  public JournalOptions clock(InstantSource newClock) {
    return new JournalOptions(name, newClock, anchors, anchorLimit, key);
  }

  /** The same with these anchors; {@link Anchor#required()} makes one required. */
  public JournalOptions anchors(Anchor... newAnchors) {
    return new JournalOptions(name, clock, List.of(newAnchors), anchorLimit, key);
  }

  /** The same with another limit for anchors. */
  public JournalOptions anchorLimit(Duration newLimit) {
    return new JournalOptions(name, clock, anchors, newLimit, key);
  }

  /** The same with heads that are signed with this key. */
  public JournalOptions signedWith(HeadKey newKey) {
    return new JournalOptions(name, clock, anchors, anchorLimit, Optional.of(newKey));
  }
}
