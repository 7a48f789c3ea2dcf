package dev.interlock.cli;

import dev.interlock.audit.RecordVerifier;
import dev.interlock.record.WorkflowException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What is asked of a record beside its chain: whose keys may sign, which heads were kept, who may
 * decide.
 */
final class Asking {
  private Asking() {}

  /**
   * A verifier that asks this.
   *
   * @throws Mistake if a file that was named cannot be used
   */
  static RecordVerifier of(Log log, Typed typed) {
    Optional<Path> signers = typed.file("allowed-signers");
    Optional<Path> revoked = typed.file("revoked-keys");
    if (revoked.isPresent() && signers.isEmpty()) {
      throw new Mistake("'--revoked-keys' takes keys from '--allowed-signers FILE': name both");
    }
    RecordVerifier verifier = RecordVerifier.of(log.folder());
    try {
      for (Path head : typed.files("head")) {
        verifier = verifier.keptHead(head);
      }
      for (String key : typed.list("witness")) {
        verifier = verifier.witness(key);
      }
      for (Path people : typed.files("people")) {
        verifier = verifier.people(KnownPeople.at(people, log.folder()).people());
      }
      verifier = signers.map(verifier::allowedSigners).orElse(verifier);
      verifier = revoked.map(verifier::revokedKeys).orElse(verifier);
      return typed.run().map(RunIds::typed).map(verifier::run).orElse(verifier);
    } catch (Mistake e) {
      throw e;
    } catch (WorkflowException e) {
      throw new Mistake(e.getMessage() + "\nnothing was verified");
    }
  }
}
