package dev.interlock.gates.check;

import dev.interlock.Check;
import dev.interlock.Verdict;
import dev.interlock.internal.secret.Secrets;
import dev.interlock.record.WorkflowException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * No file of a folder holds a secret of a known form: a private key, a token, a key of a cloud, a
 * password by what stands around it. What it examines is the folder's path, relative to the
 * workspace. Files are read as UTF-8, and those with zero bytes as UTF-16 and UTF-32 too. What is
 * found is named by file, never shown; what has no known form, is packed or is in another encoding
 * is not found.
 *
 * <p>Immutable; safe for many threads.
 */
public final class SecretScan implements Check<String> {
  private static final long MOST_BYTES = 4 * 1024 * 1024;
  private static final int MOST_FILES = 20_000;
  private static final int MOST_NAMED = 20;

  private final Path root;
  private final Set<String> ignored;
  private final Map<String, String> accepted;

  private SecretScan(Path root, Set<String> ignored, Map<String, String> accepted) {
    this.root = root;
    this.ignored = ignored;
    this.accepted = accepted;
  }

  /**
   * What it saw. Immutable.
   *
   * @param files how many files it looked through
   * @param bytes how many bytes they have
   * @param found those that hold something, at most 20
   * @param accepted those that hold something and are accepted, at most 20
   */
  public record Seen(int files, long bytes, List<String> found, List<String> accepted) {
    /** Copies the lists. */
    public Seen {
      found = List.copyOf(found);
      accepted = List.copyOf(accepted);
    }
  }

  /** Folders of this workspace. */
  public static SecretScan in(Path root) {
    return new SecretScan(root, Set.of(), Map.of());
  }

  /** The same, without the folders and files of these names, wherever they are. */
  public SecretScan ignoring(String... names) {
    return new SecretScan(root, Set.of(names), accepted);
  }

  /**
   * The same, where somebody has looked at these files and found no secret in them. One that has
   * changed since is found again.
   *
   * @param sha256 digests of the files, 64 hex digits, by paths relative to the workspace
   */
  public SecretScan accepting(Map<String, String> sha256) {
    return new SecretScan(root, ignored, Map.copyOf(sha256));
  }

  @Override
  public Verdict examine(String folder) {
    try {
      Path start = WorkspacePath.of(root, folder).path();
      NotAsItShouldBe.unless(
          Files.isDirectory(start, LinkOption.NOFOLLOW_LINKS), "there is no '" + folder + "'");
      long bytes = 0;
      List<String> found = new ArrayList<>();
      List<String> known = new ArrayList<>();
      List<String> files = files(start);
      for (String file : files) {
        WorkspacePath.Content content = WorkspacePath.of(root, file).read(MOST_BYTES);
        bytes += content.seen().size();
        if (holdsSecret(content.bytes())) {
          (content.seen().sha256().equals(accepted.get(file)) ? known : found).add(file);
        }
      }
      return Verdict.of(
          found.isEmpty() && !files.isEmpty(),
          found.isEmpty() ? "there is no file to look at" : "these hold secrets: " + some(found),
          new Seen(files.size(), bytes, some(found), some(known)));
    } catch (NotAsItShouldBe e) {
      return Verdict.failed(e.what());
    } catch (IOException | WorkflowException e) {
      return Verdict.failed(String.valueOf(e.getMessage()));
    }
  }

  private static List<String> some(List<String> names) {
    return names.subList(0, Math.min(names.size(), MOST_NAMED));
  }

  private List<String> files(Path start) throws IOException, NotAsItShouldBe {
    List<String> files;
    Path real = root.toRealPath();
    try (Stream<Path> all = Files.walk(start)) {
      files =
          all.filter(path -> !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
              .map(real::relativize)
              .filter(this::counts)
              .limit(MOST_FILES + 1)
              .map(Path::toString)
              .sorted()
              .toList();
    }
    NotAsItShouldBe.unless(files.size() <= MOST_FILES, "there are over " + MOST_FILES + " files");
    return files;
  }

  private boolean counts(Path path) {
    for (Path part : path) {
      if (ignored.contains(part.toString())) {
        return false;
      }
    }
    return true;
  }

  private static boolean holdsSecret(byte[] bytes) {
    return readings(bytes).anyMatch(text -> !Secrets.standard().text(text).equals(text));
  }

  /**
   * The texts that a file may hold. One with zero bytes may be text of two or four bytes a
   * character, of either order, with or without a mark at its beginning: what is of interest in it
   * shows when it is read in pairs from its first byte, or from its second.
   */
  private static Stream<String> readings(byte[] bytes) {
    String plain = new String(bytes, StandardCharsets.UTF_8);
    return plain.indexOf('\0') < 0
        ? Stream.of(plain)
        : Stream.of(plain, wide(bytes, 0), wide(bytes, 1));
  }

  private static String wide(byte[] bytes, int from) {
    return new String(bytes, from, bytes.length - from, StandardCharsets.UTF_16LE)
        .replace("\0", "");
  }
}
