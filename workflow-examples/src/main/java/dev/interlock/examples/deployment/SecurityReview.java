package dev.interlock.examples.deployment;

import java.util.List;

/**
 * What a look at the staged site for its safety found. Immutable.
 *
 * @param looked what was looked at
 * @param findings what should not be so
 */
public record SecurityReview(List<String> looked, List<String> findings) {
  /** Copies the lists. */
  public SecurityReview {
    looked = List.copyOf(looked);
    findings = List.copyOf(findings);
  }

  boolean clean() {
    return findings.isEmpty();
  }
}
