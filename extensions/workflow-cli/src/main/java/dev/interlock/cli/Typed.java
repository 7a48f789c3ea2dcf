package dev.interlock.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What somebody typed.
 *
 * @param command the name of the command
 * @param options the workflow's options that have a value, by name without the dashes
 * @param run the run id as typed
 * @param log the folder of the log as typed
 * @param json whether the answer is to be for a machine
 */
record Typed(
    String command,
    Map<String, String> options,
    Optional<String> run,
    Optional<String> log,
    boolean json) {

  static final String STANDARD_LOG = ".interlock";

  Path folder() {
    return Path.of(log.orElse(STANDARD_LOG));
  }
}
