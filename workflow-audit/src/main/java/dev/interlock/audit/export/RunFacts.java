package dev.interlock.audit.export;

import dev.interlock.record.Entry;
import dev.interlock.record.Event;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is known of a run that is exported. Immutable.
 *
 * @param origin of which log it is
 * @param run its id
 * @param entries its events, all of them
 * @param linesSha256 the digest of its lines
 * @param size how many lines of the log the head covers
 * @param root their tree hash, base64
 * @param verdict what the verifier said of the log and the run
 * @param reason why, if it said so
 */
public record RunFacts(
    String origin,
    String run,
    List<Entry> entries,
    String linesSha256,
    long size,
    String root,
    String verdict,
    Optional<String> reason) {
  /** What stands in place of an outcome that there is not yet. */
  public static final String INCOMPLETE = "INCOMPLETE";

  /** Copies the list. */
  public RunFacts {
    entries = List.copyOf(entries);
  }

  /** How it began, which is the first that is recorded of a run. */
  Event.RunStarted started() {
    return only(Event.RunStarted.class).findFirst().orElseThrow();
  }

  /** {@code completed}, {@code rejected}, {@code failed}, {@code cancelled}, or that it runs on. */
  String outcome() {
    return only(Event.Terminal.class)
        .findFirst()
        .map(end -> end.name().substring("run.".length()))
        .orElse(INCOMPLETE);
  }

  <T> Stream<T> only(Class<T> type) {
    return entries.stream().map(Entry::event).filter(type::isInstance).map(type::cast);
  }
}
