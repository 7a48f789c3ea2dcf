package dev.interlock.gates.command;

import dev.interlock.record.WorkflowException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is put in front of a command so that it has no terminal, and, in a sandbox, sees no process
 * but its own and writes nowhere but where it may. Of two folders, one in the other, the inner one
 * is what it was said to be: hidden in a writable one, or writable in a hidden one. Immutable; safe
 * for many threads.
 *
 * @param writable folders that may be written to from a sandbox, the workspace first
 * @param hidden folders that are empty there
 */
record Isolation(List<Path> writable, List<Hidden> hidden) {
  private static final List<Path> FOLDERS =
      Stream.of("/usr/bin", "/bin", "/usr/local/bin").map(Path::of).toList();

  /** Those who come and go with the folder of temporary files must still find their program. */
  private static final Path TEMPORARY = Path.of("/tmp");

  /** Refuses a folder that is to be both. */
  Isolation {
    for (Hidden folder : hidden) {
      if (writable.contains(folder.path())) {
        throw new WorkflowException(
            "the folder '" + folder.path() + "' is to be written to and hidden; it cannot be both");
      }
    }
  }

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
    mounts(admitted.program()).forEach(mount -> all.addAll(mount.words()));
    all.addAll(List.of("--chdir", admitted.directory().toString(), "--"));
    all.addAll(admitted.argv());
    return session(all);
  }

  /** What is laid over a path: a later one lies on top of an earlier one. */
  record Mount(Path path, List<String> words) {
    static Mount hiding(Path path) {
      return new Mount(path, List.of("--tmpfs", path.toString()));
    }

    static Mount of(String how, Path path) {
      return new Mount(path, List.of(how, path.toString(), path.toString()));
    }
  }

  /** From the outside to the inside, so that no folder is covered by one that it lies in. */
  List<Mount> mounts(AllowedProgram program) throws Refused {
    for (Hidden folder : hidden) {
      folder.refuseIfMoved();
    }
    Stream<Mount> folders =
        Stream.concat(
            writable.stream().map(path -> Mount.of("--bind", path)),
            hidden.stream().map(folder -> Mount.hiding(folder.path())));
    Stream<Mount> programs =
        programs(program)
            .filter(path -> path.startsWith(TEMPORARY))
            .map(path -> Mount.of("--ro-bind", path));
    return Stream.concat(folders, programs)
        .sorted(Comparator.comparingInt(mount -> mount.path().getNameCount()))
        .toList();
  }

  /**
   * A folder that nobody is to see.
   *
   * @param path its real path
   * @param key which folder it is, whatever it is called
   */
  record Hidden(Path path, Object key) {
    static Hidden at(Path path) {
      try {
        return new Hidden(path, key(path));
      } catch (IOException e) {
        throw new WorkflowException("the folder '" + path + "' cannot be hidden: " + e, e);
      }
    }

    private static Object key(Path path) throws IOException {
      BasicFileAttributes seen =
          Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return Objects.requireNonNull(seen.fileKey(), "fileKey");
    }

    /** A folder around it can be renamed by a command, and it would then be seen elsewhere. */
    void refuseIfMoved() throws Refused {
      try {
        if (path.toRealPath().equals(path) && key(path).equals(key)) {
          return;
        }
      } catch (IOException e) { // said below
      }
      throw new Refused("the folder '" + path + "', which is hidden, is no longer where it was");
    }
  }

  /** The same with one more folder that may be written to. */
  Isolation writing(Path folder) {
    return new Isolation(joined(writable, List.of(folder)), hidden);
  }

  /** The same with one more folder that is empty. */
  Isolation hiding(Path folder) {
    return new Isolation(writable, joined(hidden, List.of(Hidden.at(folder))));
  }

  private static Stream<Path> programs(AllowedProgram program) {
    return Stream.concat(Stream.of(program.path()), program.pins().stream().map(Pin::path));
  }

  private static <T> List<T> joined(List<T> first, List<T> then) {
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
