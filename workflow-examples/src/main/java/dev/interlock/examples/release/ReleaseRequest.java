package dev.interlock.examples.release;

import java.util.List;

/**
 * What is to be released. Immutable.
 *
 * @param version the version that is to be
 * @param folder the folder of the run, relative to that of the log: {@code project/} in it is the
 *     repository
 * @param allowlist the digest of the list of commands in that folder
 * @param commit the commit that is released
 * @param tests how the tests are run
 */
public record ReleaseRequest(
    String version, String folder, String allowlist, String commit, Tests tests) {
  /**
   * How the tests of the project are run.
   *
   * @param least how many must run
   * @param goals what Maven is told, such as {@code test}
   * @param offline whether Maven fetches nothing
   */
  public record Tests(int least, List<String> goals, boolean offline) {
    /** Copies the list. */
    public Tests {
      goals = List.copyOf(goals);
    }
  }
}
