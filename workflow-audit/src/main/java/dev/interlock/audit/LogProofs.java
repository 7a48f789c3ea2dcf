package dev.interlock.audit;

import dev.interlock.internal.log.HashTree;
import dev.interlock.internal.log.TreeHead;
import dev.interlock.internal.log.TreeProof;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Proofs about a journal, made by reading its lines once: there is no other file of hashes. Safe
 * for many threads.
 */
record LogProofs(Path journal) {

  /** What the tree of the first lines is. */
  TreeHead head(long size) throws IOException {
    HashTree tree = new HashTree();
    try (LeafHashes leaves = new LeafHashes(journal)) {
      while (tree.size() < size) {
        tree.add(leaves.leaf(tree.size()));
      }
    }
    return new TreeHead(size, tree.root());
  }

  /** That a line stands among the first lines. */
  List<byte[]> inclusion(long seq, long size) throws IOException {
    try (LeafHashes leaves = new LeafHashes(journal)) {
      return TreeProof.inclusion(seq, size, leaves);
    }
  }

  /** That the first lines go on from fewer of them. */
  List<byte[]> consistency(long from, long to) throws IOException {
    try (LeafHashes leaves = new LeafHashes(journal)) {
      return TreeProof.consistency(from, to, leaves);
    }
  }
}
