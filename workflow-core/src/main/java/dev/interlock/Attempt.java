package dev.interlock;

/**
 * What a body may know of the attempt it is: read by name through {@code flow.attempt()}.
 *
 * <p>Immutable.
 *
 * @param number counts from 1
 * @param key the idempotency key, 32 hex digits: the same for every attempt of this step in this
 *     run, and for no other
 */
public record Attempt(int number, String key) {}
