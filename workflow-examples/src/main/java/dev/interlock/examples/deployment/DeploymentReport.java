package dev.interlock.examples.deployment;

import dev.interlock.record.Entry;
import dev.interlock.record.Event;
import dev.interlock.record.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What is written after a deployment has ended: {@code deployment.md}, made of the run's events
 * alone. Writing it again gives the same bytes. The methods are safe for many threads.
 */
public final class DeploymentReport {
  private DeploymentReport() {}

  /**
   * Writes the report to the folder of the run.
   *
   * @param log the folder of the log
   * @param events all events of one run, in order
   * @return the file; none if the run has not ended
   * @throws UncheckedIOException if it cannot be written
   */
  public static List<Path> write(Path log, List<Entry> events) {
    if (events.stream().noneMatch(entry -> entry.event() instanceof Event.Terminal)) {
      return List.of();
    }
    List<String> lines = new ArrayList<>();
    events.forEach(entry -> tell(entry, lines));
    Path folder = log.resolve("runs").resolve(events.get(0).run().value());
    try {
      Files.createDirectories(folder);
      return List.of(
          Files.writeString(folder.resolve("deployment.md"), String.join("\n", lines) + "\n"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void tell(Entry entry, List<String> lines) {
    Event event = entry.event();
    if (event instanceof Event.RunStarted started) {
      lines.add("# Run " + entry.run() + " of " + started.workflow());
      lines.add("");
      lines.add("Asked for by " + started.requester().principal() + " at " + entry.at() + ".");
    } else if (event instanceof Event.StepCompleted step) {
      heading(lines, step.path(), "completed");
      step.checks()
          .forEach(check -> lines.add("- check " + check.check() + ": " + check.verdict()));
      step.evidence().forEach(seen -> block(lines, seen));
    } else if (event instanceof Event.StepFailed step) {
      heading(lines, step.path(), "failed");
      lines.add("- " + step.failure() + ": " + step.message());
    } else if (event instanceof Event.GateDecided gate) {
      heading(lines, gate.path(), gate.decision());
      lines.add("- by " + gate.principal() + " as " + gate.role() + " at " + entry.at());
    } else if (event instanceof Event.CompensationCompleted undone) {
      heading(lines, undone.path(), "undone");
    } else if (event instanceof Event.Terminal) {
      heading(lines, "The run", entry.name());
    }
  }

  private static void heading(List<String> lines, String what, String how) {
    lines.add("");
    lines.add("## " + what + ": " + how);
    lines.add("");
  }

  private static void block(List<String> lines, Json seen) {
    lines.add("");
    lines.add("    " + seen);
  }
}
