package dev.interlock.audit;

import dev.interlock.internal.sshsig.Malformed;
import dev.interlock.internal.sshsig.SshPublicKey;
import dev.interlock.record.WorkflowException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The public half of a key that signs heads: what those need who verify. Immutable. */
public final class PublicHeadKey {
  private static final int MOST_BYTES = 1 << 16;

  private final SshPublicKey key;

  PublicHeadKey(SshPublicKey key) {
    this.key = key;
  }

  /**
   * Reads it from the file of the key, or from the one that ends in {@code .pub}.
   *
   * @throws WorkflowException if it cannot be read, if others may read the private half, or if it
   *     holds no such key
   */
  public static PublicHeadKey read(Path file) {
    try {
      String text = new String(SmallFile.read(file, MOST_BYTES), StandardCharsets.UTF_8);
      return text.startsWith("-----BEGIN")
          ? HeadKey.read(file).publicHalf()
          : new PublicHeadKey(SshPublicKey.parse(text.strip()));
    } catch (IOException | Malformed e) {
      throw new WorkflowException("the key '" + file + "' cannot be read: " + e.getMessage(), e);
    }
  }

  /** As SSH writes it: {@code ssh-ed25519 AAAA...}. */
  public String publicKey() {
    return key.text();
  }

  /** What names the key for people: {@code SHA256:...}. */
  public String fingerprint() {
    return key.fingerprint();
  }

  /** The line of an allowed signers file that lets this key sign heads, and nothing else. */
  public String allowedSigner() {
    return allowedSigner("interlock", "");
  }

  /**
   * The same.
   *
   * @param principal who signs with it
   * @param validity more options, with a comma after each
   */
  String allowedSigner(String principal, String validity) {
    String options = validity + "namespaces=\"" + HeadKey.NAMESPACE + "\" ";
    return principal + " " + options + publicKey();
  }

  SshPublicKey ssh() {
    return key;
  }

  /** Its fingerprint. */
  @Override
  public String toString() {
    return fingerprint();
  }
}
