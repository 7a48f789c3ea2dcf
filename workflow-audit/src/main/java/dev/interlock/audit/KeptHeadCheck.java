package dev.interlock.audit;

import dev.interlock.internal.log.HashTree;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Compares heads that were kept elsewhere with the lines of a log, as they are read. Use from one
 * thread.
 */
final class KeptHeadCheck {

  /** What a kept head is to a log. */
  enum Relation {
    /** The lines up to there are those of which the head was made. */
    CONTAINED,
    /** They are others. */
    NOT_CONTAINED,
    /** The log has fewer lines that hold. */
    LARGER,
    /** It is a head of another log. */
    OF_ANOTHER_LOG
  }

  /** A kept head and what it is to the log. */
  record Finding(Head head, Relation relation) {}

  private final String origin;
  private final List<Head> heads;
  private final List<Finding> found = new ArrayList<>();
  private int next;

  /** Compares these heads, in whatever order. */
  KeptHeadCheck(String origin, List<Head> kept) {
    this.origin = origin;
    this.heads =
        kept.stream()
            .filter(head -> head.origin().equals(origin))
            .sorted(Comparator.comparing(Head::size))
            .toList();
    kept.stream()
        .filter(head -> !head.origin().equals(origin))
        .forEach(head -> found.add(new Finding(head, Relation.OF_ANOTHER_LOG)));
  }

  /** These are the lines so far: call it with none, and after each line. */
  void at(HashTree tree) {
    while (next < heads.size() && heads.get(next).size() == tree.size()) {
      Head head = heads.get(next++);
      boolean same = head.equals(Head.of(origin, tree));
      found.add(new Finding(head, same ? Relation.CONTAINED : Relation.NOT_CONTAINED));
    }
  }

  /** What was found of each, once all lines were read; of a size that never came, it is larger. */
  List<Finding> findings() {
    List<Finding> all = new ArrayList<>(found);
    heads.subList(next, heads.size()).forEach(head -> all.add(new Finding(head, Relation.LARGER)));
    return List.copyOf(all);
  }
}
