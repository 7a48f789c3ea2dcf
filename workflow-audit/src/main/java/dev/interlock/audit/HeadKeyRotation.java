package dev.interlock.audit;

import dev.interlock.record.WorkflowException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A new key took the place of another. What the old one signed still verifies; what it signs later
 * does not. Immutable.
 *
 * @param key the new key
 * @param old where the old key is now
 * @param ended the line of an allowed signers file for the old key
 * @param begun the line of an allowed signers file for the new key
 */
public record HeadKeyRotation(HeadKey key, Path old, String ended, String begun) {
  private static final int MOST_BYTES = 1 << 20;

  /**
   * Makes a new key in the file of another, which is kept beside it as {@code <file>.<n>.old}.
   *
   * <p>The allowed signers are replaced as a whole before the files of the keys are. Where this is
   * broken off nothing is lost, and doing it again does the rest. Nobody may be writing to the log
   * with the old key.
   *
   * @param signers the allowed signers file to change, if it is to be changed
   * @throws WorkflowException if a file cannot be used or written; the message says which
   */
  public static HeadKeyRotation rotate(Path file, Optional<Path> signers, Instant now) {
    HeadKey before = HeadKey.read(file);
    Path next = beside(file, ".new");
    try {
      boolean again = Files.exists(next, LinkOption.NOFOLLOW_LINKS);
      if (signers.isPresent() && !again) {
        refuseUnlessNamed(signers.get(), before, now);
      }
      HeadKey key = again ? HeadKey.read(next) : HeadKey.create(next);
      SignersEdit edit = new SignersEdit(before.publicHalf(), key.publicHalf(), now);
      if (signers.isPresent()) {
        change(signers.get(), edit);
      }
      Path old = keep(file, before);
      exchange(file, next, key);
      return new HeadKeyRotation(key, old, edit.ended(), edit.begun("interlock"));
    } catch (IOException e) {
      throw new WorkflowException("the key '" + file + "' is not rotated yet: " + e, e);
    }
  }

  private static Path beside(Path file, String ending) {
    return file.resolveSibling(file.getFileName() + ending);
  }

  private static void refuseUnlessNamed(Path signers, HeadKey key, Instant now) throws IOException {
    byte[] text = SmallFile.read(signers, MOST_BYTES);
    try {
      SignersEdit.refuseUnlessNamed(text, key.publicHalf(), now);
    } catch (WorkflowException e) {
      throw unusable(signers, e);
    }
  }

  private static WorkflowException unusable(Path signers, WorkflowException why) {
    return new WorkflowException(
        "the allowed signers '" + signers + "' were not changed: " + why.getMessage(), why);
  }

  /** The file keeps its mode. */
  private static void change(Path signers, SignersEdit edit) throws IOException {
    Path real = signers.toRealPath();
    Path temporary = beside(real, ".new");
    try {
      byte[] changed = edit.apply(SmallFile.read(real, MOST_BYTES));
      Files.copy(
          real, temporary, StandardCopyOption.COPY_ATTRIBUTES, StandardCopyOption.REPLACE_EXISTING);
      LocalDisk.INSTANCE.put(real, changed, temporary);
    } catch (WorkflowException e) {
      throw unusable(signers, e);
    }
  }

  /** The old key gets a second name, so that at no time it has none. */
  private static Path keep(Path file, HeadKey key) throws IOException {
    int n = 1;
    while (Files.exists(old(file, n), LinkOption.NOFOLLOW_LINKS) && !isKept(old(file, n), key)) {
      n++;
    }
    Path old = old(file, n);
    if (!Files.exists(old)) {
      Files.copy(file, old, StandardCopyOption.COPY_ATTRIBUTES);
    }
    Files.writeString(HeadKey.publicHalf(old), key.publicKey() + "\n");
    return old;
  }

  private static Path old(Path file, int n) {
    return beside(file, "." + n + ".old");
  }

  private static boolean isKept(Path old, HeadKey key) {
    try {
      return HeadKey.read(old).fingerprint().equals(key.fingerprint());
    } catch (WorkflowException e) {
      return false;
    }
  }

  private static void exchange(Path file, Path next, HeadKey key) throws IOException {
    byte[] line = (key.publicKey() + "\n").getBytes(StandardCharsets.US_ASCII);
    LocalDisk.INSTANCE.put(HeadKey.publicHalf(file), line, HeadKey.publicHalf(next));
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    LocalDisk.INSTANCE.forceFolder(Objects.requireNonNull(file.toAbsolutePath().getParent()));
  }
}
