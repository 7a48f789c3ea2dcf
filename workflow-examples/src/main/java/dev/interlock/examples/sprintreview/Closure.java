package dev.interlock.examples.sprintreview;

import java.util.List;

/**
 * What was closed. Immutable.
 *
 * @param sprint the sprint
 * @param epics_closed how many epics were marked Done
 * @param epic_ids their ids
 * @param files their files as they were left
 * @param approved_by who approved it
 */
@SuppressWarnings("MemberName") // the names in the summary
public record Closure(
    String sprint,
    int epics_closed,
    List<String> epic_ids,
    List<ClosedFile> files,
    List<String> approved_by) {

  /** Copies the lists. */
  public Closure {
    epic_ids = List.copyOf(epic_ids);
    files = List.copyOf(files);
    approved_by = List.copyOf(approved_by);
  }

  /**
   * The file of a closed epic.
   *
   * @param file relative to the folder of the log
   * @param sha256 the SHA-256 of what was written
   */
  public record ClosedFile(String file, String sha256) {}

  /**
   * What reading back saw.
   *
   * @param closed the ids of the epics that are Done in their files
   * @param untouched the ids of the epics whose files are as they were reviewed
   * @param files the files that were read
   */
  public record ReadBack(List<String> closed, List<String> untouched, Seen files) {

    /** Copies the lists. */
    public ReadBack {
      closed = List.copyOf(closed);
      untouched = List.copyOf(untouched);
    }
  }
}
