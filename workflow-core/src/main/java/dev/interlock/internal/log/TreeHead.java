package dev.interlock.internal.log;

import java.util.Arrays;

/**
 * What a hash tree is when it has so many leaves. Immutable.
 *
 * @param size how many leaves
 * @param root their tree hash, 32 bytes
 */
@SuppressWarnings("ArrayRecordComponent") // compared by its content, and never changed
public record TreeHead(long size, byte[] root) {

  @Override
  public boolean equals(Object other) {
    return other instanceof TreeHead head && size == head.size && Arrays.equals(root, head.root);
  }

  @Override
  public int hashCode() {
    return Long.hashCode(size) * 31 + Arrays.hashCode(root);
  }
}
