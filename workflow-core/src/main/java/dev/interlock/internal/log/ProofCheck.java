package dev.interlock.internal.log;

import java.security.MessageDigest;
import java.util.List;

/**
 * Checks the proofs of RFC 6962 by the steps of RFC 9162, sections 2.1.3.2 and 2.1.4.2. A proof
 * that is too long, too short or not of hashes proves nothing. Use from one thread.
 */
public final class ProofCheck {
  private long inFirst;
  private long inSecond;

  private ProofCheck(long inFirst, long inSecond) {
    this.inFirst = inFirst;
    this.inSecond = inSecond;
  }

  /** Whether a proof shows that a leaf stands in a tree. */
  public static boolean includes(TreeHead head, long index, byte[] leaf, List<byte[]> proof) {
    if (index < 0 || index >= head.size() || !areHashes(proof) || leaf.length != HashTree.BYTES) {
      return false;
    }
    ProofCheck place = new ProofCheck(index, head.size() - 1);
    byte[] root = leaf;
    for (byte[] each : proof) {
      if (place.inSecond == 0) {
        return false;
      }
      root = place.isRight() ? HashTree.nodeOver(each, root) : HashTree.nodeOver(root, each);
      place.goUp();
    }
    return place.inSecond == 0 && MessageDigest.isEqual(root, head.root());
  }

  /** Whether a proof shows that a tree goes on from another one. */
  public static boolean goesOn(TreeHead from, TreeHead to, List<byte[]> proof) {
    if (from.size() < 0 || from.size() > to.size() || !areHashes(proof)) {
      return false;
    }
    if (from.size() == to.size()) {
      return proof.isEmpty() && MessageDigest.isEqual(from.root(), to.root());
    }
    if (from.size() == 0) {
      return proof.isEmpty() && MessageDigest.isEqual(from.root(), new HashTree().root());
    }
    return !proof.isEmpty() && growsFrom(from, to, proof);
  }

  private static boolean growsFrom(TreeHead from, TreeHead to, List<byte[]> proof) {
    boolean full = Long.bitCount(from.size()) == 1;
    ProofCheck place = new ProofCheck(from.size() - 1, to.size() - 1);
    place.leaveRightSides();
    byte[] first = full ? from.root() : proof.get(0);
    byte[] second = first;
    for (byte[] each : proof.subList(full ? 0 : 1, proof.size())) {
      if (place.inSecond == 0) {
        return false;
      }
      if (place.isRight()) {
        first = HashTree.nodeOver(each, first);
        second = HashTree.nodeOver(each, second);
      } else {
        second = HashTree.nodeOver(second, each);
      }
      place.goUp();
    }
    return place.inSecond == 0
        && MessageDigest.isEqual(first, from.root())
        && MessageDigest.isEqual(second, to.root());
  }

  private static boolean areHashes(List<byte[]> proof) {
    return proof.stream().allMatch(each -> each.length == HashTree.BYTES);
  }

  /** Whether this place stands to the right of what is next to it. */
  private boolean isRight() {
    return (inFirst & 1) == 1 || inFirst == inSecond;
  }

  private void leaveRightSides() {
    while ((inFirst & 1) == 1) {
      shift();
    }
  }

  /** Goes to the next place up that has something next to it. */
  private void goUp() {
    if (inFirst == inSecond) {
      while ((inFirst & 1) == 0 && inFirst != 0) {
        shift();
      }
    }
    shift();
  }

  private void shift() {
    inFirst >>= 1;
    inSecond >>= 1;
  }
}
