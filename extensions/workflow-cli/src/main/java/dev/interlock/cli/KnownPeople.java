package dev.interlock.cli;

import dev.interlock.People;
import dev.interlock.gates.PeopleFile;
import dev.interlock.record.WorkflowException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The file of those who may decide, if one is named; no command reads it out of a workspace.
 *
 * @param file as typed, from the environment or from the host
 * @param log the folder of the log, which is no place for it
 */
record KnownPeople(Optional<Path> file, Path log) {
  static final String VARIABLE = "INTERLOCK_PEOPLE";

  /** What was typed comes before what the environment says, and that before the host's own file. */
  static KnownPeople of(Typed typed, Optional<String> variable, Optional<Path> host) {
    Optional<Path> file =
        typed
            .place()
            .people()
            .or(() -> variable.filter(name -> !name.isEmpty()))
            .map(name -> Typed.path("--people", name))
            .or(() -> host);
    return new KnownPeople(file, typed.folder());
  }

  /**
   * The people, if a file is named.
   *
   * @throws Mistake with all that is wrong with it; nothing was changed
   */
  Optional<People> read() {
    return file.map(
        path -> {
          try {
            return at(path, log).people();
          } catch (WorkflowException e) {
            throw new Mistake(e.getMessage() + "\nnothing was changed");
          }
        });
  }

  /**
   * The file.
   *
   * @throws Mistake if none is named
   */
  PeopleFile required() {
    return at(path(), log);
  }

  /** Its name. */
  Path path() {
    return file.orElseThrow(KnownPeople::none);
  }

  /** No file of people is named, and one is needed. */
  static Mistake none() {
    return new Mistake("no people are known here: add --people FILE, or set " + VARIABLE + "=FILE");
  }

  /** A file of people, outside of the folders that steps and agents may write to. */
  static PeopleFile at(Path file, Path log) {
    List<Path> workspaces = new ArrayList<>(List.of(Path.of("").toAbsolutePath()));
    Optional.of(log).filter(Files::isDirectory).ifPresent(workspaces::add);
    return PeopleFile.at(file, workspaces.toArray(Path[]::new));
  }
}
