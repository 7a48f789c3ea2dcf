package dev.interlock.examples.sprintreview;

import java.util.List;

/** The bodies of the first two steps: how much is done, and of what. */
final class Counting {
  private static final int NAMED = 20;

  private final Items items;

  Counting(RunFiles files) {
    this.items = new Items(files);
  }

  /** Counts the items of the sprint and those that are done. */
  Metrics metrics(SprintToReview sprint) {
    Items.Shelf shelf = items.all(sprint);
    List<WorkItem> ofSprint = ofSprint(sprint, shelf);
    int done = (int) ofSprint.stream().filter(item -> item.is(State.DONE)).count();
    int total = ofSprint.size();
    return new Metrics(total, done, Rate.shown(done, total), shelf.seen());
  }

  /** Counts the items of the sprint by type and by state. */
  Analysis analysis(SprintToReview sprint, Metrics metrics) {
    Items.Shelf shelf = items.all(sprint);
    List<WorkItem> ofSprint = ofSprint(sprint, shelf);
    if (ofSprint.size() != metrics.total_tasks()) {
      throw Refusal.doesNotAddUp(
          "the sprint has " + ofSprint.size() + " items, the metrics say " + metrics.total_tasks(),
          "who changed '" + sprint.items() + "' while the run was on");
    }
    return new Analysis(
        ofSprint.size(),
        Counted.each(ofSprint.stream().map(WorkItem::type).toList()),
        Counted.each(ofSprint.stream().map(WorkItem::state).toList()),
        blocked(ofSprint),
        shelf.seen());
  }

  private static List<String> blocked(List<WorkItem> items) {
    return items.stream()
        .filter(item -> item.is(State.BLOCKED))
        .map(WorkItem::id)
        .limit(NAMED)
        .toList();
  }

  private static List<WorkItem> ofSprint(SprintToReview sprint, Items.Shelf shelf) {
    List<WorkItem> ofSprint = shelf.of(sprint.sprint());
    if (ofSprint.isEmpty()) {
      throw Refusal.against(
          "there is no item of sprint '" + sprint.sprint() + "'",
          "the iterations of the items in '" + sprint.items() + "'");
    }
    return ofSprint;
  }
}
