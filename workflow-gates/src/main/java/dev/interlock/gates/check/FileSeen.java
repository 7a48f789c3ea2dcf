package dev.interlock.gates.check;

import java.time.Instant;

/**
 * A file as a check saw it. Immutable.
 *
 * @param path where, relative to the folder that the check was given
 * @param size its size in bytes
 * @param sha256 the digest of its content, 64 hex digits
 * @param written when its content was written, as the file system says; its owner can set it
 * @param changed when anything of it was changed last, its name and rights as well; only the kernel
 *     sets it ({@code ctime})
 */
public record FileSeen(String path, long size, String sha256, Instant written, Instant changed) {}
