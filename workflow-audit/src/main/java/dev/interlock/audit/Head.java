package dev.interlock.audit;

import dev.interlock.internal.log.HashTree;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a log was when it had so many lines: its {@link #text()} is a C2SP checkpoint. Immutable.
 *
 * @param origin which log: {@code name/id}
 * @param size how many lines
 * @param root their tree hash, base64
 */
public record Head(String origin, long size, String root) {
  private static final Pattern FORM =
      Pattern.compile("([a-z0-9-]+/[0-9a-f]{32})\n(0|[1-9][0-9]{0,17})\n([A-Za-z0-9+/]{43}=)\n");

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if one of them is not of its form
   */
  public Head {
    if (!FORM.matcher(text(origin, size, root)).matches()) {
      throw new IllegalArgumentException("a part of the head of " + size + " is not of its form");
    }
  }

  static Head of(String origin, long size, byte[] root) {
    return new Head(origin, size, Base64.getEncoder().encodeToString(root));
  }

  /**
   * The newest head of the log in a folder, if there is one; whether its lines are those that it
   * was made of is not looked at.
   *
   * @throws dev.interlock.record.JournalException if there is no log, or it cannot be read
   */
  public static Optional<Head> newest(Path dir) {
    LogFolder folder = new LogFolder(dir);
    folder.refuseIfNone();
    return folder.read(folder.head(LogFolder.largest(folder.headSizes()))).flatMap(Head::parse);
  }

  /** The head of the lines of a tree. */
  static Head of(String origin, HashTree tree) {
    return of(origin, tree.size(), tree.root());
  }

  /** Reads a checkpoint; empty if the bytes are none. */
  static Optional<Head> parse(byte[] bytes) {
    Matcher found = FORM.matcher(new String(bytes, StandardCharsets.ISO_8859_1));
    return found.matches()
        ? Optional.of(new Head(found.group(1), Long.parseLong(found.group(2)), found.group(3)))
        : Optional.empty();
  }

  /** Origin, size and root, each with a newline. */
  public String text() {
    return text(origin, size, root);
  }

  private static String text(String origin, long size, String root) {
    return origin + "\n" + size + "\n" + root + "\n";
  }

  byte[] bytes() {
    return text().getBytes(StandardCharsets.US_ASCII);
  }
}
