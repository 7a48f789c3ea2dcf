package dev.interlock.cli;

import dev.interlock.Run;
import dev.interlock.record.Entry;
import dev.interlock.record.RunId;
import java.nio.file.Path;
import java.util.List;

/**
 * A run that has ended, for those who write reports. Immutable.
 *
 * @param run its id
 * @param log the folder of the log
 * @param status how it ended
 * @param events all its events in their order; nothing else need be read
 */
public record EndedRun(RunId run, Path log, Run.Status status, List<Entry> events) {

  /** Copies the list. */
  public EndedRun {
    events = List.copyOf(events);
  }
}
