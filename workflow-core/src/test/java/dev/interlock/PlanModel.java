package dev.interlock;

import dev.interlock.record.RunId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One run as its plan has it: what follows from what was recorded. */
final class PlanModel extends PlanFacts {
  PlanModel(Plan.Whole plan, RunId run) {
    super(plan, run);
  }

  /** What a person says to try again. */
  List<String> failed() {
    List<String> all = new ArrayList<>();
    facts()
        .forEach(
            (path, fact) -> {
              if (fact.is == Is.WAITING || fact.is == Is.UNANSWERED) {
                all.add(path);
              }
            });
    undoings.forEach(
        (path, undoing) -> {
          if (undoing.is() == Is.FAILED) {
            all.add(path);
          }
        });
    return all;
  }

  /** How the run must end, if it must. */
  Optional<String> mustEnd(PlanView view) {
    return cancelled().map(by -> "cancelled " + by).or(view::ending);
  }

  /** What is to be undone next: of what is not yet undone what gave something last. */
  Optional<String> toUndo(PlanView view) {
    for (int i = gave.size() - 1; i >= 0; i--) {
      String path = gave.get(i);
      if (view.undoable.containsKey(path)
          && !undoing(path).filter(u -> u.is() == Is.DONE).isPresent()) {
        return Optional.of(path);
      }
    }
    return Optional.empty();
  }

  /** What the run waits for once nothing goes on by itself. */
  List<String> awaited(PlanView view) {
    if (mustEnd(view).isEmpty()) {
      return view.awaited;
    }
    List<String> doubts = view.awaited.stream().filter(one -> one.startsWith("doubt ")).toList();
    if (!doubts.isEmpty()) {
      return doubts;
    }
    if (!view.children.isEmpty()) {
      return view.children.stream().map(path -> "child " + path).toList();
    }
    return toUndo(view).map(path -> "compensation " + path).stream().toList();
  }
}
