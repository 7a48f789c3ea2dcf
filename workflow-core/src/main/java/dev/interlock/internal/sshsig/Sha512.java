package dev.interlock.internal.sshsig;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-512 of the provider that was first when this class was loaded. Safe for many threads. */
final class Sha512 {
  /** Never fed, only copied. */
  private static final MessageDigest FIRST = first();

  private Sha512() {}

  static MessageDigest digest() {
    try {
      return (MessageDigest) FIRST.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static MessageDigest first() {
    try {
      return MessageDigest.getInstance("SHA-512");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
