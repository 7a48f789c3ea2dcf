package dev.interlock.gates.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is put in front of a command so that it has no terminal, and, in a sandbox, sees no process
 * but its own and writes nowhere but where it may. Immutable; safe for many threads.
 *
 * @param writable folders that may be written to from a sandbox, the workspace first
 * @param hidden folders that are empty there
 */
record Isolation(List<Path> writable, List<Path> hidden) {
  private static final List<Path> FOLDERS =
      Stream.of("/usr/bin", "/bin", "/usr/local/bin").map(Path::of).toList();

  /** Those who come and go with the folder of temporary files must still find their program. */
  private static final Path TEMPORARY = Path.of("/tmp");

  /** A new session, without a terminal. */
  List<String> session(List<String> argv) throws Refused {
    return joined(List.of(tool("setsid")), argv);
  }

  /** The same in a sandbox; a service is not ended with who started it. */
  List<String> sandboxed(Admitted admitted, boolean service) throws Refused {
    List<String> all = new ArrayList<>(List.of(tool("bwrap"), "--new-session"));
    if (!service) {
      all.add("--die-with-parent");
    }
    all.addAll(List.of("--unshare-user-try", "--unshare-ipc", "--unshare-pid", "--unshare-uts"));
    boolean network = admitted.program().grants().network();
    if (!network) {
      all.add("--unshare-net");
    }
    all.addAll(List.of("--cap-drop", "ALL", "--ro-bind", "/", "/", "--dev", "/dev"));
    all.addAll(List.of("--proc", "/proc", "--tmpfs", TEMPORARY.toString()));
    if (!network) {
      all.addAll(List.of("--tmpfs", "/run")); // where services of this machine listen
    }
    hidden.forEach(folder -> all.addAll(List.of("--tmpfs", folder.toString())));
    programs(admitted.program())
        .filter(path -> path.startsWith(TEMPORARY))
        .forEach(path -> all.addAll(List.of("--ro-bind", path.toString(), path.toString())));
    writable.forEach(folder -> all.addAll(List.of("--bind", folder.toString(), folder.toString())));
    all.addAll(List.of("--chdir", admitted.directory().toString(), "--"));
    all.addAll(admitted.argv());
    return session(all);
  }

  private static Stream<Path> programs(AllowedProgram program) {
    return Stream.concat(Stream.of(program.path()), program.pins().stream().map(Pin::path));
  }

  private static List<String> joined(List<String> first, List<String> then) {
    return Stream.concat(first.stream(), then.stream()).toList();
  }

  /** A tool of ours, which only the administrator can have put where it is. */
  static String tool(String name) throws Refused {
    Optional<Path> found =
        FOLDERS.stream().map(f -> f.resolve(name)).filter(Files::exists).findFirst();
    try {
      Path real = found.orElseThrow(() -> new Refused(missing(name))).toRealPath();
      if (isTheAdministrators(real) && isTheAdministrators(real.resolveSibling("."))) {
        return real.toString();
      }
    } catch (IOException e) { // said below
    }
    throw new Refused("'" + name + "' can be changed by others than the administrator");
  }

  private static String missing(String name) {
    return "'" + name + "' is missing on this machine, and no command is run without it";
  }

  private static boolean isTheAdministrators(Path path) throws IOException {
    PosixFileAttributes file =
        Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    return file.owner().getName().equals("root")
        && !file.permissions().contains(PosixFilePermission.GROUP_WRITE)
        && !file.permissions().contains(PosixFilePermission.OTHERS_WRITE);
  }
}
