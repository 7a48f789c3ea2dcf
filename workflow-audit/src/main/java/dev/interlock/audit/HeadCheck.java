package dev.interlock.audit;

import dev.interlock.internal.log.HashTree;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/** Compares the heads of a log with its lines, as they are read. Use from one thread. */
final class HeadCheck {
  private final LogFolder folder;
  private final String origin;
  private final HeadSignatures signatures;
  private final Consumer<HashTree> lines;
  private final long[] sizes;
  private int next;
  private Optional<Head> last = Optional.empty();

  /**
   * Compares these heads.
   *
   * @param lines is told of the lines so far: of none, and after each line
   * @param sizes their sizes, smallest first
   */
  HeadCheck(
      LogFolder folder,
      String origin,
      HeadSignatures signatures,
      Consumer<HashTree> lines,
      long... sizes) {
    this.folder = folder;
    this.origin = origin;
    this.signatures = signatures;
    this.lines = lines;
    this.sizes = sizes;
  }

  /** How many lines the largest head covers. */
  long covered() {
    return LogFolder.largest(sizes);
  }

  /** The largest head that was compared so far and is right. */
  Optional<Head> last() {
    return last;
  }

  /**
   * What is wrong with the head of just these lines, if there is one and anything is wrong.
   *
   * @param at when the last of them was written
   */
  Optional<String> at(HashTree tree, Instant at) {
    lines.accept(tree);
    if (next == sizes.length || sizes[next] != tree.size()) {
      return Optional.empty();
    }
    next++;
    return problem(tree, at);
  }

  private Optional<String> problem(HashTree tree, Instant at) {
    String name = "heads/" + folder.head(tree.size()).getFileName();
    Optional<Head> head = folder.read(folder.head(tree.size())).flatMap(Head::parse);
    if (head.isEmpty()) {
      return Optional.of(name + " is not of its form");
    }
    if (!head.get().origin().equals(origin)) {
      return Optional.of(name + " is of another log");
    }
    last = head.filter(Head.of(origin, tree)::equals);
    return last.isPresent()
        ? signatures.problem(head.get(), at)
        : Optional.of(name + " has another root than the lines up to here");
  }
}
