package dev.interlock.examples.sprintreview;

import java.util.List;

/**
 * What the security reviewer says. Immutable.
 *
 * @param recommendation BLOCK without a report or with an open critical or high finding,
 *     CONDITIONAL with an open item tagged {@code security}, else APPROVE
 * @param notes why
 * @param open_items the ids of open items of the sprint tagged {@code security}, at most 20
 * @param findings how many findings the reports hold, open or not
 * @param open_findings the open ones by severity
 * @param seen the reports that were read
 */
@SuppressWarnings("MemberName") // the names in the summary
public record SecurityReview(
    Advice recommendation,
    List<String> notes,
    List<String> open_items,
    int findings,
    List<Counted> open_findings,
    Seen seen) {

  /** Copies the lists. */
  public SecurityReview {
    notes = List.copyOf(notes);
    open_items = List.copyOf(open_items);
    open_findings = List.copyOf(open_findings);
  }

  /**
   * One finding, as it stands in a report.
   *
   * @param id its id
   * @param severity critical, high, medium, low or info
   * @param open whether it is still there
   */
  public record Finding(String id, String severity, boolean open) {}

  /**
   * What a second look saw.
   *
   * @param reports how many reports
   * @param open_severe how many open findings are critical or high
   * @param open_items how many open items of the sprint are tagged {@code security}
   * @param seen the reports that were read
   */
  public record SecondLook(int reports, int open_severe, int open_items, Seen seen) {}
}
