package dev.interlock.gates.command;

import dev.interlock.internal.log.HashTree;
import dev.interlock.internal.log.Line;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Which file it is and what is in it, without following a link. Immutable.
 *
 * @param place its device and inode
 * @param changed when anything of it was changed last, by the kernel's own stamp ({@code ctime}),
 *     which nobody but the kernel sets
 * @param sha256 the digest of its content
 * @param interpreter what the line {@code #!} at its beginning names, if there is one
 */
record Fingerprint(String place, String changed, String sha256, Optional<String> interpreter) {
  private static final int LONGEST_LINE = 256;

  /**
   * Looks at a file that is named by its real path.
   *
   * @throws IOException if it is no regular file, is named by way of a link, or changes meanwhile
   */
  static Fingerprint of(Path path) throws IOException {
    if (!path.isAbsolute() || !path.equals(path.toRealPath())) {
      throw new IOException("'" + path + "' is not the real path of a file");
    }
    String before = stamp(path);
    MessageDigest digest = HashTree.sha256();
    byte[] head;
    try (SeekableByteChannel file =
        Files.newByteChannel(path, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
      head = read(file, digest);
    }
    if (!before.equals(stamp(path))) {
      throw new IOException("'" + path + "' changed while it was read");
    }
    int space = before.indexOf(' ');
    return new Fingerprint(
        before.substring(0, space),
        before.substring(space),
        Line.hex(digest.digest()),
        interpreter(head));
  }

  private static byte[] read(SeekableByteChannel file, MessageDigest digest) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);
    byte[] head = new byte[0];
    while (file.read(buffer.clear()) >= 0) {
      buffer.flip();
      if (head.length == 0) {
        head = new byte[Math.min(LONGEST_LINE, buffer.remaining())];
        buffer.duplicate().get(head);
      }
      digest.update(buffer);
    }
    return head;
  }

  private static Optional<String> interpreter(byte[] head) {
    String text = new String(head, StandardCharsets.ISO_8859_1);
    return text.startsWith("#!")
        ? Optional.of(text.substring(2).lines().findFirst().orElse("").strip().split("\\s", 2)[0])
        : Optional.empty();
  }

  private static String stamp(Path path) throws IOException {
    Map<String, Object> seen =
        Files.readAttributes(path, "unix:dev,ino,ctime,size,mode", LinkOption.NOFOLLOW_LINKS);
    int mode = (Integer) Objects.requireNonNull(seen.get("mode"));
    if ((mode & 0170000) != 0100000) {
      throw new IOException("'" + path + "' is no regular file");
    }
    return seen.get("dev")
        + ":"
        + seen.get("ino")
        + " "
        + seen.get("ctime")
        + " "
        + seen.get("size");
  }

  /** Whether it is still the same file, untouched since. */
  boolean isStill(Path path) {
    try {
      return stamp(path).equals(place + changed);
    } catch (IOException e) {
      return false;
    }
  }
}
