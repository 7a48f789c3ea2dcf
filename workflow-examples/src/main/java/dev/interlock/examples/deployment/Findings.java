package dev.interlock.examples.deployment;

/** What the first checks found. */
public final class Findings {
  private Findings() {}

  /**
   * The tests ran. Immutable.
   *
   * @param reports the folder of their reports, relative to the project
   * @param canary the test that had to fail
   */
  public record Tested(String reports, String canary) {}

  /**
   * The sources were compiled with all warnings. Immutable.
   *
   * @param files how many sources there are
   */
  public record Linted(int files) {}

  /**
   * The project was looked through for secrets. Immutable.
   *
   * @param folder what was looked through, relative to the run's folder
   */
  public record Scanned(String folder) {}

  /**
   * What the compiler wrote. Immutable.
   *
   * @param classes how many classes there are
   */
  public record Compiled(int classes) {}
}
