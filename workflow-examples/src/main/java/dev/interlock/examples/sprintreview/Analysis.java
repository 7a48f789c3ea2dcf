package dev.interlock.examples.sprintreview;

import java.util.List;

/**
 * The items of the sprint by type and by state. Immutable.
 *
 * @param total all of them
 * @param by_type how many of each type
 * @param by_state how many in each state
 * @param blocked the ids of those in state Blocked, at most 20
 * @param seen the files that were read
 */
@SuppressWarnings("MemberName") // the names in the summary
public record Analysis(
    int total, List<Counted> by_type, List<Counted> by_state, List<String> blocked, Seen seen) {

  /** Copies the lists. */
  public Analysis {
    by_type = List.copyOf(by_type);
    by_state = List.copyOf(by_state);
    blocked = List.copyOf(blocked);
  }

  /** Whether every item is in one type and one state. */
  boolean addsUp() {
    return Counted.total(by_type) == total && Counted.total(by_state) == total;
  }

  /**
   * What the recount saw.
   *
   * @param by_type how many of each type
   * @param by_state how many in each state
   * @param seen the files that were read
   */
  public record Recounted(List<Counted> by_type, List<Counted> by_state, Seen seen) {

    /** Copies the lists. */
    public Recounted {
      by_type = List.copyOf(by_type);
      by_state = List.copyOf(by_state);
    }
  }
}
