package dev.interlock.internal.log;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Makes the proofs of RFC 6962, section 2.1: that a leaf stands in a tree, and that a tree goes on
 * from a smaller one.
 *
 * <p>The leaves are asked for once each and in their order, so that they can be read from a file;
 * what is kept of them grows with the height of the tree only. Safe for many threads.
 */
public final class TreeProof {

  /** Where leaf hashes come from. */
  @FunctionalInterface
  public interface Leaves {
    /** The hash of a leaf; each is asked for after those before it, and not all of them are. */
    byte[] leaf(long index) throws IOException;
  }

  /**
   * Leaves whose tree hash is a part of a proof.
   *
   * @param from the first of them
   * @param to the first that is not one of them
   * @param place where in the proof their hash stands
   */
  private record Subtree(long from, long to, int place) {}

  private TreeProof() {}

  /**
   * The proof that a leaf stands in a tree; it begins with what stands next to the leaf.
   *
   * @throws IllegalArgumentException if the tree has no such leaf
   */
  public static List<byte[]> inclusion(long index, long size, Leaves leaves) throws IOException {
    if (index < 0 || index >= size) {
      throw new IllegalArgumentException("there is no leaf " + index + " of " + size);
    }
    List<Subtree> path = new ArrayList<>();
    descend(index, 0, size, path);
    return hashes(path, leaves);
  }

  private static void descend(long index, long from, long to, List<Subtree> path) {
    if (to - from == 1) {
      return;
    }
    long middle = middle(from, to);
    boolean left = index < middle;
    descend(index, left ? from : middle, left ? middle : to, path);
    path.add(left ? new Subtree(middle, to, path.size()) : new Subtree(from, middle, path.size()));
  }

  /**
   * The proof that a tree goes on from a smaller one: empty if that is as large, or has no leaf.
   *
   * @throws IllegalArgumentException if the first tree is the larger one
   */
  public static List<byte[]> consistency(long from, long to, Leaves leaves) throws IOException {
    if (from < 0 || from > to) {
      throw new IllegalArgumentException("a tree of " + to + " does not go on from " + from);
    }
    List<Subtree> path = new ArrayList<>();
    if (from > 0) {
      descend(from, new Subtree(0, to, 0), true, path);
    }
    return hashes(path, leaves);
  }

  /**
   * Goes down to where the smaller tree ends.
   *
   * @param whole whether these leaves begin where the smaller tree does, whose root is known
   */
  private static void descend(long end, Subtree all, boolean whole, List<Subtree> path) {
    if (end == all.to()) {
      if (!whole) {
        path.add(new Subtree(all.from(), all.to(), path.size()));
      }
      return;
    }
    long middle = middle(all.from(), all.to());
    if (end <= middle) {
      descend(end, new Subtree(all.from(), middle, 0), whole, path);
      path.add(new Subtree(middle, all.to(), path.size()));
    } else {
      descend(end, new Subtree(middle, all.to(), 0), false, path);
      path.add(new Subtree(all.from(), middle, path.size()));
    }
  }

  /** Where a tree of these leaves divides: behind the largest power of two smaller than it. */
  private static long middle(long from, long to) {
    return from + Long.highestOneBit(to - from - 1);
  }

  private static List<byte[]> hashes(List<Subtree> path, Leaves leaves) throws IOException {
    byte[][] hashes = new byte[path.size()][];
    for (Subtree each : path.stream().sorted(Comparator.comparing(Subtree::from)).toList()) {
      HashTree tree = new HashTree();
      for (long index = each.from(); index < each.to(); index++) {
        tree.add(leaves.leaf(index));
      }
      hashes[each.place()] = tree.root();
    }
    return List.of(hashes);
  }
}
