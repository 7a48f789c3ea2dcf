package dev.interlock.examples.deployment;

/**
 * What is served in production, as it was found there. Immutable.
 *
 * @param version the version
 * @param url where
 * @param jar the digest of its jar
 */
public record Verified(String version, String url, String jar) {}
