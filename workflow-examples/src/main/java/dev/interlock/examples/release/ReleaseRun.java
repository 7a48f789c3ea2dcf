package dev.interlock.examples.release;

import dev.interlock.gates.command.Allowlist;
import dev.interlock.gates.command.Command;
import dev.interlock.gates.command.CommandOutcome;
import dev.interlock.gates.command.CommandResult;
import dev.interlock.gates.command.CommandRunner;
import dev.interlock.record.RunId;
import dev.interlock.record.WorkflowException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a host does before a release: makes the repository of the run, and the list of the commands
 * that it may run. The methods are safe for many threads.
 */
public final class ReleaseRun {
  /** The name of the command. */
  public static final String COMMAND = "release";

  /** What the command does. */
  public static final String TEXT =
      "Releases a library in eight steps: tags and publishes it once a release manager approves";

  private ReleaseRun() {}

  /**
   * An option of the command.
   *
   * @param name without dashes
   * @param label what stands for its value
   * @param text what it is
   */
  public record Option(String name, String label, String text) {}

  /** The options of the command, all of which may be left out. */
  public static List<Option> options() {
    return List.of(
        new Option("version", "X.Y.Z", "the version to release (default: 1.1.0)"),
        new Option("project", "DIR", "the Maven project to release (default: a sample)"),
        new Option("least-tests", "N", "how many tests must run (default: 2)"),
        new Option(
            "reviewed",
            "FILE",
            "files that look like secrets and hold none, as sha256sum lists them in the project"),
        new Option("offline", "yes|no", "whether Maven fetches nothing (default: no)"));
  }

  /**
   * Makes the folder of a run, with a repository of one commit, and the input of the run.
   *
   * @param log the folder of the log; it is made if it is not there
   * @param run the id that the run will have
   * @param options the values of {@link #options()}, by name
   * @throws WorkflowException if an option is no such value, the folder exists, or a tool is
   *     missing
   */
  public static ReleaseRequest prepare(Path log, RunId run, Map<String, String> options) {
    String name = "runs/" + run;
    Path folder = log.resolve(name);
    if (Files.exists(folder)) {
      throw new WorkflowException(
          "the folder '" + folder + "' is there already; choose another run id or remove it");
    }
    int leastTests = leastTests(options);
    Map<String, String> reviewed = Digests.listed(Optional.ofNullable(options.get("reviewed")));
    String commands = Tools.allowlist();
    try {
      Path project = Files.createDirectories(folder.resolve("project"));
      copy(options, project);
      Files.writeString(project.resolve(".gitignore"), "target/\n");
      Allowlist list = Allowlist.read(Files.writeString(folder.resolve("commands.json"), commands));
      String commit = repository(list, project);
      return new ReleaseRequest(
          options.getOrDefault("version", "1.1.0"),
          name,
          list.sha256(),
          commit,
          maven(leastTests, Digests.of(project, ".mvn"), options),
          reviewed);
    } catch (IOException e) {
      throw new WorkflowException(
          "the project cannot be copied to '" + folder + "': " + e.getMessage(), e);
    }
  }

  private static int leastTests(Map<String, String> options) {
    String leastTests = options.getOrDefault("least-tests", "2");
    if (!leastTests.matches("[1-9][0-9]{0,5}")) {
      throw new WorkflowException("the option '--least-tests' is a number from 1 to 999999");
    }
    return Integer.parseInt(leastTests);
  }

  private static ReleaseRequest.Maven maven(
      int leastTests, Map<String, String> settings, Map<String, String> options) {
    return new ReleaseRequest.Maven(
        ".",
        leastTests,
        List.of("test"),
        List.of("package", "-Dmaven.test.skip=true"),
        options.getOrDefault("offline", "no").equals("yes"),
        settings);
  }

  private static void copy(Map<String, String> options, Path to) throws IOException {
    Optional<String> given = Optional.ofNullable(options.get("project"));
    if (given.isEmpty()) {
      Shipped.copy(to);
    } else {
      Shipped.copy(Path.of(given.get()), to);
    }
  }

  /** Makes a repository of what is there; gives its commit. */
  private static String repository(Allowlist list, Path project) {
    CommandRunner runner = CommandRunner.of(list, project);
    String git = list.named("git");
    said(runner, Command.of(git, "init", "-q"));
    said(runner, Command.of(git, "add", "--", "."));
    said(runner, Command.of(git, "commit", "-q", "-m", "As it was given"));
    return said(runner, Command.of(git, "rev-parse", "--verify", "HEAD")).strip();
  }

  private static String said(CommandRunner runner, Command command) {
    CommandOutcome outcome = runner.attempt(command);
    if (outcome instanceof CommandResult result && result.succeeded()) {
      return result.stdout().head();
    }
    throw new WorkflowException("the repository cannot be made: " + outcome.says());
  }
}
