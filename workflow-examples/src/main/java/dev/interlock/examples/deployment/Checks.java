package dev.interlock.examples.deployment;

import dev.interlock.examples.deployment.Findings.Linted;
import dev.interlock.examples.deployment.Findings.Scanned;
import dev.interlock.examples.deployment.Findings.Tested;

/**
 * What was found before anything was deployed. Immutable.
 *
 * @param tests the tests
 * @param linting the compiler's warnings
 * @param scan the search for secrets
 */
public record Checks(Tested tests, Linted linting, Scanned scan) {}
