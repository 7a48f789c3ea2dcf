package dev.interlock.examples.release;

import java.util.List;
import java.util.Map;

/**
 * What is to be released. Immutable.
 *
 * @param version the version that is to be
 * @param folder the folder of the run, relative to that of the log: {@code project/} in it is the
 *     repository
 * @param allowlist the digest of the list of commands in that folder
 * @param commit the commit that is released
 * @param maven how it is tested and built
 * @param reviewed the digests of files that somebody has looked at and found no secret in, though
 *     they look so, by their paths relative to the project
 */
public record ReleaseRequest(
    String version,
    String folder,
    String allowlist,
    String commit,
    Maven maven,
    Map<String, String> reviewed) {
  /** Copies the map. */
  public ReleaseRequest {
    reviewed = Map.copyOf(reviewed);
  }

  /**
   * How the project is tested and built.
   *
   * @param module the folder of what is released, relative to the project; {@code .} for all of it
   * @param leastTests how many tests must run
   * @param test what Maven is told to test, such as {@code test}
   * @param build what it is told to build, such as {@code package}
   * @param offline whether it fetches nothing
   * @param settings the digests of the files that the project has in {@code .mvn}, by their paths
   *     relative to it; Maven, as it is started here, does not read them
   */
  public record Maven(
      String module,
      int leastTests,
      List<String> test,
      List<String> build,
      boolean offline,
      Map<String, String> settings) {
    /** Copies the lists and the map. */
    public Maven {
      settings = Map.copyOf(settings);
      test = List.copyOf(test);
      build = List.copyOf(build);
    }

    /** A file of the module, relative to the project. */
    String in(String path) {
      return module.equals(".") ? path : module + "/" + path;
    }
  }
}
