package dev.interlock.examples.sprintreview;

import dev.interlock.record.FailureException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The body of the third step: an epic can be closed when all its Features are Done and all its
 * children could be seen. A child is what the epic names, or a Feature that names the epic.
 */
final class EpicCompletion {
  private final Items items;

  EpicCompletion(RunFiles files) {
    this.items = new Items(files);
  }

  /** What was found under one id: an item, or why there is none. */
  record Child(String id, List<WorkItem> found, String problem) {

    boolean isFeature() {
      return found.stream().anyMatch(item -> item.is(ItemType.FEATURE));
    }

    boolean isOpen() {
      return found.stream().noneMatch(item -> item.is(State.DONE));
    }

    String named() {
      return id
          + found.stream().map(item -> " (" + item.state() + ")").collect(Collectors.joining());
    }
  }

  /** Sorts the epics of the sprint. */
  Epics epics(SprintToReview sprint) {
    List<Epics.Eligible> eligible = new ArrayList<>();
    List<Epics.NotEligible> notEligible = new ArrayList<>();
    List<String> done = new ArrayList<>();
    List<WorkItem> features = features(sprint);
    for (Items.Filed filed : ofSprint(sprint)) {
      WorkItem epic = filed.item();
      List<Child> children = children(sprint, epic, features);
      String reason = objection(children);
      if (epic.is(State.DONE)) {
        done.add(epic.id());
      } else if (reason.isEmpty()) {
        eligible.add(eligible(filed, children));
      } else {
        notEligible.add(notEligible(filed, reason));
      }
    }
    return new Epics(eligible, notEligible, done);
  }

  private List<Items.Filed> ofSprint(SprintToReview sprint) {
    return items.in(sprint.items(), ItemType.EPIC.folder()).stream()
        .filter(filed -> filed.item().iteration().equals(sprint.sprint()))
        .toList();
  }

  private static Epics.Eligible eligible(Items.Filed filed, List<Child> children) {
    List<String> features = children.stream().filter(Child::isFeature).map(Child::id).toList();
    WorkItem epic = filed.item();
    return new Epics.Eligible(epic.id(), epic.title(), filed.file(), filed.sha256(), features);
  }

  private static Epics.NotEligible notEligible(Items.Filed filed, String reason) {
    WorkItem epic = filed.item();
    return new Epics.NotEligible(epic.id(), epic.title(), filed.file(), filed.sha256(), reason);
  }

  private List<WorkItem> features(SprintToReview sprint) {
    return items.in(sprint.items(), ItemType.FEATURE.folder()).stream()
        .map(Items.Filed::item)
        .toList();
  }

  private List<Child> children(SprintToReview sprint, WorkItem epic, List<WorkItem> features) {
    Set<String> ids = new TreeSet<>(epic.children());
    features.stream()
        .filter(item -> item.parent_id().filter(epic.id()::equals).isPresent())
        .forEach(item -> ids.add(item.id()));
    return ids.stream().map(id -> child(sprint, id)).toList();
  }

  private Child child(SprintToReview sprint, String id) {
    try {
      return new Child(id, List.of(items.byId(sprint, id).item()), "");
    } catch (FailureException e) {
      return new Child(id, List.of(), String.valueOf(e.getMessage()));
    }
  }

  /** What stands against closing an epic with these children; empty if nothing does. */
  static String objection(List<Child> children) {
    List<Child> unseen = children.stream().filter(child -> child.found().isEmpty()).toList();
    List<Child> features = children.stream().filter(Child::isFeature).toList();
    List<Child> open = features.stream().filter(Child::isOpen).toList();
    if (children.isEmpty()) {
      return "the epic has no child Features";
    }
    if (!unseen.isEmpty()) {
      return unseen.size() + " children could not be read: " + problems(unseen);
    }
    if (features.isEmpty()) {
      return "the epic has no Feature children, only " + children.size() + " of other types";
    }
    if (!open.isEmpty()) {
      return open.size()
          + " Features incomplete: "
          + open.stream().map(Child::named).limit(20).collect(Collectors.joining(", "));
    }
    return "";
  }

  private static String problems(List<Child> unseen) {
    return unseen.stream()
        .limit(5)
        .map(child -> child.id() + " (" + child.problem() + ")")
        .collect(Collectors.joining(", "));
  }
}
