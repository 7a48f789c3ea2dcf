package dev.interlock.examples.sprintreview;

import java.math.BigDecimal;
import java.util.List;

/**
 * What one reviewer says, by a rule about the numbers. Immutable.
 *
 * @param reviewer who
 * @param recommendation what follows from the rule
 * @param completion_rate per cent, as the metrics have it
 * @param least the least per cent that the reviewer approves
 * @param notes what else a person should know
 */
@SuppressWarnings("MemberName") // the names in the summary
public record Review(
    String reviewer,
    Advice recommendation,
    BigDecimal completion_rate,
    int least,
    List<String> notes) {

  /** Copies the list. */
  public Review {
    notes = List.copyOf(notes);
  }
}
