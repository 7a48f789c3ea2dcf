package dev.interlock.examples.deployment;

import java.util.Optional;

/**
 * What is in production now, and what was before. Immutable.
 *
 * @param request what was asked for
 * @param site the site that is served
 * @param before the one before, which comes back if this one does not hold
 */
public record Live(DeploymentRequest request, Site site, Optional<Site> before) {}
