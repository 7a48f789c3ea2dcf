package dev.interlock.internal.log;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Makes the proofs of RFC 6962, section 2.1.1, that many leaves stand in a tree, while the leaves
 * are read once. Which leaves they are may be found out on the way; what is kept grows with their
 * number and with the height of the tree. Use from one thread, once.
 */
public final class InclusionProofs {
  private final List<List<byte[]>> proofs = new ArrayList<>();

  /** Full subtrees, the smallest and last one on top. */
  private final Deque<Subtree> subtrees = new ArrayDeque<>();

  private long size;

  /**
   * Leaves that stand side by side.
   *
   * @param leaves how many
   * @param hash their tree hash
   * @param inside the unfinished proofs of the chosen ones among them
   */
  @SuppressWarnings("ArrayRecordComponent") // never shared, never compared
  private record Subtree(long leaves, byte[] hash, List<List<byte[]>> inside) {
    Subtree before(Subtree right) {
      inside.forEach(proof -> proof.add(right.hash));
      right.inside.forEach(proof -> proof.add(hash));
      List<List<byte[]>> both = new ArrayList<>(inside);
      both.addAll(right.inside);
      return new Subtree(leaves + right.leaves, HashTree.nodeOver(hash, right.hash), both);
    }
  }

  /**
   * Appends a leaf hash.
   *
   * @param chosen whether to prove that it stands in the tree
   */
  public void add(byte[] leafHash, boolean chosen) {
    List<List<byte[]>> inside = new ArrayList<>();
    if (chosen) {
      List<byte[]> proof = new ArrayList<>();
      proofs.add(proof);
      inside.add(proof);
    }
    Subtree last = new Subtree(1, leafHash, inside);
    while (!subtrees.isEmpty() && subtrees.peek().leaves == last.leaves) {
      last = subtrees.pop().before(last);
    }
    subtrees.push(last);
    size++;
  }

  /** The number of leaves. */
  public long size() {
    return size;
  }

  /**
   * Ends the tree.
   *
   * @return what it is, and the proofs of the chosen leaves in their order
   */
  public Proven end() {
    byte[] root = new HashTree().root();
    while (!subtrees.isEmpty()) {
      Subtree last = subtrees.pop();
      root = last.hash;
      if (!subtrees.isEmpty()) {
        subtrees.push(subtrees.pop().before(last));
      }
    }
    return new Proven(new TreeHead(size, root), proofs.stream().map(List::copyOf).toList());
  }

  /**
   * A tree and the proofs that leaves stand in it. Immutable.
   *
   * @param head the tree
   * @param proofs one for each chosen leaf; each begins with what stands next to the leaf
   */
  public record Proven(TreeHead head, List<List<byte[]>> proofs) {
    /** Copies the list. */
    public Proven {
      proofs = List.copyOf(proofs);
    }
  }
}
