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
   * Where the record is, how it is signed, and who may decide.
   *
   * @param log the folder of the log as typed
   * @param key the file of the key that signs its heads as typed
   * @param people the file of the people as typed
   */
  record Place(Optional<String> log, Optional<String> key, Optional<String> people) {}

  Path folder() {
    return path("--log", place.log().orElse(STANDARD_LOG));
  }

  /** The value of an option, if it was typed. */
  Optional<String> option(String name) {
    return Optional.ofNullable(options.get(name));
  }

  /** All values of an option that may be typed more than once. */
  List<String> list(String name) {
    return lists.getOrDefault(name, List.of());
  }

  /** The file that an option names. */
  Optional<Path> file(String option) {
    return option(option).map(name -> path("--" + option, name));
  }

  /** All files that an option names. */
  List<Path> files(String option) {
    return list(option).stream().map(name -> path("--" + option, name)).toList();
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
