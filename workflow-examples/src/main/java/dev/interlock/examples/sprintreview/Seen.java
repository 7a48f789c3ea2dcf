package dev.interlock.examples.sprintreview;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which files were looked at: enough to find out later whether they are still the same. Immutable.
 *
 * @param folder the folder, relative to the folder of the log
 * @param files how many files
 * @param sha256 the SHA-256 over one line per file, sorted by path: the file's SHA-256, two spaces,
 *     its path relative to the folder of the log
 */
public record Seen(String folder, int files, String sha256) {

  /** What was seen in a folder: path and digest of each file. */
  static Seen of(String folder, Map<String, String> digests) {
    StringBuilder lines = new StringBuilder();
    new TreeMap<>(digests)
        .forEach((file, digest) -> lines.append(digest).append("  ").append(file).append('\n'));
    byte[] text = lines.toString().getBytes(StandardCharsets.UTF_8);
    return new Seen(folder, digests.size(), RunFiles.sha256(text));
  }
}
