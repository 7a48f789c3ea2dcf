package dev.interlock.examples.sprintreview;

import dev.interlock.record.Entry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What is written after a review has ended: {@code closure.md} for people and {@code summary.json}
 * for programs, made of the run's events alone. Nothing reads them back; writing them again gives
 * the same bytes. The methods are safe for many threads.
 */
public final class SprintReviewReport {
  private SprintReviewReport() {}

  /**
   * Writes both files to the folder of the run.
   *
   * @param log the folder of the log
   * @param events all events of one run, in order
   * @return the files; none if the run has not ended
   * @throws UncheckedIOException if a file cannot be written
   */
  public static List<Path> write(Path log, List<Entry> events) {
    Optional<RunStory> told = RunStory.of(events);
    if (told.isEmpty()) {
      return List.of();
    }
    Path folder = log.resolve("runs").resolve(events.get(0).run().value());
    Path closure = folder.resolve("closure.md");
    Path summary = folder.resolve("summary.json");
    try {
      Files.createDirectories(folder);
      RunFiles.replace(closure, ClosureText.of(told.get()).getBytes(StandardCharsets.UTF_8));
      RunFiles.replace(summary, summary(told.get()).getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("the reports cannot be written to '" + folder + "'", e);
    }
    return List.of(closure, summary);
  }

  /** The summary of a run that has ended, as JSON with line breaks. */
  static String summary(RunStory story) {
    Evidences.Fields evidence = new Evidences.Fields();
    story.evidence().forEach((path, json) -> evidence.json(path, json.toString()));
    String completed =
        story.completed().stream().map(JsonFile::quoted).collect(Collectors.joining(","));
    String enforcement =
        new Evidences.Fields()
            .text("mode", "external")
            .text("guarantee", Guarantee.of(story.profile()))
            .text("approval_gate", story.gateReached() ? "blocking" : "not_reached")
            .end();
    String all =
        new Evidences.Fields()
            .text("workflow", story.workflow())
            .text("sprint", story.sprint())
            .text("status", story.status().toLowerCase(Locale.ROOT))
            .text("start_time", story.start().toString())
            .text("end_time", story.end().toString())
            .json("duration_seconds", Long.toString(seconds(story)))
            .json("steps_completed", "[" + completed + "]")
            .json("step_evidence", evidence.end())
            .json("enforcement", enforcement)
            .end();
    return JsonFile.indented(Evidences.json(all).toString()) + "\n";
  }

  private static long seconds(RunStory story) {
    return Math.max(0, Duration.between(story.start(), story.end()).toSeconds());
  }
}
