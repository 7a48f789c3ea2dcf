package dev.interlock.examples.sprintreview;

import dev.interlock.record.FailureException;
import dev.interlock.record.RunId;
import dev.interlock.record.WorkflowException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a host does before a review: makes the run's own copy of the data, so that nothing else is
 * ever changed, and the input that names it. The methods are safe for many threads.
 */
public final class SprintReviewRun {
  /** The name of the command. */
  public static final String COMMAND = "sprint-review";

  /** What the command does. */
  public static final String TEXT =
      "Reviews a sprint in eight steps and closes its finished epics once a person approves";

  private static final List<String> ITEM_FOLDERS =
      List.of("epics", "features", "tasks", "bugs", "sprints");

  private static final List<String> REPORT_FOLDERS = List.of("tests", "security");

  private SprintReviewRun() {}

  /**
   * An option of the command.
   *
   * @param name without dashes
   * @param label what stands for its value
   * @param text what it is
   * @param required whether it must be given
   */
  public record Option(String name, String label, String text, boolean required) {}

  /** The options of the command; those that are not required default to the shipped data. */
  public static List<Option> options() {
    return List.of(
        new Option("sprint", "NAME", "the sprint to review, such as \"Sprint 7\"", true),
        new Option(
            "items", "DIR", "work items: epics/ features/ tasks/ bugs/ (default: samples)", false),
        new Option("reports", "DIR", "reports: tests/ security/ (default: samples)", false));
  }

  /**
   * Makes the folder of a run and the input of the run. The folder is made under another name and
   * then renamed, so that it is there as a whole or not at all.
   *
   * @param log the folder of the log; it is made if it is not there
   * @param run the id that the run will have
   * @param options the values of {@link #options()}, by name
   * @throws WorkflowException if an option is missing, the folder exists, or no item belongs to the
   *     sprint; then nothing is left behind
   */
  public static SprintToReview prepare(Path log, RunId run, Map<String, String> options) {
    String sprint =
        Optional.ofNullable(options.get("sprint"))
            .orElseThrow(() -> new WorkflowException("the option '--sprint' is missing"));
    SprintToReview input = new SprintToReview(sprint, "runs/" + run);
    Path folder = log.resolve(input.folder());
    if (Files.exists(folder)) {
      throw new WorkflowException(
          "the folder '" + folder + "' is there already; choose another run id or remove it");
    }
    try {
      Files.createDirectories(log.resolve("runs"));
      Path beside = Files.createTempDirectory(log.resolve("runs"), ".preparing-");
      moveInto(folder, fill(beside, sprint, options));
    } catch (IOException e) {
      throw new WorkflowException(
          "the data of the run cannot be copied to '" + folder + "': " + e.getMessage(), e);
    }
    return input;
  }

  private static Path fill(Path beside, String sprint, Map<String, String> options)
      throws IOException {
    try {
      copy(options, "items", ITEM_FOLDERS, beside);
      copy(options, "reports", REPORT_FOLDERS, beside);
      requireItems(beside.resolve("items"), sprint);
      return beside;
    } catch (IOException | WorkflowException e) {
      Copying.remove(beside);
      throw e;
    }
  }

  private static void copy(
      Map<String, String> options, String option, List<String> folders, Path to)
      throws IOException {
    String given = options.get(option);
    if (given == null) {
      Shipped.copy(option, to.resolve(option));
    } else {
      Copying.folders(Path.of(given), folders, to.resolve(option));
    }
  }

  private static void moveInto(Path folder, Path beside) throws IOException {
    try {
      Files.move(beside, folder, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      Copying.remove(beside);
      throw e;
    }
  }

  /** Refuses a sprint that nobody planned; items that cannot be read are for the run to refuse. */
  private static void requireItems(Path items, String sprint) {
    List<String> sprints;
    try {
      sprints = sprints(items);
    } catch (FailureException e) {
      return;
    }
    if (!sprints.contains(sprint)) {
      throw new WorkflowException(
          "there is no item of sprint '"
              + sprint
              + "'; there are items of "
              + sprints.stream().map(name -> "'" + name + "'").collect(Collectors.joining(", ")));
    }
  }

  private static List<String> sprints(Path items) {
    Items reader = new Items(new RunFiles(items));
    return ItemType.FOLDERS.stream()
        .flatMap(folder -> reader.in(".", folder).stream())
        .map(filed -> filed.item().iteration())
        .distinct()
        .sorted()
        .toList();
  }
}
