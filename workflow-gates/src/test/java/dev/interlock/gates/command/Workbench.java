package dev.interlock.gates.command;

import dev.interlock.internal.log.HashTree;
import dev.interlock.internal.log.Line;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A workspace, an allowlist beside it, and what is run there. Use from one thread. */
final class Workbench {
  /** Any argument whatever, in any number. */
  static final String ANYTHING = "[[{\"each\": \"(?s)-?.*\"}], [{\"each\": \"(?s)@?.*\"}]]";

  private final List<String> entries = new ArrayList<>();
  private final Path folder;
  private String sandbox = "none";

  Workbench(Path folder) {
    this.folder = folder;
    try {
      Files.createDirectories(workspace());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path workspace() {
    return folder.resolve("workspace");
  }

  Path file() {
    return folder.resolve("commands.json");
  }

  Workbench sandbox(String word) {
    sandbox = word;
    return this;
  }

  /** Adds a program; {@code more} is JSON that begins with a comma. */
  Workbench allow(String path, String arguments, String... more) {
    entries.add(
        "{\"path\": \"%s\", \"sha256\": \"%s\", \"arguments\": %s%s}"
            .formatted(path, sha256(Path.of(path)), arguments, String.join("", more)));
    return this;
  }

  /** Adds the shell, for scripts of the tests. */
  Workbench shell(String... more) {
    return allow(sh(), "[[\"-c\", \"(?s).*\"]]", ", \"dangerous\": true" + String.join("", more));
  }

  static String sh() {
    return real("/bin/sh");
  }

  static String real(String path) {
    try {
      return Path.of(path).toRealPath().toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String sha256(Path file) {
    try {
      return Line.hex(HashTree.sha256().digest(Files.readAllBytes(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A program of the tests outside of the workspace. */
  Path program(String name, String text) {
    try {
      Path file = Files.writeString(folder.resolve(name), text);
      return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String json() {
    return "{\"format\": \"interlock-commands/1\", \"sandbox\": \"%s\", \"programs\": [%s]}"
        .formatted(sandbox, String.join(", ", entries));
  }

  Allowlist list() {
    try {
      return Allowlist.read(Files.writeString(file(), json(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  CommandRunner runner() {
    return CommandRunner.of(list(), workspace());
  }

  CommandRunner runner(Map<String, String> host) {
    return CommandRunner.of(list(), workspace(), host);
  }

  CommandOutcome attempt(String... argv) {
    return runner().attempt(command(argv));
  }

  static Command command(String... argv) {
    return Command.of(argv[0], List.of(argv).subList(1, argv.length))
        .within(Duration.ofSeconds(20));
  }

  /** What a script of the shell comes to, in so much time. */
  CommandResult script(String text, Duration time) {
    return (CommandResult) runner().attempt(Command.of(sh(), "-c", text).within(time));
  }

  CommandResult script(String text) {
    return script(text, Duration.ofSeconds(20));
  }
}
