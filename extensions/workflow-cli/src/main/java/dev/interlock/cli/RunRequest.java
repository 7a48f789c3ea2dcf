package dev.interlock.cli;

import dev.interlock.record.RunId;
import dev.interlock.record.WorkflowException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What somebody typed to start a run. Immutable.
 *
 * @param run the id that the run will have; no run of the log has it yet
 * @param log the folder of the log; it exists and is held by this command
 * @param options the values of the options that have one, by name without the dashes
 */
public record RunRequest(RunId run, Path log, Map<String, String> options) {

  /** Copies the map. */
  public RunRequest {
    options = Map.copyOf(options);
  }

  /** The value of an option, if it has one. */
  public Optional<String> option(String name) {
    return Optional.ofNullable(options.get(name));
  }

  /**
   * The value of an option that is required or has a standard value.
   *
   * @throws WorkflowException if it has none
   */
  public String value(String name) {
    return option(name)
        .orElseThrow(() -> new WorkflowException("the option '--" + name + "' is missing"));
  }
}
