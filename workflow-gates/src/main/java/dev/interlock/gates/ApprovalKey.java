package dev.interlock.gates;

import dev.interlock.Decision;
import dev.interlock.People;
import dev.interlock.internal.approval.ApprovalText;
import dev.interlock.internal.sshsig.KeyFile;
import dev.interlock.internal.sshsig.Malformed;
import dev.interlock.internal.sshsig.SshPrivateKey;
import dev.interlock.internal.sshsig.SshPublicKey;
import dev.interlock.record.WorkflowException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The key with which a person signs answers: Ed25519, in a file as {@code ssh-keygen} writes it,
 * without a passphrase, which nobody but its owner may read. Immutable.
 *
 * <p>Whatever runs as its owner can sign with it as well. A key with a passphrase, in an agent or
 * in a security key signs with {@code ssh-keygen -Y sign} instead.
 */
public final class ApprovalKey {
  private final SshPrivateKey key;

  private ApprovalKey(SshPrivateKey key) {
    this.key = key;
  }

  /**
   * Reads a key file.
   *
   * @throws WorkflowException if it cannot be read, if others may read or change it ({@code
   *     key.exposed}), or if it holds no such key; the message says what to do
   */
  public static ApprovalKey read(Path file) {
    try {
      return new ApprovalKey(KeyFile.at(file).read());
    } catch (IOException e) {
      throw new WorkflowException("the key cannot be used: " + Unreadable.reason(e), e);
    } catch (Malformed e) {
      throw new WorkflowException(
          "the key cannot be used: "
              + e.sentence()
              + "; a key of another kind signs with: ssh-keygen -Y sign -n "
              + ApprovalText.NAMESPACE,
          e);
    }
  }

  /** Signs the text that {@link dev.interlock.Engine#approvalText} gives. */
  public Decision.Proof.Signature sign(String approvalText) {
    byte[] bytes = approvalText.getBytes(StandardCharsets.UTF_8);
    byte[] signature = key.sign(ApprovalText.NAMESPACE, bytes).armoured();
    return new Decision.Proof.Signature(
        approvalText, new String(signature, StandardCharsets.US_ASCII));
  }

  /** The public half as SSH writes it: {@code ssh-ed25519 AAAA...}. */
  public String publicKey() {
    return key.publicKey().text();
  }

  /** What names the key for people: {@code SHA256:...}. */
  public String fingerprint() {
    return key.publicKey().fingerprint();
  }

  /** Whose key it is, be it valid or not; empty if it is nobody's. */
  public Optional<People.Person> owner(People people) {
    return people.persons().stream()
        .filter(person -> person.keys().stream().anyMatch(one -> isMine(one.text())))
        .findFirst();
  }

  private boolean isMine(String text) {
    try {
      return SshPublicKey.parse(text).equals(key.publicKey());
    } catch (Malformed e) {
      return false;
    }
  }

  /** Says which key it is, and nothing of its private half. */
  @Override
  public String toString() {
    return fingerprint();
  }
}
