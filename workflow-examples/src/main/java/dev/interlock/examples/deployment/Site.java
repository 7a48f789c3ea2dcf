package dev.interlock.examples.deployment;

import dev.interlock.gates.command.Service;

/**
 * A site that is served. Immutable.
 *
 * @param place {@code staging} or {@code production}
 * @param version the version that it has
 * @param jar the digest of its jar
 * @param url where it answers, without a slash at its end
 * @param service its process
 */
public record Site(String place, String version, String jar, String url, Service service) {}
