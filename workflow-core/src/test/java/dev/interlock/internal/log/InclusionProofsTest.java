package dev.interlock.internal.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class InclusionProofsTest {
  private static final int MOST = 70;

  private static byte[] leaf(long index) {
    return HashTree.sha256()
        .digest(("leaf " + index).getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  @Test
  void areThoseThatAreMadeOneByOneForAnyLeavesOfAnyTree() throws IOException {
    Random random = new Random(7);
    for (int size = 1; size <= MOST; size++) {
      for (int percent : new int[] {0, 20, 100}) {
        assertSame(size, random, percent);
      }
    }
  }

  private static void assertSame(int size, Random random, int percent) throws IOException {
    InclusionProofs made = new InclusionProofs();
    HashTree tree = new HashTree();
    List<Long> chosen = new ArrayList<>();
    for (long i = 0; i < size; i++) {
      boolean choose = random.nextInt(100) < percent;
      made.add(leaf(i), choose);
      tree.add(leaf(i));
      if (choose) {
        chosen.add(i);
      }
    }
    InclusionProofs.Proven proven = made.end();
    assertThat(proven.head()).isEqualTo(new TreeHead(size, tree.root()));
    assertThat(proven.proofs()).hasSameSizeAs(chosen);
    for (int i = 0; i < chosen.size(); i++) {
      assertThat(proven.proofs().get(i))
          .as("leaf %s of %s", chosen.get(i), size)
          .containsExactlyElementsOf(
              TreeProof.inclusion(chosen.get(i), size, InclusionProofsTest::leaf));
    }
  }

  @Test
  void ofATreeWithoutLeavesAreNone() {
    InclusionProofs.Proven proven = new InclusionProofs().end();
    assertThat(proven.head()).isEqualTo(new TreeHead(0, new HashTree().root()));
    assertThat(proven.proofs()).isEmpty();
  }
}
