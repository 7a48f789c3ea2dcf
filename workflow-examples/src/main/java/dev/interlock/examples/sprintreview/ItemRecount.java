package dev.interlock.examples.sprintreview;

import dev.interlock.Verdict;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The other party of the first two steps: reads the files anew, in its own way, and compares. It
 * knows nothing of how the steps count.
 */
final class ItemRecount {
  private final RunFiles files;

  ItemRecount(RunFiles files) {
    this.files = files;
  }

  /** What one reading of all files gives. */
  private record Tally(Map<String, Integer> byType, Map<String, Integer> byState, Seen seen) {

    int total() {
      return byType.values().stream().mapToInt(count -> count).sum();
    }

    int done() {
      return byState.getOrDefault("Done", 0);
    }

    static List<Counted> sorted(Map<String, Integer> counts) {
      return new TreeMap<>(counts)
          .entrySet().stream().map(e -> new Counted(e.getKey(), e.getValue())).toList();
    }
  }

  /** Whether the metrics are what is in the files. */
  Verdict metrics(SprintToReview sprint, Metrics claimed) {
    Tally tally = tally(sprint);
    boolean same =
        tally.total() == claimed.total_tasks()
            && tally.done() == claimed.completed_tasks()
            && tally.seen().equals(claimed.seen());
    return Verdict.of(
        same,
        "the files say " + tally.done() + " of " + tally.total() + " items are done",
        new Metrics.Recounted(tally.total(), tally.done(), tally.seen()));
  }

  /** Whether the analysis is what is in the files. */
  Verdict analysis(SprintToReview sprint, Metrics metrics, Analysis claimed) {
    Tally tally = tally(sprint);
    List<Counted> byType = Tally.sorted(tally.byType());
    List<Counted> byState = Tally.sorted(tally.byState());
    boolean same =
        byType.equals(claimed.by_type())
            && byState.equals(claimed.by_state())
            && tally.done() == metrics.completed_tasks()
            && tally.seen().equals(metrics.seen());
    return Verdict.of(
        same,
        "the files give other counts by type or state, or changed since the metrics were made",
        new Analysis.Recounted(byType, byState, tally.seen()));
  }

  private Tally tally(SprintToReview sprint) {
    Map<String, Integer> byType = new HashMap<>();
    Map<String, Integer> byState = new HashMap<>();
    Map<String, String> digests = new HashMap<>();
    for (String folder : List.of("bugs", "tasks", "features", "epics")) {
      for (String name : files.names(sprint.items() + "/" + folder)) {
        String file = sprint.items() + "/" + folder + "/" + name;
        byte[] bytes = files.bytes(file);
        digests.put(file, RunFiles.sha256(bytes));
        WorkItem item = RunFiles.json(file, bytes, WorkItem.class);
        if (item.iteration().equals(sprint.sprint())) {
          byType.merge(item.type(), 1, Integer::sum);
          byState.merge(item.state(), 1, Integer::sum);
        }
      }
    }
    return new Tally(byType, byState, Seen.of(sprint.items(), digests));
  }
}
