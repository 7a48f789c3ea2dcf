package dev.interlock.examples.sprintreview;

import java.util.List;

/**
 * The epics of the sprint: which can be closed, which cannot and why, and which are closed already.
 * Immutable.
 *
 * @param eligible all their Features are Done
 * @param not_eligible something stands against it
 * @param already_done the ids of those in state Done before the review
 */
@SuppressWarnings("MemberName") // the names in the summary
public record Epics(
    List<Eligible> eligible, List<NotEligible> not_eligible, List<String> already_done) {

  /** Copies the lists. */
  public Epics {
    eligible = List.copyOf(eligible);
    not_eligible = List.copyOf(not_eligible);
    already_done = List.copyOf(already_done);
  }

  /** How many epics there are. */
  int total() {
    return eligible.size() + not_eligible.size() + already_done.size();
  }

  /**
   * An epic that can be closed.
   *
   * @param id its id
   * @param title its title
   * @param file its file, relative to the folder of the log
   * @param sha256 the SHA-256 of that file when it was reviewed
   * @param features the ids of its Features, all of them Done, sorted
   */
  public record Eligible(
      String id, String title, String file, String sha256, List<String> features) {

    /** Copies the list. */
    public Eligible {
      features = List.copyOf(features);
    }
  }

  /**
   * An epic that stays open.
   *
   * @param id its id
   * @param title its title
   * @param file its file, relative to the folder of the log
   * @param sha256 the SHA-256 of that file when it was reviewed
   * @param reason what stands against it
   */
  public record NotEligible(String id, String title, String file, String sha256, String reason) {}

  /**
   * What a second look saw.
   *
   * @param epics how many epics the sprint has
   * @param eligible the ids of those that can be closed
   * @param features the files of their Features
   */
  public record SecondLook(int epics, List<String> eligible, Seen features) {

    /** Copies the list. */
    public SecondLook {
      eligible = List.copyOf(eligible);
    }
  }
}
