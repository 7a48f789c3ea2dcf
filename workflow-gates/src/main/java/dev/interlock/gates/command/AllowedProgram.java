package dev.interlock.gates.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A program of the allowlist. Immutable.
 *
 * @param file which file it was when the list was read
 * @param profile what is put around its arguments
 * @param forms the lists of arguments that it may be given
 * @param fixed variables that it gets with these values
 * @param inherited names of variables that it gets as the host has them
 * @param pins further files that must be what they were
 * @param grants what else it may do
 */
record AllowedProgram(
    Path path,
    Fingerprint file,
    Profile profile,
    List<ArgumentForm> forms,
    Map<String, String> fixed,
    List<String> inherited,
    List<Pin> pins,
    Grants grants) {

  /**
   * What it may do.
   *
   * @param dangerous it may run other programs
   * @param network it reaches the network from a sandbox
   * @param service it may go on when the command that started it is over
   */
  record Grants(boolean dangerous, boolean network, boolean service) {}

  /**
   * The file as it is now.
   *
   * @throws IOException if it is not what it was; the message says in what
   */
  Fingerprint checked() throws IOException {
    Fingerprint now = Fingerprint.of(path);
    if (!now.sha256().equals(file.sha256())) {
      throw new IOException(
          "'" + path + "' has the digest " + now.sha256() + " and not the one in the allowlist");
    }
    if (!now.place().equals(file.place())) {
      throw new IOException("'" + path + "' is another file than when the allowlist was read");
    }
    for (Pin pin : pins) {
      Optional<String> objection = pin.objection();
      if (objection.isPresent()) {
        throw new IOException(objection.get());
      }
    }
    return now;
  }

  /** Why it may not be given these arguments; empty if it may. */
  Optional<String> objection(List<String> arguments) {
    List<String> objections = new ArrayList<>();
    for (ArgumentForm form : forms) {
      Optional<String> objection = form.objection(arguments);
      if (objection.isEmpty()) {
        return objection;
      }
      objections.add(objection.get());
    }
    String nearest = objections.get(objections.size() - 1);
    return Optional.of(
        "'"
            + path
            + "' may not be given these arguments: "
            + (objections.size() == 1 ? nearest : "they are of none of its forms"));
  }

  /** The argv with what its profile puts in front. */
  List<String> argv(List<String> arguments) {
    return Stream.of(List.of(path.toString()), profile.arguments(), arguments)
        .flatMap(List::stream)
        .toList();
  }
}
