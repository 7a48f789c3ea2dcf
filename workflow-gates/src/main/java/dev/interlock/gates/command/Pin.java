package dev.interlock.gates.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A file whose content is known.
 *
 * @param path its absolute real path
 * @param sha256 the digest of its content
 */
record Pin(Path path, String sha256) {
  /** What is wrong with the file now; empty if it is what it was. */
  Optional<String> objection() {
    try {
      String now = Fingerprint.of(path).sha256();
      return now.equals(sha256)
          ? Optional.empty()
          : Optional.of(
              "'" + path + "' has the digest " + now + " and not the one in the allowlist");
    } catch (IOException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }
}
