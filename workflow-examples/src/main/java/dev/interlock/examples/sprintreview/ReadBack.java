package dev.interlock.examples.sprintreview;

import dev.interlock.Approved;
import dev.interlock.Checked;
import dev.interlock.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The other party of the last step: reads the files of all epics of the sprint back. Those that
 * were approved must be Done, the others must be as they were reviewed.
 */
final class ReadBack {
  private final RunFiles files;

  ReadBack(RunFiles files) {
    this.files = files;
  }

  /** Whether exactly the eligible epics were closed. */
  Verdict closure(
      SprintToReview sprint,
      Epics epics,
      Approved<Checked<Recommendation>> approval,
      Closure claimed) {
    Map<String, String> digests = new HashMap<>();
    List<String> closed = new ArrayList<>();
    for (Epics.Eligible epic : epics.eligible()) {
      byte[] bytes = files.bytes(epic.file());
      digests.put(epic.file(), RunFiles.sha256(bytes));
      WorkItem item = RunFiles.json(epic.file(), bytes, WorkItem.class);
      if (item.id().equals(epic.id()) && item.state().equals("Done")) {
        closed.add(item.id());
      }
    }
    List<String> untouched = untouched(epics, digests);
    boolean holds =
        closed.size() == epics.eligible().size()
            && closed.equals(claimed.epic_ids())
            && claimed.files().stream().allMatch(f -> f.sha256().equals(digests.get(f.file())))
            && untouched.size() == epics.not_eligible().size();
    return Verdict.of(
        holds,
        closed.size()
            + " of "
            + epics.eligible().size()
            + " epics are Done in their files, and "
            + untouched.size()
            + " of "
            + epics.not_eligible().size()
            + " others are untouched",
        new Closure.ReadBack(closed, untouched, Seen.of(sprint.items() + "/epics", digests)));
  }

  private List<String> untouched(Epics epics, Map<String, String> digests) {
    List<String> untouched = new ArrayList<>();
    for (Epics.NotEligible epic : epics.not_eligible()) {
      String sha256 = RunFiles.sha256(files.bytes(epic.file()));
      digests.put(epic.file(), sha256);
      if (sha256.equals(epic.sha256())) {
        untouched.add(epic.id());
      }
    }
    return untouched;
  }
}
