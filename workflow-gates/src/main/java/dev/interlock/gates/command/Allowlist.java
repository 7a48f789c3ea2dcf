package dev.interlock.gates.command;

import dev.interlock.internal.json.StrictJson;
import dev.interlock.internal.log.HashTree;
import dev.interlock.internal.log.Line;
import dev.interlock.record.WorkflowException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The programs that may be run, and with which arguments: a file of the host's, outside of every
 * workspace, in which each program is named by its real path and its digest. What it may say stands
 * in {@code docs/guide/commands.md}.
 *
 * <p>Its digest belongs into the definition, by {@code flow.given("allowlist", list.sha256())}, so
 * that a run does not go on under another list. Immutable; safe for many threads.
 */
public final class Allowlist {
  /** The format that this version reads. */
  static final String FORMAT = "interlock-commands/1";

  private static final int MOST_BYTES = 1024 * 1024;
  private static final StrictJson JSON = StrictJson.ofValues();

  private final Path file;
  private final String sha256;
  private final Sandbox sandbox;
  private final List<AllowedProgram> programs;

  private Allowlist(Path file, String sha256, AllowlistReader.Read read) {
    this.file = file;
    this.sha256 = sha256;
    this.sandbox = read.sandbox();
    this.programs = read.programs();
  }

  /**
   * The list in this file.
   *
   * @throws WorkflowException if it cannot be read, is not of its form, names a program that is not
   *     there or has another digest, or allows a program that runs others without saying so; all
   *     that is wrong is said at once
   */
  public static Allowlist read(Path file) {
    try {
      Path real = file.toRealPath();
      if (Files.size(real) > MOST_BYTES) {
        throw new WorkflowException("the allowlist '" + file + "' has over 1 MiB");
      }
      byte[] bytes = Files.readAllBytes(real);
      String sha256 = Line.hex(HashTree.sha256().digest(bytes));
      return new Allowlist(real, sha256, valid(file, bytes));
    } catch (IOException e) {
      throw new WorkflowException("the allowlist '" + file + "' cannot be read: " + e, e);
    }
  }

  /**
   * The same, if the file has this digest.
   *
   * @param sha256 64 hex digits in lower case
   * @throws WorkflowException also if it has another one
   */
  public static Allowlist read(Path file, String sha256) {
    Allowlist list = read(file);
    if (!list.sha256.equals(sha256)) {
      throw new WorkflowException(
          "the allowlist '" + file + "' has the digest " + list.sha256 + " and not " + sha256);
    }
    return list;
  }

  private static AllowlistReader.Read valid(Path file, byte[] bytes) {
    AllowlistReader.Read read;
    try {
      read = new AllowlistReader().read(JSON.readTree(bytes));
    } catch (IllegalArgumentException e) {
      throw new WorkflowException(
          "the allowlist '" + file + "' is no JSON object: " + e.getMessage(), e);
    }
    if (!read.mistakes().isEmpty()) {
      throw new WorkflowException(
          "the allowlist '"
              + file
              + "' is not valid:\n  - "
              + String.join("\n  - ", read.mistakes()));
    }
    return read;
  }

  /** The digest of the file, 64 hex digits. */
  public String sha256() {
    return sha256;
  }

  /** Whether commands are run in a sandbox. */
  public Sandbox sandbox() {
    return sandbox;
  }

  /** Whether a program may be run with these arguments, as far as the list says. */
  public boolean allows(String executable, List<String> arguments) {
    return programs(executable).stream().anyMatch(p -> p.objection(arguments).isEmpty());
  }

  /**
   * The path of the program whose file has this name, such as {@code git}.
   *
   * @throws WorkflowException if there is none, or more than one
   */
  public String named(String name) {
    List<String> found =
        programs.stream()
            .map(AllowedProgram::path)
            .filter(path -> path.getFileName().toString().equals(name))
            .map(Path::toString)
            .distinct()
            .toList();
    if (found.size() != 1) {
      throw new WorkflowException(
          "the allowlist '" + file + "' has " + found.size() + " programs named '" + name + "'");
    }
    return found.get(0);
  }

  Path file() {
    return file;
  }

  /** The programs that are named so, by their real path and nothing else: one for each profile. */
  List<AllowedProgram> programs(String executable) {
    return programs.stream().filter(p -> p.path().toString().equals(executable)).toList();
  }
}
