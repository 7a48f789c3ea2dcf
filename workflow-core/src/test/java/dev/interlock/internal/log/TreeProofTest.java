package dev.interlock.internal.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class TreeProofTest {
  private static final int MOST = 130;

  /** As many leaves are enough for every form that a proof can have. */
  private static final int FEW = 33;

  private static final List<byte[]> LEAVES =
      IntStream.range(0, MOST).mapToObj(TreeProofTest::leaf).toList();

  private static final List<TreeHead> HEADS =
      IntStream.rangeClosed(0, MOST)
          .mapToObj(size -> new TreeHead(size, root(LEAVES.subList(0, size))))
          .toList();

  private static byte[] leaf(int number) {
    MessageDigest sha256 = HashTree.sha256();
    sha256.update((byte) 0);
    return sha256.digest(("line " + number).getBytes(StandardCharsets.UTF_8));
  }

  /** MTH of RFC 6962, section 2.1. */
  private static byte[] root(List<byte[]> leaves) {
    MessageDigest sha256 = HashTree.sha256();
    if (leaves.isEmpty()) {
      return sha256.digest();
    }
    if (leaves.size() == 1) {
      return leaves.get(0);
    }
    sha256.update((byte) 1);
    sha256.update(root(leaves.subList(0, half(leaves))));
    return sha256.digest(root(leaves.subList(half(leaves), leaves.size())));
  }

  /** The largest power of two that is smaller than the number of leaves. */
  private static int half(List<byte[]> leaves) {
    int half = 1;
    while (half * 2 < leaves.size()) {
      half *= 2;
    }
    return half;
  }

  /** PATH of RFC 6962, section 2.1.1. */
  private static List<byte[]> path(int index, List<byte[]> leaves) {
    if (leaves.size() == 1) {
      return List.of();
    }
    List<byte[]> left = leaves.subList(0, half(leaves));
    List<byte[]> right = leaves.subList(half(leaves), leaves.size());
    return index < left.size()
        ? with(path(index, left), root(right))
        : with(path(index - left.size(), right), root(left));
  }

  /** SUBPROOF of RFC 6962, section 2.1.2. */
  private static List<byte[]> subproof(int end, List<byte[]> leaves, boolean known) {
    if (end == leaves.size()) {
      return known ? List.of() : List.of(root(leaves));
    }
    List<byte[]> left = leaves.subList(0, half(leaves));
    List<byte[]> right = leaves.subList(half(leaves), leaves.size());
    return end <= left.size()
        ? with(subproof(end, left, known), root(right))
        : with(subproof(end - left.size(), right, false), root(left));
  }

  private static List<String> hex(List<byte[]> proof) {
    return proof.stream().map(Line::hex).toList();
  }

  private static List<byte[]> with(List<byte[]> proof, byte[] last) {
    List<byte[]> longer = new ArrayList<>(proof);
    longer.add(last);
    return longer;
  }

  private static List<byte[]> inclusion(int index, int size) {
    return made(leaves -> TreeProof.inclusion(index, size, leaves), size);
  }

  private static List<byte[]> consistency(int from, int to) {
    return made(leaves -> TreeProof.consistency(from, to, leaves), to);
  }

  private interface Making {
    List<byte[]> from(TreeProof.Leaves leaves) throws IOException;
  }

  /** Makes a proof of leaves that can be read forwards only. */
  private static List<byte[]> made(Making making, int size) {
    long[] next = {0};
    try {
      return making.from(
          index -> {
            assertThat(index).isBetween(next[0], size - 1L);
            next[0] = index + 1;
            return LEAVES.get((int) index);
          });
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void flipEveryBit(List<byte[]> proof, Runnable check) {
    for (byte[] hash : proof) {
      for (int bit = 0; bit < 256; bit++) {
        hash[bit / 8] ^= (byte) (1 << bit % 8);
        check.run();
        hash[bit / 8] ^= (byte) (1 << bit % 8);
      }
    }
  }

  /** The same proof with something more, something less or something of another length. */
  private static List<List<byte[]>> misshapen(List<byte[]> proof) {
    List<List<byte[]>> all = new ArrayList<>();
    all.add(with(proof, leaf(0)));
    List<byte[]> longer = new ArrayList<>(proof);
    longer.add(0, leaf(0));
    all.add(longer);
    all.add(with(proof, new byte[0]));
    for (int i = 0; i < proof.size(); i++) {
      List<byte[]> shorter = new ArrayList<>(proof);
      byte[] hash = shorter.remove(i);
      all.add(shorter);
      List<byte[]> cut = new ArrayList<>(proof);
      cut.set(i, java.util.Arrays.copyOf(hash, 31));
      all.add(cut);
    }
    return all;
  }

  @Nested
  class ALeafInATree {
    @Test
    void is_proved_as_the_definition_says_at_every_place_of_every_size() {
      for (int size = 1; size <= MOST; size++) {
        for (int index = 0; index < size; index++) {
          List<byte[]> proof = inclusion(index, size);
          assertThat(hex(proof)).isEqualTo(hex(path(index, LEAVES.subList(0, size))));
          assertThat(ProofCheck.includes(HEADS.get(size), index, LEAVES.get(index), proof))
              .as("leaf %s of %s", index, size)
              .isTrue();
        }
      }
    }

    @Test
    void is_proved_for_its_own_place_and_content_and_tree_only() {
      for (int size = 2; size <= FEW; size++) {
        for (int index = 0; index < size; index++) {
          List<byte[]> proof = inclusion(index, size);
          for (int other = -1; other <= size; other++) {
            assertThat(ProofCheck.includes(HEADS.get(size), other, LEAVES.get(index), proof))
                .as("leaf %s of %s as %s", index, size, other)
                .isEqualTo(other == index);
          }
          assertThat(ProofCheck.includes(HEADS.get(size), index, leaf(MOST), proof)).isFalse();
          assertThat(ProofCheck.includes(HEADS.get(size - 1), index, LEAVES.get(index), proof))
              .isFalse();
          TreeHead same = new TreeHead(size, HEADS.get(size - 1).root());
          assertThat(ProofCheck.includes(same, index, LEAVES.get(index), proof)).isFalse();
        }
      }
    }

    @Test
    void is_not_proved_by_a_proof_with_a_bit_flipped_or_of_another_length() {
      for (int size = 1; size <= FEW; size++) {
        for (int index = 0; index < size; index++) {
          List<byte[]> proof = inclusion(index, size);
          TreeHead head = HEADS.get(size);
          long place = index;
          byte[] leaf = LEAVES.get(index);
          flipEveryBit(
              proof, () -> assertThat(ProofCheck.includes(head, place, leaf, proof)).isFalse());
          for (List<byte[]> bad : misshapen(proof)) {
            assertThat(ProofCheck.includes(head, index, leaf, bad)).isFalse();
          }
        }
      }
    }

    @Test
    void of_another_length_than_a_hash_is_refused() {
      byte[] node = new byte[64];
      TreeHead head = new TreeHead(1, node);
      assertThat(ProofCheck.includes(head, 0, node, List.of())).isFalse();
    }

    @Test
    void that_does_not_exist_has_no_proof() {
      for (int index : new int[] {-1, 5, 6}) {
        assertThatThrownBy(() -> TreeProof.inclusion(index, 5, unused -> leaf(0)))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessage("there is no leaf " + index + " of 5");
      }
    }
  }

  @Nested
  class ATreeThatGoesOn {
    @Test
    void is_proved_as_the_definition_says_for_every_pair_of_sizes() {
      for (int to = 1; to <= MOST; to++) {
        for (int from = 1; from <= to; from++) {
          List<byte[]> proof = consistency(from, to);
          assertThat(hex(proof)).isEqualTo(hex(subproof(from, LEAVES.subList(0, to), true)));
          assertThat(ProofCheck.goesOn(HEADS.get(from), HEADS.get(to), proof))
              .as("%s to %s", from, to)
              .isTrue();
        }
      }
    }

    @Test
    void goes_on_from_nothing_without_a_proof() {
      for (int to = 0; to <= MOST; to++) {
        assertThat(consistency(0, to)).isEmpty();
        assertThat(ProofCheck.goesOn(HEADS.get(0), HEADS.get(to), List.of())).isTrue();
      }
      TreeHead nothing = new TreeHead(0, leaf(0));
      assertThat(ProofCheck.goesOn(nothing, HEADS.get(3), List.of())).isFalse();
      assertThat(ProofCheck.goesOn(nothing, nothing, List.of(leaf(1)))).isFalse();
      assertThat(ProofCheck.goesOn(HEADS.get(0), HEADS.get(3), List.of(leaf(1)))).isFalse();
    }

    @Test
    void is_proved_for_its_own_two_heads_only() {
      for (int to = 1; to <= FEW; to++) {
        for (int from = 1; from <= to; from++) {
          List<byte[]> proof = consistency(from, to);
          TreeHead otherFrom = new TreeHead(from, leaf(MOST));
          TreeHead otherTo = new TreeHead(to, leaf(MOST));
          assertThat(ProofCheck.goesOn(otherFrom, HEADS.get(to), proof)).isFalse();
          assertThat(ProofCheck.goesOn(HEADS.get(from), otherTo, proof)).isFalse();
          if (from < to) {
            assertThat(ProofCheck.goesOn(HEADS.get(to), HEADS.get(from), proof)).isFalse();
            assertThat(ProofCheck.goesOn(HEADS.get(from), HEADS.get(to), List.of())).isFalse();
          }
          TreeHead shifted = new TreeHead(from - 1, HEADS.get(from).root());
          assertThat(ProofCheck.goesOn(shifted, HEADS.get(to), proof)).isFalse();
        }
      }
    }

    @Test
    void is_not_proved_by_a_proof_with_a_bit_flipped_or_of_another_length() {
      for (int to = 1; to <= FEW; to++) {
        for (int from = 1; from <= to; from++) {
          List<byte[]> proof = consistency(from, to);
          TreeHead old = HEADS.get(from);
          TreeHead now = HEADS.get(to);
          flipEveryBit(proof, () -> assertThat(ProofCheck.goesOn(old, now, proof)).isFalse());
          for (List<byte[]> bad : misshapen(proof)) {
            assertThat(ProofCheck.goesOn(old, now, bad)).isFalse();
          }
        }
      }
    }

    @Test
    void never_goes_on_from_a_larger_one_or_from_less_than_nothing() {
      for (int from : new int[] {-1, 6}) {
        assertThatThrownBy(() -> TreeProof.consistency(from, 5, unused -> leaf(0)))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessage("a tree of 5 does not go on from " + from);
        TreeHead odd = new TreeHead(from, HEADS.get(5).root());
        assertThat(ProofCheck.goesOn(odd, HEADS.get(5), List.of())).isFalse();
      }
    }
  }

  @Test
  void a_proof_grows_with_the_height_of_the_tree_only() throws IOException {
    byte[] same = leaf(0);
    List<byte[]> proof = TreeProof.inclusion(0, 1 << 20, index -> same);
    assertThat(proof).hasSize(20);
    byte[] root = same;
    for (byte[] each : proof) {
      root = HashTree.nodeOver(root, each);
    }
    assertThat(ProofCheck.includes(new TreeHead(1 << 20, root), 0, same, proof)).isTrue();
  }
}
