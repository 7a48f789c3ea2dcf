package dev.interlock.internal.sshsig;

import dev.interlock.internal.sshsig.AllowedSigners.Answer;
import dev.interlock.internal.sshsig.AllowedSigners.Claim;
import java.time.Instant;

/**
 * One line of an allowed signers file. Immutable.
 *
 * @param principals who may sign with the key
 * @param options for what and when, and whether the key must have known its user
 */
record AllowedSigner(PatternList principals, SignerOptions options, SshPublicKey key) {

  /** How far the claim gets with this line. */
  Answer answer(Claim claim, SshPublicKey by) {
    if (!key.equals(by)) {
      return Answer.UNKNOWN_KEY;
    }
    return principals.matches(claim.principal())
        ? answer(claim.namespace(), claim.at())
        : Answer.OTHER_PRINCIPAL;
  }

  /** The same, where key and principal are right. */
  Answer answer(String namespace, Instant at) {
    if (!options.namespaces().matches(namespace)) {
      return Answer.OTHER_NAMESPACE;
    }
    if (at.isAfter(options.validity().before())) {
      return Answer.NO_LONGER_VALID;
    }
    if (at.isBefore(options.validity().after())) {
      return Answer.NOT_YET_VALID;
    }
    return options.verifyRequired() ? Answer.ONLY_VERIFIED : Answer.YES;
  }
}
