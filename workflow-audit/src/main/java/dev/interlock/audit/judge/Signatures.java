package dev.interlock.audit.judge;

import java.util.Optional;

/** Says whether what signs a decision is valid. Safe for many threads. */
@FunctionalInterface
interface Signatures {
  /**
   * Refuses none: a signature is not looked at by this version. A decision without one is as good
   * as the presence grade that is recorded with it.
   */
  Signatures NOT_LOOKED_AT = (run, path, signed) -> Optional.empty();

  /**
   * Why the signature of a decision does not count; empty if it does.
   *
   * @param run the run whose gate was decided
   * @param path the gate
   * @param signed the name of the file that holds the signature, as the decision says it
   */
  Optional<String> objection(String run, String path, String signed);
}
