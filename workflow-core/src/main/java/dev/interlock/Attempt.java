package dev.interlock;

import java.time.Instant;
import java.util.Optional;

/**
 * What a body may know of the attempt it is: read by name through {@code flow.attempt()}.
 *
 * <p>Immutable.
 *
 * @param number counts from 1
 * @param key the idempotency key, 32 hex digits: the same for every attempt of this step in this
 *     run, and for no other
 * @param deadline when it is interrupted, if it has a timeout
 */
public record Attempt(int number, String key, Optional<Instant> deadline) {}
