package dev.interlock.internal.log;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The Merkle tree of RFC 6962 over the lines of a log, kept as a compact range: one hash for each
 * bit of the size. Use from one thread.
 */
public final class HashTree {
  /** How many bytes a hash has. */
  public static final int BYTES = 32;

  private static final int LEVELS = 64;

  /** Never fed, only copied, so that a provider that comes later is asked for nothing. */
  private static final MessageDigest SHA256 = first();

  private final MessageDigest sha256 = sha256();

  /** At each level whose bit of the size is set, the hash of a full subtree of that height. */
  private final byte[][] subtrees = new byte[LEVELS][];

  private long size;

  /** Appends a leaf hash, as {@link Line#leafHash()} gives it. */
  public void add(byte[] leafHash) {
    byte[] hash = leafHash;
    int level = 0;
    for (long bits = size; (bits & 1) == 1; bits >>= 1) {
      hash = node(subtrees[level++], hash);
    }
    subtrees[level] = hash;
    size++;
  }

  /** The number of leaves. */
  public long size() {
    return size;
  }

  /** The tree hash of all leaves so far; of none, the SHA-256 of nothing. */
  public byte[] root() {
    if (size == 0) {
      return sha256.digest();
    }
    int level = Long.numberOfTrailingZeros(size);
    byte[] hash = subtrees[level++].clone();
    for (long bits = size >> level; bits != 0; bits >>= 1) {
      if ((bits & 1) == 1) {
        hash = node(subtrees[level], hash);
      }
      level++;
    }
    return hash;
  }

  private byte[] node(byte[] left, byte[] right) {
    return node(sha256, left, right);
  }

  /** The hash of a node over two others. */
  static byte[] nodeOver(byte[] left, byte[] right) {
    return node(sha256(), left, right);
  }

  private static byte[] node(MessageDigest sha256, byte[] left, byte[] right) {
    sha256.update((byte) 1);
    sha256.update(left);
    return sha256.digest(right);
  }

  /** A new SHA-256 of the provider that was first when this class was loaded. */
  public static MessageDigest sha256() {
    try {
      return (MessageDigest) SHA256.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static MessageDigest first() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) { // which every Java platform has
      throw new IllegalStateException(e);
    }
  }
}
