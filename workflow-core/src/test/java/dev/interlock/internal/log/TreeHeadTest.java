package dev.interlock.internal.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TreeHeadTest {
  private static final byte[] ROOT = HashTree.sha256().digest(new byte[] {1});
  private static final byte[] OTHER = HashTree.sha256().digest(new byte[] {2});

  @Test
  void heads_are_the_same_by_size_and_content() {
    TreeHead head = new TreeHead(3, ROOT);
    assertThat(head)
        .isEqualTo(new TreeHead(3, ROOT.clone()))
        .hasSameHashCodeAs(new TreeHead(3, ROOT.clone()));
    assertThat(head)
        .isNotEqualTo(new TreeHead(4, ROOT))
        .isNotEqualTo(new TreeHead(3, OTHER))
        .isNotEqualTo("3");
  }

  @Test
  void no_border_between_two_hashes_can_be_moved() {
    byte[] joined = Arrays.copyOf(ROOT, 64);
    System.arraycopy(OTHER, 0, joined, 32, 32);
    TreeHead two = new TreeHead(2, HashTree.nodeOver(ROOT, OTHER));
    assertThat(ProofCheck.goesOn(new TreeHead(1, ROOT), two, List.of(OTHER))).isTrue();
    for (int border : new int[] {0, 31, 33, 64}) {
      TreeHead one = new TreeHead(1, Arrays.copyOf(joined, border));
      byte[] rest = Arrays.copyOfRange(joined, border, 64);
      assertThat(ProofCheck.goesOn(one, two, List.of(rest))).as("border " + border).isFalse();
    }
  }
}
