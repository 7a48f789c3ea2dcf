package dev.interlock.gates.command;

import dev.interlock.internal.log.HashTree;
import dev.interlock.internal.log.Line;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Programs that run other programs or code that they are given: by name, and by content where a
 * copy has another name.
 */
final class Interpreters {
  /** Whatever is behind a name that says a version, a target or a flavour: python3.11, gawk. */
  private static final Pattern DECORATION = Pattern.compile("[-_.]?[0-9][0-9a-z.]*(-[a-z0-9]+)?$");

  private static final Set<String> NAMES =
      names(
          "sh ash bash dash zsh ksh mksh fish csh tcsh rbash busybox toybox env xargs parallel"
              + " find",
          "fd python pypy ipython perl ruby irb node nodejs deno bun php lua luajit tclsh wish"
              + " expect",
          "guile scheme racket ghci runghc erl elixir iex julia octave gnuplot bc dc m4",
          "awk gawk mawk nawk original-awk sed vi vim view vimdiff vim.basic vim.tiny ex nvim"
              + " emacs",
          "nano pico ed less more most man pager ssh scp sftp slogin rsync telnet ftp",
          "git git-shell hg svn bzr cvs mvn mvnd mvnw gradle gradlew ant sbt lein make gmake cmake",
          "ninja meson bazel just rake npm npx yarn pnpm pip pipx uv poetry conda gem bundle cargo"
              + " go",
          "java javac jshell jrunscript javadoc jcmd jdb kotlin kotlinc scala groovy dotnet mono",
          "docker podman nerdctl buildah kubectl helm ctr runc crun lxc systemd-run systemd-nspawn",
          "nohup nice ionice timeout time setsid stdbuf unbuffer unshare nsenter chroot fakeroot",
          "bwrap firejail flatpak sudo su doas runuser setpriv pkexec setarch linux64 linux32"
              + " taskset",
          "chrt numactl prlimit capsh faketime gosu tini dumb-init flock script scriptreplay tmux",
          "screen watch entr at batch crontab cron start-stop-daemon daemon dbus-run-session",
          "dbus-launch xvfb-run ssh-agent ssh-keygen gdb gdbserver lldb strace ltrace perf valgrind"
              + " rr",
          "tar bsdtar star cpio zip 7z 7za split sort wget curl socat nc ncat netcat openssl gpg",
          "mail mutt psql mysql mariadb sqlite3 ld ld.so gcc cc g++ c++ cpp clang tcc rustc"
              + " run-parts");

  private static final List<String> PREFIXES =
      List.of("ld-linux", "ld-musl", "python", "perl", "ruby", "lua", "qemu-", "wine", "php");

  private static final List<Path> FOLDERS =
      Stream.of("/usr/bin", "/bin", "/usr/local/bin", "/usr/sbin").map(Path::of).toList();

  private Interpreters() {}

  private static Set<String> names(String... lines) {
    return Arrays.stream(lines)
        .flatMap(line -> Arrays.stream(line.split(" ", -1)))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** What runs other programs in this file: its own name, or that of what it is a copy of. */
  static Optional<String> in(Path path, String sha256) {
    String name = path.getFileName().toString().toLowerCase(Locale.ROOT);
    return isOne(name) ? Optional.of(name) : copied(path, sha256);
  }

  private static boolean isOne(String name) {
    String bare = name.replaceFirst("\\.(exe|sh|bash|py|pl|rb|js|cmd|bat)$", "");
    String plain = bare.replaceFirst("^[a-z0-9_]+-linux-[a-z0-9]+-", "");
    return NAMES.contains(bare)
        || NAMES.contains(plain)
        || NAMES.contains(DECORATION.matcher(plain).replaceFirst(""))
        || PREFIXES.stream().anyMatch(bare::startsWith);
  }

  /** The known program that a file is a copy of. */
  private static Optional<String> copied(Path path, String sha256) {
    for (Path folder : FOLDERS) {
      for (String name : NAMES) {
        if (isCopy(folder.resolve(name), path, sha256)) {
          return Optional.of(name + " under another name");
        }
      }
    }
    return Optional.empty();
  }

  private static boolean isCopy(Path known, Path path, String sha256) {
    try {
      return Files.isRegularFile(known)
          && Files.size(known) == Files.size(path)
          && Line.hex(HashTree.sha256().digest(Files.readAllBytes(known))).equals(sha256);
    } catch (IOException e) { // what cannot be read cannot be compared
      return false;
    }
  }
}
