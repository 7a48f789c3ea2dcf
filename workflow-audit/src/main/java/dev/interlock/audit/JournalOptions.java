package dev.interlock.audit;

import dev.interlock.record.WorkflowException;
import java.time.Clock;
import java.time.InstantSource;
import java.util.regex.Pattern;

/**
 * How a {@link FileJournal} is opened. Immutable.
 *
 * @param name the first part of the origin of a log that is made new: {@code [a-z0-9-]+}
 * @param clock the time of events of the log itself, such as {@code record.recovered}
 */
public record JournalOptions(String name, InstantSource clock) {
  private static final Pattern NAME = Pattern.compile("[a-z0-9-]+");

  /**
   * Checks the name.
   *
   * @throws WorkflowException if it is not of its form
   */
  public JournalOptions {
    if (!NAME.matcher(name).matches()) {
      throw new WorkflowException("the name of a log is made of a to z, 0 to 9 and '-'");
    }
  }

  /** A log named {@code interlock}, and the clock of the machine. */
  public static JournalOptions standard() {
    return new JournalOptions("interlock", Clock.systemUTC());
  }

  /** The same with another name for a new log. */
  public JournalOptions name(String newName) {
    return new JournalOptions(newName, clock);
  }

  /** The same with another clock. */
  public JournalOptions clock(InstantSource newClock) {
    return new JournalOptions(name, newClock);
  }
}
