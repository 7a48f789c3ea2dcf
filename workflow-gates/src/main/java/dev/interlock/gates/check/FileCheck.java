package dev.interlock.gates.check;

import dev.interlock.Check;
import dev.interlock.Verdict;
import dev.interlock.record.WorkflowException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * A file is there, in a folder, and is what it should be. What it examines is its path, relative to
 * the folder. Immutable; every call returns a new object. Safe for many threads.
 */
public final class FileCheck implements Check<String> {
  private static final long MIB = 1024 * 1024;

  private final Path root;
  private final long most;
  private final Optional<Instant> since;
  private final Optional<String> sha256;

  private FileCheck(Path root, long most, Optional<Instant> since, Optional<String> sha256) {
    this.root = root;
    this.most = most;
    this.since = since;
    this.sha256 = sha256;
  }

  /** Files in this folder, of at most 16 MiB. */
  public static FileCheck in(Path root) {
    return new FileCheck(root, 16 * MIB, Optional.empty(), Optional.empty());
  }

  /** The same, of at most so many bytes. */
  public FileCheck atMost(long bytes) {
    return new FileCheck(root, bytes, since, sha256);
  }

  /**
   * The same, written at this time or later, to 10 ms, and not in the future. Whoever may write the
   * file can make an old one look new; {@link FreshFolder} leaves no room for one.
   */
  public FileCheck since(Instant time) {
    return new FileCheck(root, most, Optional.of(time), sha256);
  }

  /** The same, with this digest, 64 hex digits. */
  public FileCheck withDigest(String digest) {
    return new FileCheck(root, most, since, Optional.of(digest));
  }

  @Override
  public Verdict examine(String path) {
    try {
      FileSeen seen = WorkspacePath.of(root, path).read(most).seen();
      boolean same = sha256.filter(digest -> !digest.equals(seen.sha256())).isEmpty();
      Optional<String> objection =
          since
              .flatMap(time -> Freshness.objection(seen, time, Instant.now()))
              .or(() -> Optional.of("'" + path + "' has another digest").filter(no -> !same));
      return Verdict.of(objection.isEmpty(), objection.orElse(""), seen);
    } catch (IOException | WorkflowException e) {
      return Verdict.failed(String.valueOf(e.getMessage()));
    }
  }
}
