package dev.interlock.audit;

import dev.interlock.internal.log.HashTree;
import java.util.Optional;

/** Compares the heads of a log with its lines, as they are read. Use from one thread. */
final class HeadCheck {
  private final LogFolder folder;
  private final String origin;
  private final long[] sizes;
  private int next;

  /**
   * Compares these heads.
   *
   * @param sizes their sizes, smallest first
   */
  HeadCheck(LogFolder folder, String origin, long... sizes) {
    this.folder = folder;
    this.origin = origin;
    this.sizes = sizes;
  }

  /** How many lines the largest head covers. */
  long covered() {
    return LogFolder.largest(sizes);
  }

  /** What is wrong with the head of just these lines, if there is one and anything is wrong. */
  Optional<String> at(HashTree tree) {
    if (next == sizes.length || sizes[next] != tree.size()) {
      return Optional.empty();
    }
    next++;
    return problem(tree);
  }

  private Optional<String> problem(HashTree tree) {
    String name = "heads/" + folder.head(tree.size()).getFileName();
    Optional<Head> head = folder.read(folder.head(tree.size())).flatMap(Head::parse);
    if (head.isEmpty()) {
      return Optional.of(name + " is not of its form");
    }
    if (!head.get().origin().equals(origin)) {
      return Optional.of(name + " is of another log");
    }
    return head.get().equals(Head.of(origin, tree.size(), tree.root()))
        ? Optional.empty()
        : Optional.of(name + " has another root than the lines up to here");
  }
}
