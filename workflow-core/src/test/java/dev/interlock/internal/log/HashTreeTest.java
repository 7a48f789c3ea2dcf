package dev.interlock.internal.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HashTreeTest {

  /** The definition of RFC 6962, section 2.1, word for word. */
  private static byte[] reference(List<byte[]> leaves) {
    MessageDigest sha256 = HashTree.sha256();
    if (leaves.isEmpty()) {
      return sha256.digest();
    }
    if (leaves.size() == 1) {
      return leaves.get(0);
    }
    int k = Integer.highestOneBit(leaves.size() - 1);
    sha256.update((byte) 1);
    sha256.update(reference(leaves.subList(0, k)));
    return sha256.digest(reference(leaves.subList(k, leaves.size())));
  }

  private static byte[] leaf(int number) {
    MessageDigest sha256 = HashTree.sha256();
    sha256.update((byte) 0);
    return sha256.digest(("line " + number).getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void the_root_is_that_of_the_definition_at_every_size() {
    HashTree tree = new HashTree();
    List<byte[]> leaves = new ArrayList<>();
    for (int size = 0; size <= 300; size++) {
      assertThat(tree.size()).isEqualTo(size);
      assertThat(tree.root()).as("size " + size).isEqualTo(reference(leaves));
      leaves.add(leaf(size));
      tree.add(leaf(size));
    }
  }

  @Test
  void the_root_of_nothing_is_the_digest_of_nothing() {
    assertThat(Line.hex(new HashTree().root()))
        .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  }

  @Test
  void asking_for_the_root_changes_nothing() {
    HashTree tree = new HashTree();
    for (int i = 0; i < 5; i++) {
      tree.add(leaf(i));
      tree.root();
      tree.root()[0]++;
    }
    HashTree same = new HashTree();
    for (int i = 0; i < 5; i++) {
      same.add(leaf(i));
    }
    assertThat(tree.root()).isEqualTo(same.root());
  }
}
