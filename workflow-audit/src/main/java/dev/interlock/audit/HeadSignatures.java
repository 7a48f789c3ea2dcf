package dev.interlock.audit;

import dev.interlock.internal.sshsig.AllowedSigners;
import dev.interlock.internal.sshsig.Malformed;
import dev.interlock.internal.sshsig.SshPublicKey;
import dev.interlock.internal.sshsig.SshSignature;
import java.time.Instant;
import java.util.Optional;

/** Looks at the signatures of a log's heads, smallest head first. Use from one thread. */
final class HeadSignatures {
  private final LogFolder folder;
  private final Optional<AllowedSigners> allowed;
  private Optional<String> unknown = Optional.empty();
  private Optional<String> unsigned = Optional.empty();
  private Optional<SshPublicKey> last = Optional.empty();

  /**
   * Looks whether signatures hold, and by whom they are.
   *
   * @param allowed whose keys may sign heads; without them it is not looked at whose they are
   */
  HeadSignatures(LogFolder folder, Optional<AllowedSigners> allowed) {
    this.folder = folder;
    this.allowed = allowed;
  }

  /**
   * What is wrong with the signature of a head, if there is one and it does not hold.
   *
   * @param at when the last line that it covers was written
   */
  Optional<String> problem(Head head, Instant at) {
    Optional<byte[]> signature = folder.read(folder.headSignature(head.size()));
    if (signature.isEmpty()) {
      unsigned = Optional.of("the head of " + head.size() + " lines is not signed");
      last = Optional.empty();
      return Optional.empty();
    }
    unsigned = Optional.empty();
    try {
      SshSignature read = SshSignature.parse(signature.get());
      if (read.verify(HeadKey.NAMESPACE, head.bytes())) {
        by(read.publicKey(), head, at);
        return Optional.empty();
      }
      return Optional.of("heads/" + head.size() + ".checkpoint.sig does not sign that head");
    } catch (Malformed e) {
      return Optional.of("heads/" + head.size() + ".checkpoint.sig: " + e.getMessage());
    }
  }

  private void by(SshPublicKey key, Head head, Instant at) {
    last = Optional.of(key);
    boolean known =
        allowed
            .map(signers -> !signers.principals(key, HeadKey.NAMESPACE, at).isEmpty())
            .orElse(true);
    if (!known && unknown.isEmpty()) {
      unknown =
          Optional.of(
              "the head of "
                  + head.size()
                  + " lines is signed by "
                  + key.fingerprint()
                  + ", which may not sign heads at that time");
    }
  }

  /** Why a head is not signed by who may, if it was asked who may. */
  Optional<String> unknown() {
    return allowed.isPresent() ? unknown.or(() -> unsigned) : Optional.empty();
  }

  /** Whether it was asked who may sign, and there is no head to ask about. */
  boolean missing() {
    return allowed.isPresent() && unsigned.isEmpty() && last.isEmpty();
  }

  /** Whether the largest head is signed. */
  boolean signed() {
    return last.isPresent();
  }

  /** What names the key of the largest head, if it is signed. */
  Optional<String> fingerprint() {
    return last.map(SshPublicKey::fingerprint);
  }
}
