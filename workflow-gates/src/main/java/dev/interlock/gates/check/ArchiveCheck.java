package dev.interlock.gates.check;

import dev.interlock.Check;
import dev.interlock.Verdict;
import dev.interlock.record.WorkflowException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * A zip or jar can be unpacked without harm: no name leads out of its folder, none is there twice,
 * none is a link, and all together are not larger than allowed. What it examines is its path,
 * relative to the workspace. Nothing is unpacked to the disk; anything that is no zip is refused.
 *
 * <p>Immutable; every call returns a new object. Safe for many threads.
 */
public final class ArchiveCheck implements Check<String> {
  private static final long MIB = 1024 * 1024;

  private final Path root;
  private final int mostEntries;
  private final long mostBytes;

  private ArchiveCheck(Path root, int mostEntries, long mostBytes) {
    this.root = root;
    this.mostEntries = mostEntries;
    this.mostBytes = mostBytes;
  }

  /**
   * What it saw. Immutable.
   *
   * @param entries how many entries it has
   * @param bytes how many bytes they have when they are unpacked
   * @param archive the archive
   */
  public record Seen(int entries, long bytes, FileSeen archive) {}

  /** Archives in this workspace, of at most 10,000 entries and 256 MiB, packed and unpacked. */
  public static ArchiveCheck in(Path root) {
    return new ArchiveCheck(root, 10_000, 256 * MIB);
  }

  /** The same, with at most so many entries and so many bytes. */
  public ArchiveCheck atMost(int entries, long bytes) {
    return new ArchiveCheck(root, entries, bytes);
  }

  @Override
  public Verdict examine(String path) {
    try {
      WorkspacePath.Content content = WorkspacePath.of(root, path).read(mostBytes);
      byte[] zip = content.bytes();
      Set<String> listed = ZipDirectory.names(zip, mostEntries);
      Seen seen = unpacked(zip, listed, content.seen());
      NotAsItShouldBe.unless(
          seen.entries() == listed.size(), "its list says other entries than it holds");
      return Verdict.passed(seen);
    } catch (NotAsItShouldBe e) {
      return Verdict.failed("'" + path + "': " + e.what());
    } catch (IOException | WorkflowException | IllegalArgumentException e) {
      return Verdict.failed("'" + path + "' cannot be unpacked: " + e.getMessage());
    }
  }

  private Seen unpacked(byte[] zip, Set<String> listed, FileSeen archive)
      throws IOException, NotAsItShouldBe {
    Set<String> names = new HashSet<>();
    byte[] buffer = new byte[64 * 1024];
    long bytes = 0;
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        NotAsItShouldBe.unless(isInside(entry.getName()), "a name leads out of its folder");
        NotAsItShouldBe.unless(listed.contains(entry.getName()), "an entry is not in its list");
        NotAsItShouldBe.unless(
            names.add(entry.getName().toLowerCase(Locale.ROOT)), "a name is there twice");
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
          bytes += read;
          NotAsItShouldBe.unless(bytes <= mostBytes, "it unpacks to over " + mostBytes + " bytes");
        }
      }
    }
    return new Seen(names.size(), bytes, archive);
  }

  private static boolean isInside(String name) {
    String bare = name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
    boolean plain = bare.chars().noneMatch(c -> c < ' ' || c == '\\' || c == ':' || c == 127);
    return plain && Arrays.stream(bare.split("/", -1)).noneMatch(List.of("", ".", "..")::contains);
  }
}
