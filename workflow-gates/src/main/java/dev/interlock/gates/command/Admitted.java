package dev.interlock.gates.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A command that may be run, with all that is needed to do it. Immutable.
 *
 * @param program the program
 * @param file its file as it was looked at for this command
 * @param argv what is run
 * @param directory where, an absolute real path
 * @param environment all of its variables
 */
record Admitted(
    AllowedProgram program,
    Fingerprint file,
    List<String> argv,
    Path directory,
    Map<String, String> environment) {

  /** The same with other arguments behind those of the profile. */
  Admitted asking(List<String> question) {
    return new Admitted(program, file, program.argv(question), directory, environment);
  }
}
