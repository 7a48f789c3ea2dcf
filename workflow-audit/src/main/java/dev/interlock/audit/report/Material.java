package dev.interlock.audit.report;

import dev.interlock.record.Entry;
import dev.interlock.record.RunId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that a report is made of. Immutable.
 *
 * @param entries the events of the run; none where the log is not what was written
 * @param files what the events name, by digest: outlines and what was shown
 */
public record Material(
    RunId run, Finding finding, List<Entry> entries, Map<String, byte[]> files, Seal seal) {

  /** Copies the collections. */
  public Material {
    entries = List.copyOf(entries);
    files = Map.copyOf(files);
  }

  /**
   * What the verifier found.
   *
   * @param holds whether the log can be what was written
   * @param word its verdict
   * @param means what that does and does not mean
   * @param facts what else was found
   */
  public record Finding(boolean holds, String word, String means, List<Fact> facts) {
    /** Copies the list. */
    public Finding {
      facts = List.copyOf(facts);
    }
  }

  /** Something that was found, by name. */
  public record Fact(String name, String value) {}

  /**
   * Which log it is.
   *
   * @param origin the name of the log, if it says so
   * @param head how many lines its largest head covers, and their root
   * @param library the version of the library that makes the report
   */
  public record Seal(Optional<String> origin, Optional<Head> head, String library) {}

  /** A head of the log. */
  public record Head(long size, String root) {}
}
