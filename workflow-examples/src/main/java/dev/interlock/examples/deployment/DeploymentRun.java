package dev.interlock.examples.deployment;

import dev.interlock.gates.check.WorkspacePath;
import dev.interlock.gates.command.Allowlist;
import dev.interlock.record.RunId;
import dev.interlock.record.WorkflowException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a host does before a deployment: makes the run's own copy of the project, and the list of
 * the commands that it may run. The methods are safe for many threads.
 */
public final class DeploymentRun {
  /** The name of the command. */
  public static final String COMMAND = "deploy";

  /** What the command does. */
  public static final String TEXT =
      "Deploys a web site in eight steps, once a release manager and security approve";

  private static final long MOST_POM = 1024 * 1024;

  private DeploymentRun() {}

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
        new Option("site", "DIR", "the Maven project to deploy (default: a sample)"),
        new Option("least-tests", "N", "how many tests must run (default: 3)"),
        new Option("staging-port", "PORT", "where the trial is served (default: 18081)"),
        new Option("production-port", "PORT", "where the site is served (default: 18080)"),
        new Option("offline", "yes|no", "whether Maven fetches nothing (default: no)"));
  }

  /**
   * Makes the folder of a run and the input of the run.
   *
   * @param log the folder of the log; it is made if it is not there
   * @param run the id that the run will have
   * @param options the values of {@link #options()}, by name
   * @throws WorkflowException if an option is no such value, the folder exists, or a tool is
   *     missing
   */
  public static DeploymentRequest prepare(Path log, RunId run, Map<String, String> options) {
    String name = "runs/" + run;
    Path folder = log.resolve(name);
    if (Files.exists(folder)) {
      throw new WorkflowException(
          "the folder '" + folder + "' is there already; choose another run id or remove it");
    }
    int leastTests = number(options, "least-tests", 3, 1);
    DeploymentRequest.Ports ports =
        new DeploymentRequest.Ports(
            number(options, "staging-port", 18081, 1024),
            number(options, "production-port", 18080, 1024));
    String commands = Tools.allowlist();
    try {
      Path site = Files.createDirectories(folder.resolve("site"));
      copy(options, site);
      Path list = Files.writeString(folder.resolve("commands.json"), commands);
      Files.createDirectories(folder.resolve("staging"));
      return new DeploymentRequest(
          name,
          Allowlist.read(list).sha256(),
          WorkspacePath.of(site, "pom.xml").read(MOST_POM).seen().sha256(),
          leastTests,
          options.getOrDefault("offline", "no").equals("yes"),
          ports);
    } catch (IOException e) {
      throw new WorkflowException(
          "the project cannot be copied to '" + folder + "': " + e.getMessage(), e);
    }
  }

  private static void copy(Map<String, String> options, Path to) throws IOException {
    Optional<String> given = Optional.ofNullable(options.get("site"));
    if (given.isEmpty()) {
      Shipped.copy(to);
    } else {
      Shipped.copy(Path.of(given.get()), to);
    }
  }

  private static int number(Map<String, String> options, String name, int standard, int least) {
    String text = options.getOrDefault(name, String.valueOf(standard));
    if (!text.matches("[0-9]{1,5}")
        || Integer.parseInt(text) < least
        || Integer.parseInt(text) > 65_535) {
      throw new WorkflowException(
          "the option '--" + name + "' is a number from " + least + " to 65535");
    }
    return Integer.parseInt(text);
  }
}
