package dev.interlock.examples.release;

import dev.interlock.examples.Doomed;
import dev.interlock.record.Entry;
import dev.interlock.record.Event;
import dev.interlock.record.RunId;
import java.nio.file.Path;
import java.util.Map;

/** A process that is killed in the midst of a release. */
final class DoomedRelease {
  /** The run. */
  static final RunId RUN = RunId.of("r1");

  private DoomedRelease() {}

  /**
   * Runs.
   *
   * @param args the folder of the log, and the event and the step to stop at, such as {@code
   *     completed:7-git-tag}
   */
  public static void main(String[] args) {
    Path log = Path.of(args[0]);
    Doomed.run(
        log,
        Release.workflow(log),
        RUN,
        () -> ReleaseRun.prepare(log, RUN, Map.of("offline", "yes")),
        Release.RELEASE_MANAGER,
        entry -> place(entry).equals(args[1]));
  }

  private static String place(Entry entry) {
    if (entry.event() instanceof Event.StepStarted started) {
      return "started:" + started.path();
    }
    return entry.event() instanceof Event.StepCompleted completed
        ? "completed:" + completed.path()
        : "";
  }
}
