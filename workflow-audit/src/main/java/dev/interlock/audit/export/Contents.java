package dev.interlock.audit.export;

import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/**
 * What an export holds, and what it does not. Immutable.
 *
 * @param files the names of the files that are written so far
 * @param leftOut the digests of blobs that are in the log and not in the export
 * @param erased the digests of blobs that were erased
 * @param headKey what names the key that signed the head, if one did
 * @param key what names the key that signs the export, if one does
 */
public record Contents(
    SortedSet<String> files,
    List<String> leftOut,
    List<String> erased,
    Optional<String> headKey,
    Optional<String> key) {

  /** Copies the lists. */
  public Contents {
    leftOut = List.copyOf(leftOut);
    erased = List.copyOf(erased);
  }
}
