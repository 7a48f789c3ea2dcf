package dev.interlock.examples.release;

/**
 * A tag of the repository. Immutable.
 *
 * @param name its name
 * @param commit the commit that it is of
 */
public record Tag(String name, String commit) {}
