package dev.interlock.audit.judge;

import java.util.Optional;
import java.util.Set;

/**
 * A definition as its outline says it. Immutable.
 *
 * @param least the least profile that it accepts
 * @param limited whether its runs must be over in time
 * @param kept the names whose values are asked for later: what gates and checks are about, and what
 *     scopes give
 */
record Definition(
    String sha256,
    String workflow,
    String version,
    Optional<String> least,
    boolean limited,
    Scope root,
    Set<String> kept,
    Answers answers,
    Sensitive sensitive) {

  /**
   * How its gates are answered.
   *
   * @param signed whether each asks for a signature
   * @param children the definitions of the runs that it asks for
   */
  record Answers(boolean signed, Set<String> children) {}
}
