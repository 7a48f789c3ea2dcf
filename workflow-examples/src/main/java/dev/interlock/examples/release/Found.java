package dev.interlock.examples.release;

import dev.interlock.gates.check.FileSeen;
import java.util.List;
import java.util.Optional;

/** What the steps before the gate found. */
public final class Found {
  private Found() {}

  /**
   * The version to release and the one before. Immutable.
   *
   * @param from the last one that has a tag; empty before the first
   * @param to the one that the project has
   * @param artifact the name of the project's artifact
   * @param group its group
   */
  public record Version(Optional<String> from, String to, String artifact, String group) {}

  /**
   * What the changelog says of the version. Immutable.
   *
   * @param lines its lines
   */
  public record Notes(List<String> lines) {
    /** Copies the list. */
    public Notes {
      lines = List.copyOf(lines);
    }
  }

  /**
   * The tests ran. Immutable.
   *
   * @param reports the folder of their reports, relative to the project
   * @param canary the test that had to fail
   */
  public record Tested(String reports, String canary) {}

  /**
   * The pages of the documentation. Immutable.
   *
   * @param pages their paths, relative to the project
   * @param links how many of their links lead to a file of the project
   */
  public record Pages(List<String> pages, int links) {
    /** Copies the list. */
    public Pages {
      pages = List.copyOf(pages);
    }
  }

  /**
   * What is to be published. Immutable.
   *
   * @param version the version
   * @param commit the commit that it was built from
   * @param jar the jar, relative to the project
   * @param sha256 its digest
   * @param pom the digest of the project's {@code pom.xml}
   */
  public record Candidate(String version, String commit, String jar, String sha256, String pom) {}

  /**
   * The pages that must be there. Immutable.
   *
   * @param pages each as it was seen
   */
  public record Documentation(List<FileSeen> pages) {
    /** Copies the list. */
    public Documentation {
      pages = List.copyOf(pages);
    }
  }
}
