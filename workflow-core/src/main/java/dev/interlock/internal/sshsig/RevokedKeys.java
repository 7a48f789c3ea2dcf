package dev.interlock.internal.sshsig;

import java.nio.charset.StandardCharsets;
import java.util.Set;

/** Keys that count no longer, whenever they signed. Immutable. */
public final class RevokedKeys {
  /** No key at all. */
  public static final RevokedKeys NONE = new RevokedKeys(Set.of());

  private static final String WHAT = "the list of revoked keys";

  private final Set<SshPublicKey> keys;

  private RevokedKeys(Set<SshPublicKey> keys) {
    this.keys = keys;
  }

  /**
   * Reads a file of one public key a line, as {@code ssh-keygen -Y verify -r} takes it.
   *
   * @throws Malformed if there is anything else in it, with all mistakes; or if it is a binary list
   */
  public static RevokedKeys parse(byte[] file) throws Malformed {
    Malformed.require(
        !new String(file, StandardCharsets.ISO_8859_1).startsWith("SSHKRL"),
        WHAT + " is a binary one (KRL), which is not supported: write one public key a line");
    return new RevokedKeys(Set.copyOf(TextLines.read(file, WHAT, SshPublicKey::parse)));
  }

  /** Whether this key counts no longer. */
  public boolean contains(SshPublicKey key) {
    return keys.contains(key);
  }
}
