package dev.interlock.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What somebody typed.
 *
 * @param command the name of the command; of one within another, both names
 * @param options the options of the command that were typed, by name without the dashes
 * @param lists the values of those that may be typed more than once
 * @param run the run id as typed
 * @param place the log
 * @param json whether the answer is to be for a machine
 */
record Typed(
    String command,
    Map<String, String> options,
    Map<String, List<String>> lists,
    Optional<String> run,
    Typed.Place place,
    boolean json) {

  static final String STANDARD_LOG = ".interlock";

  /**
   * Where the record is and how it is signed.
   *
   * @param log the folder of the log as typed
   * @param key the file of the key as typed
   */
  record Place(Optional<String> log, Optional<String> key) {}

  Path folder() {
    return path("--log", place.log().orElse(STANDARD_LOG));
  }

  /** The file that an option names. */
  Optional<Path> file(String option) {
    return Optional.ofNullable(options.get(option)).map(name -> path("--" + option, name));
  }

  /** All files that an option names. */
  List<Path> files(String option) {
    return lists.getOrDefault(option, List.of()).stream()
        .map(name -> path("--" + option, name))
        .toList();
  }

  /**
   * A path as typed.
   *
   * @throws Mistake if it is none
   */
  static Path path(String option, String name) {
    try {
      return Path.of(name);
    } catch (InvalidPathException e) {
      throw new Mistake("'" + option + "' does not name a file or folder");
    }
  }
}
