package dev.interlock.gates.command;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Decides whether a command may be run. Immutable; safe for many threads. */
final class Admission {
  /** The variable that every process of a command inherits, unless it takes it away. */
  static final String COOKIE = "INTERLOCK_COMMAND";

  private static final int MOST_ARGUMENTS = 4096;
  private static final int LONGEST_ARGUMENT = 128 * 1024 - 1;
  private static final int MOST_BYTES = 1024 * 1024;

  private final Allowlist allowlist;
  private final Path workspace;
  private final Map<String, String> host;

  /**
   * Commands of this list in this workspace.
   *
   * @param workspace its real path
   * @param host the variables of the host, which some programs inherit
   */
  Admission(Allowlist allowlist, Path workspace, Map<String, String> host) {
    this.allowlist = allowlist;
    this.workspace = workspace;
    this.host = Map.copyOf(host);
  }

  /** All that is needed to run it; what it says of the program's file holds for a moment. */
  Admitted admit(Command command, String id) throws Refused {
    refuse(unsendable(command.arguments()));
    AllowedProgram program = program(command);
    Path directory = directory(command.directory());
    refuse(program.profile().objection(command.arguments(), directory, workspace));
    try {
      return new Admitted(
          program,
          program.checked(),
          program.argv(command.arguments()),
          directory,
          environment(program, id));
    } catch (IOException e) {
      throw new Refused(String.valueOf(e.getMessage()));
    }
  }

  /** The program, with the first of its profiles that may be given these arguments. */
  private AllowedProgram program(Command command) throws Refused {
    String reason = unknown(command.executable());
    for (AllowedProgram program : allowlist.programs(command.executable())) {
      Optional<String> objection = program.objection(command.arguments());
      if (objection.isEmpty()) {
        return program;
      }
      reason = objection.get();
    }
    throw new Refused(reason);
  }

  private static void refuse(Optional<String> reason) throws Refused {
    if (reason.isPresent()) {
      throw new Refused(reason.get());
    }
  }

  private static String unknown(String executable) {
    return executable.startsWith("/")
        ? "'" + executable + "' is not in the allowlist"
        : "'" + executable + "' is not an absolute path; a program is named by its real path";
  }

  /** What the system would cut off, refuse or change on its way to the program. */
  private static Optional<String> unsendable(List<String> arguments) {
    long bytes = 0;
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      String which = "argument " + (i + 1) + " ";
      if (argument.indexOf('\0') >= 0) {
        return Optional.of(which + "holds a NUL");
      }
      if (!arrives(argument)) {
        return Optional.of(which + "cannot be passed on as it is in the character set of this JVM");
      }
      int length = argument.getBytes(Charset.defaultCharset()).length;
      if (length > LONGEST_ARGUMENT) {
        return Optional.of(which + "has over " + LONGEST_ARGUMENT + " bytes");
      }
      bytes += length + 1;
    }
    return arguments.size() > MOST_ARGUMENTS || bytes > MOST_BYTES
        ? Optional.of("its arguments are over " + MOST_ARGUMENTS + " or have over 1 MiB together")
        : Optional.empty();
  }

  /** Whether it is the same in either character set in which a JDK may pass arguments on. */
  private static boolean arrives(String argument) {
    Charset charset = Charset.defaultCharset();
    Charset system = Charset.forName(System.getProperty("sun.jnu.encoding", charset.name()));
    return new String(argument.getBytes(charset), charset).equals(argument)
        && (charset.equals(system) || argument.chars().allMatch(c -> c < 128));
  }

  private Path directory(Path relative) throws Refused {
    try {
      Path real = workspace.resolve(relative).toRealPath();
      if (real.startsWith(workspace) && Files.isDirectory(real)) {
        return real;
      }
    } catch (IOException e) { // said below
    }
    throw new Refused("'" + relative + "' is no directory in the workspace");
  }

  private Map<String, String> environment(AllowedProgram program, String id) {
    Map<String, String> environment = new LinkedHashMap<>();
    for (String name : program.inherited()) {
      Optional.ofNullable(host.get(name)).ifPresent(value -> environment.put(name, value));
    }
    environment.putAll(program.fixed());
    environment.putAll(program.profile().environment());
    environment.put(COOKIE, id);
    return environment;
  }
}
