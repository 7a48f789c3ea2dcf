package dev.interlock.examples.release;

import java.util.List;

/**
 * What was published. Immutable.
 *
 * @param version the version
 * @param folder where, relative to the folder of the log
 * @param files the files, with their digests
 */
public record Publication(String version, String folder, List<PublishedFile> files) {
  /** Copies the list. */
  public Publication {
    files = List.copyOf(files);
  }

  /**
   * A file of it. Immutable.
   *
   * @param name its name
   * @param sha256 its digest
   */
  public record PublishedFile(String name, String sha256) {}
}
