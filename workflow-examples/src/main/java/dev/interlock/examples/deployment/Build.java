package dev.interlock.examples.deployment;

/**
 * What was built. Immutable.
 *
 * @param version the version that the project has
 * @param jar the jar, relative to the project
 * @param sha256 its digest
 */
public record Build(String version, String jar, String sha256) {}
