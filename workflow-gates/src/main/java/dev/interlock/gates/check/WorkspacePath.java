package dev.interlock.gates.check;

import dev.interlock.record.WorkflowException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * A path inside a folder, by its name: relative, without {@code ..}, without NUL. Whether there is
 * something, and whether a link leads out of the folder, is looked at when it is opened: no link is
 * followed on the way, and what is hashed is what was read.
 *
 * <p>Immutable; safe for many threads.
 */
public final class WorkspacePath {
  private final Path root;
  private final String relative;

  private WorkspacePath(Path root, String relative) {
    this.root = root;
    this.relative = relative;
  }

  /**
   * What a file held when it was read.
   *
   * @param bytes its content
   * @param seen what it was
   */
  @SuppressWarnings("ArrayRecordComponent") // copied in and out, and never compared
  public record Content(byte[] bytes, FileSeen seen) {
    /** Copies the bytes. */
    public Content {
      bytes = bytes.clone();
    }

    /** A copy of the bytes. */
    @Override
    public byte[] bytes() {
      return bytes.clone();
    }
  }

  /**
   * A path in this folder.
   *
   * @param relative its parts, with {@code /} between them
   * @throws WorkflowException if the folder is not there, or the path is empty, absolute, holds a
   *     NUL or a backslash, or has a part that is empty, {@code .} or {@code ..}
   */
  public static WorkspacePath of(Path root, String relative) {
    Path real;
    try {
      real = root.toRealPath();
    } catch (IOException e) {
      throw new WorkflowException("the folder '" + root + "' is not there", e);
    }
    List<String> parts = Arrays.asList(relative.split("/", -1));
    boolean inside =
        relative.chars().noneMatch(c -> c == 0 || c == '\\')
            && parts.stream().noneMatch(List.of("", ".", "..")::contains);
    if (!inside) {
      throw new WorkflowException(
          "'" + relative.replace('\0', '?') + "' is no path inside a folder");
    }
    return new WorkspacePath(real, relative);
  }

  /** Its parts, with {@code /} between them. */
  public String relative() {
    return relative;
  }

  /** Where it is. */
  public Path path() {
    return root.resolve(relative);
  }

  /**
   * What the file holds: opened once, through no link, a plain file with one name and at most so
   * large, the same before and after it was read.
   *
   * @param most how many bytes it may have
   * @throws IOException if it is not there or not such a file; the message says in what
   */
  public Content read(long most) throws IOException {
    return new OneRead(root, List.of(relative.split("/", -1)), most).read();
  }

  @Override
  public String toString() {
    return relative;
  }
}
