package dev.interlock.examples.sprintreview;

import dev.interlock.Verdict;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The other party of the third step: goes the other way round, from the Features up to their epics,
 * reading all files anew.
 */
final class EpicSecondLook {
  private final RunFiles files;

  EpicSecondLook(RunFiles files) {
    this.files = files;
  }

  /** All items of two folders by id, and the digests of the Features' folder. */
  private record Pile(Map<String, WorkItem> epics, Map<String, WorkItem> features, Seen seen) {}

  /** Whether exactly the named epics can be closed. */
  Verdict epics(SprintToReview sprint, Epics claimed) {
    Pile pile = pile(sprint);
    Set<String> present = present(sprint);
    List<WorkItem> ofSprint =
        pile.epics().values().stream()
            .filter(epic -> epic.iteration().equals(sprint.sprint()))
            .toList();
    Map<String, List<String>> closable =
        ofSprint.stream()
            .filter(epic -> !epic.state().equals("Done"))
            .filter(epic -> isClosable(epic, pile.features(), present))
            .collect(Collectors.toMap(WorkItem::id, epic -> featuresOf(epic, pile.features())));
    Map<String, List<String>> named =
        claimed.eligible().stream()
            .collect(Collectors.toMap(Epics.Eligible::id, Epics.Eligible::features));
    boolean same = closable.equals(named) && ofSprint.size() == claimed.total();
    return Verdict.of(
        same,
        "of " + ofSprint.size() + " epics these can be closed: " + closable.keySet(),
        new Epics.SecondLook(
            ofSprint.size(), closable.keySet().stream().sorted().toList(), pile.seen()));
  }

  private static boolean isClosable(
      WorkItem epic, Map<String, WorkItem> features, Set<String> present) {
    List<String> mine = featuresOf(epic, features);
    return !mine.isEmpty()
        && present.containsAll(epic.children())
        && features.values().stream()
            .filter(item -> mine.contains(item.id()))
            .allMatch(item -> item.state().equals("Done"));
  }

  private Set<String> present(SprintToReview sprint) {
    Set<String> present = new HashSet<>();
    for (String folder : ItemType.FOLDERS) {
      files.names(sprint.items() + "/" + folder).stream()
          .map(name -> name.replace(".json", ""))
          .forEach(present::add);
    }
    return present;
  }

  private static List<String> featuresOf(WorkItem epic, Map<String, WorkItem> features) {
    return features.values().stream()
        .filter(item -> item.type().equals("Feature"))
        .filter(
            item ->
                epic.children().contains(item.id())
                    || item.parent_id().filter(epic.id()::equals).isPresent())
        .map(WorkItem::id)
        .sorted()
        .toList();
  }

  private Pile pile(SprintToReview sprint) {
    Map<String, String> digests = new HashMap<>();
    Map<String, WorkItem> epics = items(sprint.items() + "/epics", new HashMap<>());
    Map<String, WorkItem> features = items(sprint.items() + "/features", digests);
    return new Pile(epics, features, Seen.of(sprint.items() + "/features", digests));
  }

  private Map<String, WorkItem> items(String folder, Map<String, String> digests) {
    Map<String, WorkItem> items = new HashMap<>();
    for (String name : files.names(folder)) {
      byte[] bytes = files.bytes(folder + "/" + name);
      digests.put(folder + "/" + name, RunFiles.sha256(bytes));
      WorkItem item = RunFiles.json(folder + "/" + name, bytes, WorkItem.class);
      items.put(item.id(), item);
    }
    return items;
  }
}
