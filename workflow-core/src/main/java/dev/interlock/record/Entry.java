package dev.interlock.record;

import java.time.Instant;

/**
 * One event where it stands in a log. Immutable.
 *
 * @param seq its number in the log, from 0
 * @param at when it was written, to the microsecond; for people, never for order
 * @param run the run it belongs to
 * @param name what happened, such as {@code step.completed}
 * @param data the details, a JSON object
 */
public record Entry(long seq, Instant at, RunId run, String name, Json data) {

  /**
   * The details as a typed event; one of a name that this version does not know is an {@link
   * Event.Other}.
   *
   * @throws JournalException if the data lacks what an event of this name must hold
   */
  public Event event() {
    return EventJson.read(name, data);
  }
}
