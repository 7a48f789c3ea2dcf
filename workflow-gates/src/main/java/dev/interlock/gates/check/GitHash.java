package dev.interlock.gates.check;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The hash under which Git keeps a file. */
final class GitHash {
  private static final int SHA1_DIGITS = 40;

  private GitHash() {}

  /** Of this content, in as many hex digits as the repository's hashes have. */
  static byte[] of(byte[] content, int digits) {
    try {
      MessageDigest digest = MessageDigest.getInstance(digits == SHA1_DIGITS ? "SHA-1" : "SHA-256");
      digest.update(("blob " + content.length + "\0").getBytes(StandardCharsets.US_ASCII));
      return digest.digest(content);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every JDK has both
    }
  }

  /** What Git keeps of a link: where it leads. */
  static byte[] link(Path path) throws IOException {
    return Files.readSymbolicLink(path).toString().getBytes(StandardCharsets.UTF_8);
  }
}
