package dev.interlock.internal.sshsig;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;

/**
 * Who may sign with which key, for what and when: "ALLOWED SIGNERS" of ssh-keygen(1). Immutable.
 *
 * <p>Certificates are not supported. One option more than ssh-keygen knows: {@code
 * verify-required}, for security keys that must have known their user.
 */
public final class AllowedSigners {
  private final List<AllowedSigner> signers;
  private final RevokedKeys revoked;

  private AllowedSigners(List<AllowedSigner> signers, RevokedKeys revoked) {
    this.signers = signers;
    this.revoked = revoked;
  }

  /**
   * Somebody is said to have signed.
   *
   * @param principal who
   * @param namespace for which purpose
   * @param at when
   */
  public record Claim(String principal, String namespace, Instant at) {}

  /** Whether a key may sign, or what stands against it; the later, the closer to a yes. */
  public enum Answer {
    /** The key was revoked. */
    REVOKED("the key is revoked"),
    /** The bytes are not signed by the key that the signature names. */
    NOT_SIGNED("the signature is not by its key over this text for this purpose"),
    /** The signature is by a security key, and nobody touched it. */
    NOT_TOUCHED("nobody touched the security key"),
    /** No line names the key. */
    UNKNOWN_KEY("the key is not among the allowed ones"),
    /** The key is somebody else's. */
    OTHER_PRINCIPAL("the key is not one of this principal"),
    /** The key is this principal's, for other purposes. */
    OTHER_NAMESPACE("the key may not sign for this purpose"),
    /** The key's time is over. */
    NO_LONGER_VALID("the key is no longer valid"),
    /** The key's time is still to come. */
    NOT_YET_VALID("the key is not yet valid"),
    /** The key may sign if it knows its user, by PIN or finger. */
    ONLY_VERIFIED("the security key must know its user, by PIN or finger"),
    /** Nothing stands against it. */
    YES("the key may sign");

    private final String sentence;

    Answer(String sentence) {
      this.sentence = sentence;
    }

    /** The same for people. */
    public String sentence() {
      return sentence;
    }
  }

  /**
   * Reads an allowed signers file.
   *
   * @param zone of the times in it that do not end in Z; read in standard time all through the year
   *     as ssh-keygen does
   * @throws Malformed with all mistakes and their lines
   */
  public static AllowedSigners parse(byte[] file, ZoneId zone) throws Malformed {
    return new AllowedSigners(
        TextLines.read(file, "the allowed signers", line -> SignerLine.parse(line, zone)),
        RevokedKeys.NONE);
  }

  /** The same signers without these keys. */
  public AllowedSigners without(RevokedKeys keys) {
    return new AllowedSigners(signers, keys);
  }

  /**
   * As whom a key may sign, as the lines of the file have it: patterns with commas between, one
   * element a line.
   */
  public List<String> principals(SshPublicKey key, String namespace, Instant at) {
    if (revoked.contains(key)) {
      return List.of();
    }
    return signers.stream()
        .filter(signer -> signer.key().equals(key))
        .filter(signer -> signer.answer(namespace, at).compareTo(Answer.ONLY_VERIFIED) >= 0)
        .map(signer -> signer.principals().text())
        .toList();
  }

  /**
   * Whether this key may sign as the claim says: of all lines, the one that comes closest to a yes.
   */
  public Answer may(Claim claim, SshPublicKey key) {
    if (revoked.contains(key)) {
      return Answer.REVOKED;
    }
    return signers.stream()
        .map(signer -> signer.answer(claim, key))
        .max(Comparator.naturalOrder())
        .orElse(Answer.UNKNOWN_KEY);
  }

  /** Whether this signature makes the claim true of this message. */
  public Answer check(Claim claim, SshSignature signature, byte[] message) {
    if (signature.publicKey().kind().isSecurityKey() && !signature.touched()) {
      return Answer.NOT_TOUCHED;
    }
    if (!signature.verify(claim.namespace(), message)) {
      return Answer.NOT_SIGNED;
    }
    Answer answer = may(claim, signature.publicKey());
    return answer == Answer.ONLY_VERIFIED && signature.verified() ? Answer.YES : answer;
  }
}
