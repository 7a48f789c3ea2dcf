package dev.interlock.gates.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is put around the arguments of a program that would otherwise do what the files of a
 * workspace tell it. Immutable.
 *
 * @param name {@code none}, {@code git}, {@code maven} or {@code npm}
 * @param arguments what stands in front of the arguments
 * @param environment variables that it sets
 */
record Profile(String name, List<String> arguments, Map<String, String> environment) {
  private static final String NOTHING = "/dev/null";
  private static final String FALSE = "/bin/false";
  private static final String PROTOCOLS = "GIT_ALLOW_PROTOCOL";
  private static final String SETTINGS = ".npmrc";

  /** Two files that cannot be there, of which npm wants one each: it reads no file twice. */
  private static final String NO_USER = NOTHING + "/user";

  private static final String NO_MACHINE = NOTHING + "/machine";

  /** Nothing around it. */
  static final Profile NONE = new Profile("none", List.of(), Map.of());

  /**
   * No hooks, helpers, pagers, editors or replaced objects, and no settings but the repository's.
   * No repository that is reached by a path either: Git runs the hooks of that one, and takes back
   * all settings that it was given here.
   */
  static final Profile GIT =
      new Profile(
          "git",
          List.of(
              "--no-pager",
              "--no-replace-objects",
              "-c",
              "core.fsmonitor=false",
              "-c",
              "core.hooksPath=" + NOTHING,
              "-c",
              "core.attributesFile=" + NOTHING,
              "-c",
              "core.sshCommand=" + FALSE,
              "-c",
              "core.gitProxy=" + FALSE,
              "-c",
              "credential.helper=",
              "-c",
              "protocol.ext.allow=never",
              "-c",
              "submodule.recurse=false",
              "-c",
              "fetch.recurseSubmodules=false",
              "-c",
              "push.recurseSubmodules=no",
              "-c",
              "commit.gpgSign=false",
              "-c",
              "tag.gpgSign=false",
              "-c",
              "gc.auto=0",
              "-c",
              "maintenance.auto=false"),
          Map.ofEntries(
              Map.entry("GIT_CONFIG_NOSYSTEM", "1"),
              Map.entry("GIT_CONFIG_GLOBAL", NOTHING),
              Map.entry("GIT_ATTR_NOSYSTEM", "1"),
              Map.entry("GIT_NO_REPLACE_OBJECTS", "1"),
              Map.entry("GIT_OPTIONAL_LOCKS", "0"),
              Map.entry("GIT_TERMINAL_PROMPT", "0"),
              Map.entry("GIT_ASKPASS", FALSE),
              Map.entry("GIT_EDITOR", FALSE),
              Map.entry("GIT_SSH_COMMAND", FALSE),
              Map.entry(PROTOCOLS, "https"),
              Map.entry("LC_ALL", "C")));

  /** The same, where what it runs is not asked: a repository may be reached by a path. */
  static final Profile GIT_WITH_PATHS = GIT.with(PROTOCOLS, "file:https");

  private Profile with(String variable, String value) {
    Map<String, String> more = new HashMap<>(environment);
    more.put(variable, value);
    return new Profile(name, arguments, Map.copyOf(more));
  }

  /**
   * Maven, started as Java starts it, without its script: it reads neither {@code .mvn} of the
   * project nor {@code ~/.mavenrc}.
   *
   * @param home where Maven is
   * @throws IOException if it is not there
   */
  static Profile maven(Path home) throws IOException {
    Path boot;
    try (Stream<Path> jars = Files.list(home.resolve("boot"))) {
      boot =
          jars.filter(jar -> jar.getFileName().toString().matches("plexus-classworlds.*\\.jar"))
              .sorted()
              .findFirst()
              .orElseThrow(() -> new IOException("no plexus-classworlds in '" + home + "/boot'"));
    }
    return new Profile(
        "maven",
        List.of(
            "-XX:TieredStopAtLevel=1",
            "-classpath",
            boot.toString(),
            "-Dclassworlds.conf=" + home.resolve("bin/m2.conf"),
            "-Dmaven.home=" + home,
            "-Dmaven.multiModuleProjectDirectory=" + home,
            "org.codehaus.plexus.classworlds.launcher.Launcher",
            "--batch-mode",
            "--no-transfer-progress"),
        Map.of());
  }

  /**
   * npm, without its script, the settings of the user, and what packages want run when they are
   * installed.
   *
   * @param home where npm is
   * @throws IOException if it is not there
   */
  static Profile npm(Path home) throws IOException {
    Path program = home.resolve("bin/npm-cli.js");
    if (!Files.isRegularFile(program)) {
      throw new IOException("no '" + program + "'");
    }
    return new Profile(
        "npm",
        List.of(
            program.toString(),
            "--ignore-scripts",
            "--userconfig=" + NO_USER,
            "--globalconfig=" + NO_MACHINE,
            "--no-audit",
            "--no-fund",
            "--no-update-notifier"),
        Map.of());
  }

  /**
   * What the program is asked before it is run, to see whether the workspace sets a trap for it.
   */
  Optional<List<String>> question() {
    return name.equals("git")
        ? Optional.of(List.of("config", "--list", "--local", "--includes", "--name-only", "-z"))
        : Optional.empty();
  }

  /**
   * Why it may not be run so in this directory; empty if nothing is there to mislead it.
   *
   * @param directory a real path in the workspace
   */
  Optional<String> objection(List<String> told, Path directory, Path workspace) {
    return switch (name) {
      case "git" -> InnerRepositories.objection(told, directory);
      case "npm" -> settings(directory, workspace);
      default -> Optional.empty();
    };
  }

  /** npm takes the settings that lie beside the nearest package, which may be one further up. */
  private static Optional<String> settings(Path directory, Path workspace) {
    for (Path at = directory; at != null && at.startsWith(workspace); at = at.getParent()) {
      if (Files.exists(at.resolve(SETTINGS), LinkOption.NOFOLLOW_LINKS)) {
        return Optional.of(
            "there is a file '" + at.resolve(SETTINGS) + "', which would tell npm what to do");
      }
    }
    return Optional.empty();
  }
}
