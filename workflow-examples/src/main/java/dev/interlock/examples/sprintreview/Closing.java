package dev.interlock.examples.sprintreview;

import dev.interlock.Approved;
import dev.interlock.Checked;
import dev.interlock.record.Principal;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * The body of the last step: marks the eligible epics Done. It may be run again: an epic that is
 * Done is left as it is. It touches nothing before all of them are found as they were reviewed.
 */
final class Closing {
  private final RunFiles files;
  private final Clock clock;

  Closing(RunFiles files, Clock clock) {
    this.files = files;
    this.clock = clock;
  }

  /** Closes what was reviewed, with the approval in hand. */
  Closure close(SprintToReview sprint, Epics epics, Approved<Checked<Recommendation>> approval) {
    Recommendation approved = approval.value().value();
    epics.eligible().forEach(this::requireAsReviewed);
    List<Closure.ClosedFile> closed = new ArrayList<>();
    for (Epics.Eligible epic : epics.eligible()) {
      closed.add(new Closure.ClosedFile(epic.file(), markDone(epic.file())));
    }
    return new Closure(
        approved.sprint(),
        closed.size(),
        epics.eligible().stream().map(Epics.Eligible::id).toList(),
        closed,
        approval.by().stream().map(Principal::name).toList());
  }

  private void requireAsReviewed(Epics.Eligible epic) {
    byte[] bytes = files.bytes(epic.file());
    boolean asReviewed = RunFiles.sha256(bytes).equals(epic.sha256());
    if (!asReviewed && !read(epic.file(), bytes).is(State.DONE)) {
      throw Refusal.doesNotAddUp(
          "the epic in '" + epic.file() + "' is not the one that was reviewed",
          "who changed it after the review");
    }
  }

  private String markDone(String file) {
    byte[] bytes = files.bytes(file);
    WorkItem epic = read(file, bytes);
    if (epic.is(State.DONE)) {
      return RunFiles.sha256(bytes);
    }
    WorkItem done = epic.moved(State.DONE, clock.instant().truncatedTo(ChronoUnit.SECONDS));
    byte[] written = JsonFile.write(done, WorkItem.class);
    files.replace(file, written);
    return RunFiles.sha256(written);
  }

  private static WorkItem read(String file, byte[] bytes) {
    return RunFiles.json(file, bytes, WorkItem.class);
  }
}
