package dev.interlock.gates.check;

import java.time.Instant;

/**
 * A file as a check saw it. Immutable.
 *
 * @param path where, relative to the folder that the check was given
 * @param size its size in bytes
 * @param sha256 the digest of its content, 64 hex digits
 * @param changed when its content was changed last, as the file system says, which its owner can
 *     set
 */
public record FileSeen(String path, long size, String sha256, Instant changed) {}
